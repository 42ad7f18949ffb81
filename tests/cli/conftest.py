"""The command itself, in processes of its own."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import psutil
import psycopg
import pytest

from groundgame.engine.postmaster import halt, running_postmaster
from groundgame.engine.server import DATABASE
from groundgame.engine.sockets import address
from tests import ports


def environment(home: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "DJANGO_SETTINGS_MODULE"}}
    return kept | {"GROUNDGAME_HOME": str(home), "PYTHONUNBUFFERED": "1", "COLUMNS": "200"}


@pytest.fixture
def command_environment() -> Callable[[Path], dict[str, str]]:
    """Return a function that gives the environment in which a command works on a data folder of its own."""
    return environment


@pytest.fixture
def free_port() -> int:
    return ports.free_port()


class Site:
    """A demo that is being served: its process, its address, and what it started."""

    def __init__(self, home: Path, port: int, *options: str, under: str | None = None, warm: bool = True) -> None:
        self.home, self.port = home, port
        self.address = f"http://127.0.0.1:{port}"
        self.output = home.parent / f"demo-{port}.log"
        self.started = time.monotonic()
        command = [sys.executable, "-m", "groundgame", "demo", "--port", str(port), *options]
        if under:
            command = [under, "-c", '"$@"; true', under, *command]
        with self.output.open("w") as output:
            self.process = subprocess.Popen(
                command,
                env=environment(home) | {"GROUNDGAME_WARM": str(int(warm))},
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def wait_until_it_serves(self, seconds: float = 240) -> float:
        """Return how many seconds it took from the start of the command to the printed log-ins."""
        while "Ctrl-C stops it" not in self.output.read_text():
            assert self.process.poll() is None, self.output.read_text()
            assert time.monotonic() - self.started < seconds, self.output.read_text()
            time.sleep(0.05)
        return time.monotonic() - self.started

    def get(self, path: str) -> int:
        with urllib.request.urlopen(self.address + path, timeout=30) as answer:
            return answer.status

    def children(self) -> list[psutil.Process]:
        return psutil.Process(self.process.pid).children(recursive=True)

    def end(self) -> None:
        for child in self.children() if self.process.poll() is None else ():
            with suppress(psutil.NoSuchProcess):  # it may go by itself meanwhile
                child.kill()
        self.process.kill()
        self.process.wait()
        halt(self.home / "postgres")


@pytest.fixture
def serve() -> Iterator[Callable[..., Site]]:
    """Start demos that are gone after the test, whatever it did; `warm` ones work the first pages' figures out."""
    sites: list[Site] = []

    def start(home: Path, port: int, *options: str, under: str | None = None, warm: bool = True) -> Site:
        sites.append(Site(home, port, *options, under=under, warm=warm))
        return sites[-1]

    yield start
    for site in sites:
        site.end()


@pytest.fixture
def run_command() -> Callable[..., subprocess.CompletedProcess]:
    """Run `groundgame` to its end and return its exit code and what it said."""

    def run(home: Path, *words: str, **more: str) -> subprocess.CompletedProcess:
        command = [sys.executable, "-m", "groundgame", *words]
        env = environment(home) | more
        return subprocess.run(command, env=env, capture_output=True, text=True, check=False, timeout=300)

    return run


def _wait_for_some_boroughs(home: Path, loading: subprocess.Popen[str], some: int = 3) -> None:
    """Wait until the loading has some of the thirty-two, as its server tells."""
    server = running_postmaster(home / "postgres")
    assert server is not None
    with psycopg.connect(address(server.socket_folder, DATABASE), autocommit=True) as connection:
        while connection.execute("SELECT count(*) < %s FROM register_register", [some]).fetchone() == (True,):
            assert loading.poll() is None
            time.sleep(0.1)


@pytest.fixture(scope="session")
def loaded_home() -> Iterator[Path]:
    """Return the data folder of a demo whose first loading was killed half-way and then done again."""
    folder = Path(tempfile.mkdtemp(prefix="groundgame-test-")).resolve()
    home = folder / "home"
    load = [sys.executable, "-m", "groundgame", "demo", "--no-serve"]
    first = subprocess.Popen(load, env=environment(home), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    for line in first.stdout:
        if line.startswith("Loading an invented register"):
            break
    _wait_for_some_boroughs(home, first)
    first.send_signal(signal.SIGKILL)
    first.communicate()
    assert first.returncode == -signal.SIGKILL, "the first loading was over before it could be killed"
    subprocess.run(load, env=environment(home), check=True, timeout=900)
    yield home
    shutil.rmtree(folder, ignore_errors=True)
