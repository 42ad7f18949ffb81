"""The register's indexes set aside while very many rows come to hardly any, and built again in bulk.

An index that is kept row by row costs five times what one costs that is built at once. While they are aside nothing
writes to the register but the load that set them aside: it holds a lock that every other import waits for. Nobody needs
it to be there afterwards, though: what is missing stands in a table, and whoever comes next builds it.
"""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import Error, connection, transaction
from django.db.backends.utils import CursorWrapper
from django.db.utils import OperationalError, ProgrammingError

from groundgame.campaign.register.importing.errors import IndexesAsideError, StorageError
from groundgame.campaign.register.importing.rebuilding import Doing, build_next, let_sweep, no_word
from groundgame.campaign.register.models import PendingIndex, Register

TABLES = ("register_address", "register_elector", "register_registerentry")
# Beside so few rows as are there, what comes is all: to build the indexes again for those costs next to nothing.
MANY_TIMES = 10
NOT_BUILT = (
    "The registers that are named as loaded are loaded, but the database could not build all of their indexes ({}). "
    "Searches are right and slow until then. The next start of groundgame builds them, or its worker within a minute."
)
_LOCK = "hashtextextended('register:indexes', 0)"
# All but those that a foreign key leans on, and those that say more than their definition does. Two build them side by
# side, so the longest come first; and those behind a constraint, which no other build of their table may overlap at the
# end, before the others.
_FOUND_SQL = """
SELECT c.relname, t.relname, pg_get_indexdef(i.indexrelid),
       CASE k.contype WHEN 'u' THEN 'UNIQUE' WHEN 'p' THEN 'PRIMARY KEY' ELSE '' END,
       row_number() OVER (ORDER BY i.indisunique DESC, i.indnkeyatts DESC, c.relname DESC)
FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_class t ON t.oid = i.indrelid
LEFT JOIN pg_constraint k ON k.conindid = i.indexrelid AND k.contype <> 'f'
WHERE i.indrelid = ANY(%s::regclass[]) AND i.indisvalid AND NOT i.indisreplident AND NOT i.indisexclusion
    AND NOT coalesce(k.condeferrable, false)
    AND NOT EXISTS (SELECT FROM pg_constraint f WHERE f.conindid = i.indexrelid AND f.contype = 'f')
"""

# Tables that nobody keeps autovacuum from, beside us.
_SWEPT_SQL = """
SELECT relname FROM pg_class
WHERE oid = ANY(%s::regclass[]) AND coalesce(reloptions::text, '') !~ 'autovacuum_enabled'
"""
_LAST = 1000


@dataclass(frozen=True, slots=True)
class Aside:
    """The indexes are aside. `boroughs` held something before: what they get must wait until the indexes are back."""

    boroughs: frozenset[str]


@contextmanager
def indexes_aside(rows: int, together: int, doing: Doing = no_word) -> Iterator[Aside | None]:
    """Set the indexes aside where so many rows come that it pays, and build them again at the end.

    Gives None where they stay: hardly fewer rows are there than come, somebody reads for long, or we may not.
    """
    mend_indexes()
    aside = None if connection.in_atomic_block else _set_aside(rows)
    if aside is None:
        yield None
        return
    try:
        yield aside
    finally:
        try:
            build_pending(together, doing)
        except Error as error:
            raise StorageError(NOT_BUILT.format(error)) from error
        finally:
            _unlock()


def check_first(aside: Aside, borough: str) -> None:
    """Refuse a borough that holds something: without the indexes nothing would see that a person stands there twice.

    Raises:
        IndexesAsideError: if it does.
    """
    if borough in aside.boroughs or Register.objects.filter(borough=borough).exists():
        raise IndexesAsideError(f"{borough} has had a register before: it is loaded once the indexes are back.")


