"""What `postmaster.pid` says of a running server, and whether it is still true."""

import os
import signal
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import psutil

# Open connections are cut off at once and rolled back ("fast"); the second way leaves the rest to crash recovery.
FAST, IMMEDIATE = signal.SIGINT, signal.SIGQUIT
STOP_SECONDS = 60


@dataclass(frozen=True)
class Postmaster:
    """A running server of one data folder."""

    pid: int
    socket_folder: Path


def running_postmaster(pgdata: Path) -> Postmaster | None:
    """Return the server that runs on `pgdata`, or None where there is none, whatever a stale file says."""
    pid_file = pgdata / "postmaster.pid"
    pid = _first_number(pid_file)
    if pid is None or not _serves(pid, pgdata):
        return None
    lines = _lines(pid_file)
    socket = lines[4].strip() if len(lines) > 4 else ""
    return Postmaster(pid, Path(socket or pgdata))


def halt(pgdata: Path) -> None:
    """Stop the server of `pgdata`, if there is one, and return when it is gone."""
    for way in (FAST, IMMEDIATE, signal.SIGKILL):
        postmaster = running_postmaster(pgdata)
        if postmaster is None:
            return
        with suppress(ProcessLookupError):
            os.kill(postmaster.pid, way)
        end = time.monotonic() + STOP_SECONDS
        while running_postmaster(pgdata) and time.monotonic() < end:
            time.sleep(0.02)


def forget_stale(pgdata: Path, socket_lock: Path) -> None:
    """Remove what a dead server wrote down if its number is borne by another program now, or by its own unburied rest.

    PostgreSQL itself refuses to start then, as in many a restarted container; a number nobody bears it sees through.
    """
    for path in (pgdata / "postmaster.pid", socket_lock):
        pid = _first_number(path)
        if pid and psutil.pid_exists(pid) and not _serves(pid, pgdata):
            path.unlink(missing_ok=True)


def _first_number(path: Path) -> int | None:
    first = next(iter(_lines(path)), "").strip()
    return int(first) if first.isdigit() else None


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text().splitlines()
    except FileNotFoundError:
        return []


def _serves(pid: int, pgdata: Path) -> bool:
    try:
        process = psutil.Process(pid)
        if process.status() == psutil.STATUS_ZOMBIE:
            return False
        return Path(process.cwd()).resolve() == pgdata.resolve()
    except psutil.Error:
        return False
