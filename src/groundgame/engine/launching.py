"""Start a server on a cluster, whatever the last one left behind."""

import time
from collections.abc import Callable, Mapping
from pathlib import Path

import psycopg

from groundgame.engine.accounts import Account
from groundgame.engine.errors import EngineError, full_disk
from groundgame.engine.postmaster import Postmaster, forget_stale, running_postmaster
from groundgame.engine.programs import run
from groundgame.engine.sockets import PORT, SOCKET, address, socket_folder
from groundgame.engine.tuning import write_settings

# Recovery after a crash replays what was written since the last checkpoint, which can take minutes on a slow disk.
START_SECONDS = 300
ATTEMPTS = 10
# By then a server whose start was cut off has written its number down, and can be stopped.
GRACE_SECONDS = 0.5


def answering(pgdata: Path, launch_here: Callable[[], Postmaster]) -> Postmaster:
    """Return the server of `pgdata` once it takes connections: the one that runs, or else one just launched.

    Raises:
        EngineError: if it cannot be launched, or does not answer in time.
    """
    end = time.monotonic() + START_SECONDS
    while True:
        # Asked anew each time: one that was killed a moment ago still seems to run.
        postmaster = running_postmaster(pgdata) or launch_here()
        try:
            psycopg.connect(address(postmaster.socket_folder, "postgres"), connect_timeout=5).close()
        except psycopg.OperationalError as error:
            if time.monotonic() > end:
                raise EngineError(f"PostgreSQL runs on {pgdata} and does not answer ({error}).") from error
            time.sleep(0.1)
        else:
            return postmaster


def launch(pgdata: Path, account: Account, settings: Mapping[str, str]) -> Postmaster:
    """Return the server of `pgdata`, just started; the caller holds the lock for starting.

    Raises:
        EngineError: if it does not start, with PostgreSQL's own reason.
    """
    folder = socket_folder(pgdata, account)
    write_settings(pgdata, account, {"unix_socket_directories": f'"{folder}"', "port": str(PORT), **settings})
    log = pgdata / "server.log"
    for _ in range(ATTEMPTS):
        forget_stale(pgdata, folder / f"{SOCKET}.lock")
        log.unlink(missing_ok=True)
        _start(pgdata, account, log)
        if postmaster := running_postmaster(pgdata):
            return postmaster
        said = log.read_text(errors="replace") if log.exists() else ""
        if "pre-existing shared memory" not in said:
            break
        time.sleep(1)  # the processes of a server that was killed take a moment to notice
    raise _failure(pgdata, said)


def _start(pgdata: Path, account: Account, log: Path) -> None:
    try:
        run(account, "pg_ctl", "start", "-w", "-t", str(START_SECONDS), "-s", "-l", str(log), "-D", str(pgdata))
    except BaseException:
        time.sleep(GRACE_SECONDS)
        raise


def _failure(pgdata: Path, said: str) -> EngineError:
    if "No space left" in said:
        return full_disk(pgdata)
    reasons = [line for line in said.splitlines() if "FATAL" in line or "PANIC" in line or "HINT" in line]
    return EngineError(
        f"PostgreSQL did not start on {pgdata}: {' '.join(reasons[-3:]) or said[-600:] or 'it gave no reason'}"
    )
