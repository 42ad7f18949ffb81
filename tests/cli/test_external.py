"""With DATABASE_URL set the same commands run on that PostgreSQL, and the embedded one rests."""

import psycopg
import pytest
from psycopg.conninfo import make_conninfo

pytestmark = [pytest.mark.database, pytest.mark.slow]


@pytest.fixture
def other_database(database_url):
    """Return the address of an empty database on the tests' server, which is dropped in the end."""
    name = "groundgame_commands"
    with psycopg.connect(database_url, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {name}")
        connection.execute(f"CREATE DATABASE {name}")
        yield make_conninfo(database_url, dbname=name)
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def test_migrations_run_on_the_named_server_and_no_other_is_started(tmp_path, run_command, other_database):
    done = run_command(tmp_path / "home", "manage", "migrate", "--verbosity", "0", DATABASE_URL=other_database)
    assert done.returncode == 0, done.stderr
    with psycopg.connect(other_database) as connection:
        (tables,) = connection.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").fetchone()
    assert tables > 20
    assert not (tmp_path / "home" / "postgres").exists()
