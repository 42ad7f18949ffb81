"""What to say when the database cannot store an import."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from django.db import Error, connection
from psycopg import errors

from groundgame.campaign.register.importing.errors import StorageError

# Measured on a first import of 262,000 entries: 600 bytes in tables and indexes, and 800 of write-ahead log meanwhile.
BYTES_AN_ENTRY = 1500
GONE = "57P"  # PostgreSQL's class of errors of a server that is going; one that is gone sends no code at all
FREE_SPACE = "Free some space on the database's disk, then import the file again."


def check_space(entries: int) -> None:
    """Refuse an import for which the database's disk has plainly no room, where that disk can be seen from here.

    A server whose disk fills up stops for everybody, so we ask before it does.

    Raises:
        StorageError: if there is too little room.
    """
    folder = _data_folder()
    if folder is None:
        return
    free, wanted = shutil.disk_usage(folder).free, entries * BYTES_AN_ENTRY
    if free < wanted:
        raise StorageError(
            f"The database's disk has {free / 1e6:,.0f} MB free and the import needs about {wanted / 1e6:,.0f} MB. "
            f"Nothing was changed. {FREE_SPACE}"
        )


def _data_folder() -> Path | None:
    """Return the server's data folder, where it runs on this machine and says so."""
    if not (connection.settings_dict["HOST"] or "/").startswith("/"):
        return None
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_has_role(current_user, 'pg_read_all_settings', 'usage')")
        if cursor.fetchone() != (True,):
            return None
        cursor.execute("SELECT current_setting('data_directory')")
        folder = Path(cursor.fetchone()[0])
    return folder if folder.is_dir() else None


@contextmanager
def storing() -> Iterator[None]:
    """Turn the database's refusals while it stores into sentences.

    Raises:
        StorageError: if its disk is full, or it went away.
    """
    try:
        yield
    except (psycopg.Error, Error) as error:
        cause = error if isinstance(error, psycopg.Error) else error.__cause__
        if isinstance(cause, errors.DiskFull):
            raise StorageError(f"The database's disk is full. Nothing was changed. {FREE_SPACE}") from error
        if isinstance(cause, psycopg.OperationalError) and (cause.sqlstate or GONE).startswith(GONE):
            raise StorageError(
                "The database stopped while the file was imported (its disk may be full). Nothing was changed. "
                f"{FREE_SPACE}"
            ) from error
        raise
