"""The tests' databases: migrated once in a run, copied for every worker, and emptied fast after a test that commits."""

import os
import time
from contextlib import suppress
from pathlib import Path

import psycopg
from django.core.management import call_command
from django.db import OperationalError, ProgrammingError, connection, transaction
from django.test import TransactionTestCase
from psycopg import sql

# Names the folder of the tests' server, and with it the run. It is not under pytest's own folder, which another session
# that starts as root would close to the server's account.
SERVER_HOME = "GROUNDGAME_TESTS_SERVER"

# A table that the server counted just after it was emptied has pages and no rows in its books: the planner then takes
# it for empty however much the next test writes, and until the server counts again what joins it may take minutes.
TABLES = """
SELECT c.oid::regclass::text, pg_relation_size(c.oid), c.relpages > 0 AND c.reltuples = 0
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = 'public' AND c.relkind = 'r' ORDER BY 1
"""
# From then on the rows that are deleted and not yet cleaned up would slow the next test down.
MANY_BYTES = 1_000_000
TRIES = 4


def _template() -> str:
    return Path(os.environ[SERVER_HOME]).name.replace("-", "_")


def migrated_template(url: str) -> str:
    """Return the name of a database that has every migration; the first worker that asks makes it."""
    name = _template()
    made = "SELECT 1 FROM pg_database WHERE datname = %s"
    with psycopg.connect(url, autocommit=True) as server:
        server.execute("SELECT pg_advisory_lock(hashtextextended(%s, 0))", [name])
        if server.execute(made, [name]).fetchone() is None:
            unfinished = f"{name}_unfinished"
            server.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(unfinished)))
            server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(unfinished)))
            _migrate(unfinished)
            names = sql.Identifier(unfinished), sql.Identifier(name)
            server.execute(sql.SQL("ALTER DATABASE {} RENAME TO {}").format(*names))
    return name


def _migrate(name: str) -> None:
    connection.close()
    before, connection.settings_dict["NAME"] = connection.settings_dict["NAME"], name
    try:
        call_command("migrate", verbosity=0)
    finally:
        connection.close()
        connection.settings_dict["NAME"] = before


def drop_template(url: str) -> None:
    """Drop what `migrated_template` made, from a server that outlives the run."""
    with suppress(psycopg.OperationalError), psycopg.connect(url, autocommit=True) as server:
        server.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(_template())))


def empty_fast() -> None:
    """Have what a test committed deleted as fast as it can be, where the server lets us.

    Django truncates every table, with as many files as they and their indexes have, and then makes its content types
    and permissions anew: half a second that a test with three rows does not need. Here rows are deleted where there
    are any, and what the migrations wrote stays: the database is afterwards as they left it.
    """
    if _may_pass_over_triggers():
        written = _tables_with_rows()
        TransactionTestCase._fixture_teardown = lambda _: _empty_in_the_end(written)


def _may_pass_over_triggers() -> bool:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL session_replication_role = replica")
    except ProgrammingError:
        return False
    return True


def _tables_with_rows() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(TABLES)
        tables = [name for name, *_ in cursor.fetchall()]
        found = set()
        for name in tables:
            cursor.execute(f"SELECT EXISTS (SELECT FROM {name})")
            if cursor.fetchone() == (True,):
                found.add(name)
    return found


def _empty_in_the_end(written_by_migrations: set[str]) -> None:
    """Try again where a last request of a page that is closed was in the way: PostgreSQL ends one of two that block."""
    for _ in range(TRIES):
        with suppress(OperationalError):
            return _empty(written_by_migrations)
        time.sleep(0.5)
    return _empty(written_by_migrations)


def _empty(written_by_migrations: set[str]) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        # Some tables refuse that anything is ever deleted, and the order would matter for all.
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(TABLES)
        tables = [each for each in cursor.fetchall() if each[0] not in written_by_migrations]
        anew = [name for name, size, taken_for_empty in tables if size > MANY_BYTES or taken_for_empty]
        if anew:
            cursor.execute(f"TRUNCATE {', '.join(anew)} CASCADE")
        cursor.execute("".join(f"DELETE FROM {name};" for name, *_ in tables if name not in anew))
