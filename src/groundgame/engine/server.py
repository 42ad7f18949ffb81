"""Start the embedded server on a home, find it again, stop it when its last user leaves."""

import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Self

import psycopg
from psycopg import sql

from groundgame.engine.accounts import server_account
from groundgame.engine.cluster import ensure_cluster
from groundgame.engine.errors import EngineError, unusable_folder
from groundgame.engine.homes import make_home
from groundgame.engine.launching import answering, launch
from groundgame.engine.locks import Use, starting
from groundgame.engine.postmaster import Postmaster, halt, running_postmaster
from groundgame.engine.programs import programs_folder
from groundgame.engine.sockets import address, remove_socket_folder

DATABASE = "groundgame"
WATCH_SECONDS = 0.5


class Engine:
    """A running embedded server, used by this process until `stop`."""

    def __init__(self, home: Path, use: Use, launch: Callable[[], Postmaster], postmaster: Postmaster) -> None:
        self.home = home
        self.pgdata = home / "postgres"
        self.url = address(postmaster.socket_folder, DATABASE)
        self._socket_folder = postmaster.socket_folder
        self._launch = launch
        self._use: Use | None = use
        self._stopping = threading.Event()

    def stop(self) -> None:
        """Leave the server, and stop it when nobody else uses it; harmless twice."""
        self._stopping.set()
        with starting(self.home):
            if self._use is None:
                return
            if self._use.is_the_last():
                halt(self.pgdata)
                remove_socket_folder(self._socket_folder)
            self._use.end()
            self._use = None

    def keep_running(self) -> None:
        """Start the server again whenever it dies, until `stop`, from a thread of this process."""
        threading.Thread(target=self._watch, daemon=True).start()

    def _watch(self) -> None:
        while not self._stopping.wait(WATCH_SECONDS):
            if running_postmaster(self.pgdata) is None:
                self._revive()

    def _revive(self) -> None:
        with starting(self.home):
            if self._stopping.is_set() or running_postmaster(self.pgdata):
                return
            # A disk may be full now and not a moment later: the next look tries again.
            with suppress(EngineError, OSError):
                self._launch()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()


def start(home: Path, *, settings: Mapping[str, str] | None = None) -> Engine:
    """Return the engine of `home`, started where it did not run, with an empty database `groundgame` at least.

    `settings` are PostgreSQL's own, over ours; a server that runs already keeps those it has.

    Raises:
        EngineError: if it cannot be started, with the reason and what to do.
    """
    home = make_home(home)
    try:
        with starting(home):
            return _start(home, settings or {}, Use(home))
    except OSError as error:
        raise unusable_folder(home, error) from error


def _start(home: Path, settings: Mapping[str, str], use: Use) -> Engine:
    pgdata = home / "postgres"
    account = server_account(pgdata)
    launch_here = partial(launch, pgdata, account, settings)
    try:
        account.let_through(pgdata)
        account.let_through(programs_folder().parent)
        account.let_run(programs_folder())
        ensure_cluster(pgdata, account)
        postmaster = answering(pgdata, launch_here)
        _ensure_database(postmaster)
    except BaseException:
        # Cut off by Ctrl-C, say: the server that was just starting must not be left behind.
        if use.is_the_last():
            halt(pgdata)
        use.end()
        raise
    return Engine(home, use, launch_here, postmaster)


def _ensure_database(postmaster: Postmaster) -> None:
    with psycopg.connect(address(postmaster.socket_folder, "postgres"), autocommit=True) as connection:
        if connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone() is None:
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(DATABASE)))
