"""What every test may use: the shared data, and a real PostgreSQL for those that need one."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

ROOT = Path(__file__).resolve().parents[1]

# For `make check`, which is for the next minute; `make test` draws as many examples as each test asks for.
settings.register_profile("quick", max_examples=15)

# The tests' own server may lose everything in a power cut; nothing that it proves depends on the disk.
FAST_SERVER = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}

# Not under pytest's own folder, which another session that starts as root would close to the server's account.
SERVER_HOME = "GROUNDGAME_TESTS_SERVER"


def pytest_configure(config: pytest.Config) -> None:
    """Name the folder of the tests' server once, for this process and its parallel workers."""
    if not hasattr(config, "workerinput"):
        os.environ[SERVER_HOME] = tempfile.mkdtemp(prefix="groundgame-tests-")


def pytest_unconfigure(config: pytest.Config) -> None:
    """Remove that folder after the last worker."""
    if not hasattr(config, "workerinput"):
        shutil.rmtree(os.environ.pop(SERVER_HOME), ignore_errors=True)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark as `database` every test that touches it, so that `-m database` leaves none out."""
    for item in items:
        fixtures = getattr(item, "fixturenames", ())
        if item.get_closest_marker("django_db") or {"db", "transactional_db", "database_url"} & set(fixtures):
            item.add_marker(pytest.mark.database)


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Return the folder of published figures, or skip where a machine has only the project."""
    folder = Path(os.environ.get("GROUNDGAME_DATA", ROOT.parent / "shared" / "data"))
    if not folder.is_dir():
        reason = f"the published figures are not at {folder}; set GROUNDGAME_DATA to their folder"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    return folder


@pytest.fixture(scope="session")
def database_url() -> Iterator[str]:
    """Return the address of a PostgreSQL: the one that DATABASE_URL names, else an embedded one of the tests' own.

    Parallel workers share the embedded server; the last to leave stops it.
    """
    if os.environ.get("DATABASE_URL"):
        yield os.environ["DATABASE_URL"]
        return
    from groundgame import engine

    with engine.start(Path(os.environ[SERVER_HOME]), settings=FAST_SERVER) as server:
        yield server.url


@pytest.fixture
def server_folder() -> Iterator[Path]:
    """Return a folder for a server that the test starts itself."""
    folder = Path(tempfile.mkdtemp(prefix="groundgame-test-")).resolve()
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None, database_url: str) -> None:
    """Point Django at the tests' server before it makes its test database there."""
    from django.db import connections

    from groundgame.campaign.site.environment import database

    settings = connections.databases["default"]
    name = settings.get("TEST", {}).get("NAME")
    settings.update(database(database_url))
    connection = connections["default"]
    connection.settings_dict.update(database(database_url))
    connection.settings_dict["TEST"]["NAME"] = name
