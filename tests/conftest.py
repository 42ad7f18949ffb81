"""What every test may use: the shared data, and a real PostgreSQL for those that need one."""

import http.client
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from django.conf import settings as django_settings
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.db import connection
from hypothesis import HealthCheck, settings

from tests.databases import SERVER_HOME, drop_template, empty_fast, migrated_template
from tests.dealing import deal
from tests.examples import FEW, QUICK
from tests.ports import free_port
from tests.sparing import Sparing

ROOT = Path(__file__).resolve().parents[1]

# A busy machine is no fault of what is tested; under CI hypothesis has a profile of its own, which says the same.
settings.register_profile("unhurried", deadline=None, suppress_health_check=[HealthCheck.too_slow])
if settings.get_current_profile_name() == "default":
    settings.load_profile("unhurried")

settings.register_profile(QUICK, max_examples=FEW)

# The tests' own server may lose everything in a power cut; nothing that it proves depends on the disk.
FAST_SERVER = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}

# As in the commands: on many small matrices threads wait for one another longer than they work. The parallel workers
# begin with this environment.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

# A million rounds, half a second for every password, are for those who steal the table; the algorithm stays the site's.
PBKDF2PasswordHasher.iterations = 1_000


def pytest_configure(config: pytest.Config) -> None:
    """Collect no more than is asked for; name the folder of the tests' server once, for all workers."""
    config.pluginmanager.register(Sparing(config))
    if not hasattr(config, "workerinput"):
        os.environ[SERVER_HOME] = tempfile.mkdtemp(prefix="groundgame-tests-")


def pytest_unconfigure(config: pytest.Config) -> None:
    """Remove that folder after the last worker, and what the run made on a server that is not the tests' own."""
    if not hasattr(config, "workerinput"):
        if os.environ.get("DATABASE_URL"):
            drop_template(os.environ["DATABASE_URL"])
        shutil.rmtree(os.environ.pop(SERVER_HOME), ignore_errors=True)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark as `database` every test that touches it, so that `-m database` leaves none out; deal them out."""
    for item in items:
        fixtures = getattr(item, "fixturenames", ())
        if item.get_closest_marker("django_db") or {"db", "transactional_db", "database_url"} & set(fixtures):
            item.add_marker(pytest.mark.database)
    deal(items)


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
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, database_url: str, django_db_blocker: Any
) -> None:
    """Point Django at the tests' server before it makes its test database there, for a worker as a copy."""
    from django.db import connections

    from groundgame.campaign.site.environment import database

    settings = connections.databases["default"]
    name = settings.get("TEST", {}).get("NAME")
    settings.update(database(database_url))
    connection = connections["default"]
    connection.settings_dict.update(database(database_url))
    connection.settings_dict["TEST"]["NAME"] = name
    if "PYTEST_XDIST_WORKER" in os.environ:
        with django_db_blocker.unblock():
            connection.settings_dict["TEST"]["TEMPLATE"] = migrated_template(database_url)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """Empty the test database, once it is made, in our own way."""
    with django_db_blocker.unblock():
        empty_fast()


CSRF = "c" * 32


def _database_url() -> str:
    parts = connection.settings_dict
    host, port = quote(parts["HOST"], safe=""), parts["PORT"]
    query = urlencode({"host": parts["HOST"], "port": port} if parts["HOST"].startswith("/") else {})
    login = quote(parts["USER"]) + (f":{quote(parts['PASSWORD'])}" if parts["PASSWORD"] else "")
    where = "" if parts["HOST"].startswith("/") else f"{host}:{port}"
    return f"postgresql://{login}@{where}/{parts['NAME']}?{query}"


class RealServer:
    """The real server, on the tests' database, that can be killed and started again."""

    def __init__(self, folder: Path) -> None:
        self.database_url = _database_url()
        self.port = free_port()
        self._environment = os.environ | {
            "DATABASE_URL": self.database_url,
            "GROUNDGAME_HOME": str(folder),
            "SECRET_KEY": django_settings.SECRET_KEY,
            "GROUNDGAME_INSECURE_COOKIES": "1",
            "DJANGO_SETTINGS_MODULE": "groundgame.campaign.site.settings",
        }
        self._process: subprocess.Popen[bytes] | None = None

    def start(self, *options: str) -> None:
        serve = [
            sys.executable,
            "-m",
            "granian",
            "--interface",
            "wsgi",
            "--host",
            "127.0.0.1",
            "--port",
            str(self.port),
        ]
        self._process = subprocess.Popen(
            [*serve, *options, "groundgame.campaign.site.wsgi:application"],
            env=self._environment,
            start_new_session=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        end = time.monotonic() + 60
        while time.monotonic() < end:
            try:
                return socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
            except OSError:
                time.sleep(0.1)
        raise AssertionError("the server did not start")

    def kill(self) -> None:
        if self._process is not None:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
            self._process = None

    def post(self, path: str, cookie: str, fields: dict[str, Any]) -> int | None:
        """Send a form; return the status of the answer, or None where the server died before it answered."""
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        headers = {
            "Cookie": f"sessionid={cookie}; csrftoken={CSRF}",
            "Content-Type": "application/x-www-form-urlencoded",
        }
        try:
            line.request("POST", path, urlencode(fields | {"csrfmiddlewaretoken": CSRF}), headers)
            return line.getresponse().status
        except (OSError, http.client.HTTPException):
            return None
        finally:
            line.close()


@pytest.fixture
def real_server(tmp_path: Path) -> Iterator[RealServer]:
    """Return the real server, not started yet, on the tests' database; it is killed in the end."""
    server = RealServer(tmp_path)
    yield server
    server.kill()
