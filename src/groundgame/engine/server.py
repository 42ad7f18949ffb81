"""Start the embedded server on a home, find it again, stop it when its last user leaves."""

import time
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import quote

import psycopg
from psycopg import sql

from groundgame.engine.accounts import Account, server_account
from groundgame.engine.cluster import ensure_cluster
from groundgame.engine.errors import EngineError, full_disk, unusable_folder
from groundgame.engine.external import wait_for_database
from groundgame.engine.homes import make_home
from groundgame.engine.locks import Use, starting
from groundgame.engine.postmaster import Postmaster, forget_stale, running_postmaster
from groundgame.engine.programs import programs_folder, run
from groundgame.engine.sockets import PORT, socket_folder
from groundgame.engine.tuning import write_settings

DATABASE = "groundgame"
# Recovery after a crash replays what was written since the last checkpoint, which can take minutes on a slow disk.
START_SECONDS = 300
ATTEMPTS = 10


class Engine:
    """A running embedded server, used by this process until `stop`."""

    def __init__(self, home: Path, use: Use, account: Account, postmaster: Postmaster) -> None:
        self.home = home
        self.pid = postmaster.pid
        self.url = _url(postmaster.socket_folder, DATABASE)
        self._account = account
        self._use: Use | None = use

    def stop(self) -> None:
        """Leave the server, and stop it when nobody else uses it; harmless twice."""
        if self._use is None:
            return
        with starting(self.home):
            if self._use.is_the_last():
                _halt(self.home / "postgres", self._account)
            self._use.end()
            self._use = None

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


def database_url(home: Path) -> str:
    """Return the address of the database of `home`, its server started where it did not run and left running."""
    return start(home).url


def _start(home: Path, settings: Mapping[str, str], use: Use) -> Engine:
    account = server_account()
    pgdata = home / "postgres"
    try:
        account.let_through(pgdata)
        account.let_through(programs_folder().parent)
        account.let_run(programs_folder())
        ensure_cluster(pgdata, account)
        postmaster = running_postmaster(pgdata) or _launch(pgdata, account, settings)
        wait_for_database(_url(postmaster.socket_folder, "postgres"), seconds=START_SECONDS)
        _ensure_database(postmaster)
    except BaseException:
        # Cut off by Ctrl-C, say: the server that was just starting must not be left behind.
        if use.is_the_last():
            _halt(pgdata, account)
        use.end()
        raise
    return Engine(home, use, account, postmaster)


def _launch(pgdata: Path, account: Account, settings: Mapping[str, str]) -> Postmaster:
    folder = socket_folder(pgdata, account)
    write_settings(pgdata, account, {"unix_socket_directories": f'"{folder}"', "port": str(PORT), **settings})
    log = pgdata / "server.log"
    for _ in range(ATTEMPTS):
        forget_stale(pgdata)
        log.unlink(missing_ok=True)
        run(account, "pg_ctl", "start", "-w", "-t", str(START_SECONDS), "-s", "-l", str(log), "-D", str(pgdata))
        if postmaster := running_postmaster(pgdata):
            return postmaster
        said = log.read_text(errors="replace") if log.exists() else ""
        if "pre-existing shared memory" not in said:
            break
        time.sleep(1)  # the processes of a server that was killed take a moment to notice
    raise _failure(pgdata, said)


def _failure(pgdata: Path, said: str) -> EngineError:
    if "No space left" in said:
        return full_disk(pgdata)
    reasons = [line for line in said.splitlines() if "FATAL" in line or "PANIC" in line or "HINT" in line]
    return EngineError(
        f"PostgreSQL did not start on {pgdata}: {' '.join(reasons[-3:]) or said[-600:] or 'it gave no reason'}"
    )


def _halt(pgdata: Path, account: Account) -> None:
    if running_postmaster(pgdata) is None:
        return
    if run(account, "pg_ctl", "stop", "-w", "-t", "60", "-m", "fast", "-D", str(pgdata)).code != 0:
        run(account, "pg_ctl", "stop", "-w", "-t", "30", "-m", "immediate", "-D", str(pgdata))


def _ensure_database(postmaster: Postmaster) -> None:
    with psycopg.connect(_url(postmaster.socket_folder, "postgres"), autocommit=True) as connection:
        if connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone() is None:
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(DATABASE)))


def _url(folder: Path, database: str) -> str:
    return f"postgresql://postgres@/{database}?host={quote(str(folder), safe='')}&port={PORT}"
