"""One import of a borough at a time, and its references taken on trust."""

from django.db import connection
from psycopg import errors

from groundgame.campaign.register.importing.copying import raw_cursor


def lock_borough(borough: str) -> None:
    """Let one import of a borough run at a time, on one processor of the database; the lock falls with the transaction.

    Its statements would else take every processor in turn, and callers work meanwhile.
    """
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL max_parallel_workers_per_gather = 0")
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"register:{borough}"])


def trust_references() -> None:
    """Spare PostgreSQL the look-up of every foreign key, where we may.

    Each id that an import writes was read or made under the borough's lock in the same transaction, so that checking
    them row by row proves nothing and takes half of the time. A server that does not let us checks them all.
    """
    set_where_allowed("session_replication_role", "replica")


def set_where_allowed(setting: str, value: str) -> None:
    """Set one of PostgreSQL's settings for the transaction; leave it where the server does not let us."""
    with raw_cursor() as cursor:
        cursor.execute("SAVEPOINT setting")
        try:
            cursor.execute("SELECT set_config(%s, %s, true)", [setting, value])
        except errors.InsufficientPrivilege:
            cursor.execute("ROLLBACK TO SAVEPOINT setting")
        cursor.execute("RELEASE SAVEPOINT setting")


def lengthen_log_at_once() -> None:
    """Let a new segment of the log be made without writing it full of noughts first, where we may.

    A first load writes gigabytes of log, and each would be written twice. What is logged is as safe either way.
    """
    set_where_allowed("wal_init_zero", "off")


def check_references_again() -> None:
    """End what `trust_references` began."""
    with raw_cursor() as cursor:
        cursor.execute("SELECT current_setting('session_replication_role')")
        if cursor.fetchone() == ("replica",):
            cursor.execute("SET LOCAL session_replication_role = origin")
