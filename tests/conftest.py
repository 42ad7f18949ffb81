"""What every test may use: the shared data, and a real PostgreSQL for those that need one."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]

# The tests' own server may lose everything in a power cut; nothing that it proves depends on the disk.
FAST_SERVER = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


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
def database_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Return the address of a PostgreSQL: the one that DATABASE_URL names, else an embedded one of the tests' own.

    Parallel workers share the embedded server; the last to leave stops it.
    """
    if os.environ.get("DATABASE_URL"):
        yield os.environ["DATABASE_URL"]
        return
    from groundgame import engine

    base = tmp_path_factory.getbasetemp()
    home = (base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base) / "database"
    with engine.start(home, settings=FAST_SERVER) as server:
        yield server.url


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
