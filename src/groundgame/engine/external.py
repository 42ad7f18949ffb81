"""A PostgreSQL of the user's own, named by DATABASE_URL."""

import psycopg

from groundgame.engine.errors import EngineError

OLDEST_VERSION = 15


def check_database(url: str) -> None:
    """Refuse a database that does not answer or is older than PostgreSQL 15.

    Raises:
        EngineError: with the sentence to show.
    """
    try:
        with psycopg.connect(url, connect_timeout=10) as connection:
            version = connection.info.server_version
    except psycopg.Error as error:
        raise EngineError(
            f"The database named by DATABASE_URL does not answer ({_first_line(error)}). "
            "Start it or correct the address; without DATABASE_URL the embedded PostgreSQL is used."
        ) from error
    check_version(version)


def check_version(version: int) -> None:
    """Refuse a server older than PostgreSQL 15; `version` is libpq's number (150004 for 15.4).

    Raises:
        EngineError: with the sentence to show.
    """
    if version < OLDEST_VERSION * 10_000:
        raise EngineError(
            f"The database named by DATABASE_URL runs PostgreSQL {version // 10_000}; groundgame needs "
            f"{OLDEST_VERSION} or newer. Upgrade it; without DATABASE_URL the embedded PostgreSQL is used."
        )


def _first_line(error: Exception) -> str:
    return str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