def mend_indexes(*, wait: bool = False) -> None:
    """Build what a load that died has left aside. One that lives is left alone, or waited for."""
    if connection.in_atomic_block or not PendingIndex.objects.exists():
        return
    if wait:
        _execute(f"SELECT pg_advisory_lock({_LOCK})")
    elif not _try_lock():
        return
    try:
        build_pending(together=1)
    finally:
        _unlock()


def hold_indexes() -> None:
    """Let no index be set aside until the caller's transaction ends.

    Raises:
        StorageError: if some are missing.
    """
    _execute(f"SELECT pg_advisory_xact_lock_shared({_LOCK})")
    if PendingIndex.objects.exists():
        raise StorageError(
            "Indexes of the register are missing since a load was cut off. Nothing was changed. The worker of "
            "groundgame serve or groundgame work builds them within minutes: then load the file again."
        )


def build_pending(together: int, doing: Doing = no_word) -> None:
    """Build what is pending, each index in a transaction of its own, so many side by side."""

    def build() -> None:
        try:
            while build_next(doing):
                pass
        except Error:
            let_sweep()
            raise
        finally:
            connection.close()

    with ThreadPoolExecutor(together, thread_name_prefix="indexes") as pool:
        for built in [pool.submit(build) for _ in range(together)]:
            built.result()


def _set_aside(rows: int) -> Aside | None:
    """Take the lock, drop the indexes and write down what they were; where that cannot be, leave all as it was."""
    if not _try_lock():
        return None
    aside = _drop_all(rows)
    if aside is None:
        _unlock()
    return aside


def _drop_all(rows: int) -> Aside | None:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL lock_timeout = '2s'")
            cursor.execute("SELECT count(*) FROM (SELECT FROM register_elector LIMIT %s) q", [rows // MANY_TIMES + 1])
            if cursor.fetchone()[0] > rows // MANY_TIMES:
                return None
            cursor.execute(f"LOCK TABLE {', '.join(TABLES)} IN ACCESS EXCLUSIVE MODE")
            cursor.execute(
                "SELECT borough FROM register_elector UNION SELECT borough FROM register_address "
                "UNION SELECT borough FROM register_register"
            )
            held = Aside(frozenset(borough for (borough,) in cursor.fetchall()))
            cursor.execute(_FOUND_SQL, [list(TABLES)])
            for name, table, definition, constraint, turn in cursor.fetchall():
                PendingIndex.objects.create(
                    name=name, table=table, definition=definition, constraint=constraint, turn=turn
                )
                _drop(name, table, constraint)
            _keep_unswept(cursor)
            return held
    except (OperationalError, ProgrammingError):  # somebody reads for long, or the tables are not ours
        return None


def _keep_unswept(cursor: CursorWrapper) -> None:
    """Keep autovacuum from the tables until the last index is built: it would read all of them over and over.

    What lets it in again is pending as the indexes are, and comes after them.
    """
    cursor.execute(_SWEPT_SQL, [list(TABLES)])
    for (table,) in cursor.fetchall():
        of = connection.ops.quote_name(table)
        cursor.execute(f"ALTER TABLE {of} SET (autovacuum_enabled = off)")
        again = f"ALTER TABLE {of} RESET (autovacuum_enabled)"
        PendingIndex.objects.create(name=f"{table}:autovacuum", table=table, definition=again, turn=_LAST)


def _drop(name: str, table: str, constraint: str) -> None:
    quoted, of = connection.ops.quote_name(name), connection.ops.quote_name(table)
    _execute(f"ALTER TABLE {of} DROP CONSTRAINT {quoted}" if constraint else f"DROP INDEX {quoted}")


def _try_lock() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT pg_try_advisory_lock({_LOCK})")
        return bool(cursor.fetchone() == (True,))


def _unlock() -> None:
    """Give the lock back; a connection that broke has given it back already."""
    try:
        _execute(f"SELECT pg_advisory_unlock({_LOCK})")
    except Error:
        connection.close()


def _execute(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)
