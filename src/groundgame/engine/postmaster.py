"""What `postmaster.pid` says of a running server, and whether it is still true."""

from dataclasses import dataclass
from pathlib import Path

import psutil


@dataclass(frozen=True)
class Postmaster:
    """A running server of one data folder."""

    pid: int
    socket_folder: Path
    ready: bool


def running_postmaster(pgdata: Path) -> Postmaster | None:
    """Return the server that runs on `pgdata`, or None where there is none, whatever a stale file says."""
    lines = _pid_file_lines(pgdata)
    if not lines or not lines[0].strip().isdigit():
        return None
    pid = int(lines[0])
    if not _serves(pid, pgdata):
        return None
    socket = lines[4].strip() if len(lines) > 4 else ""
    ready = len(lines) > 7 and lines[7].strip() == "ready"
    return Postmaster(pid, Path(socket or pgdata), ready)


def forget_stale(pgdata: Path) -> None:
    """Remove a `postmaster.pid` whose process is gone, or whose number another program now bears.

    PostgreSQL itself refuses to start in the second case, which every restarted container meets.
    """
    if running_postmaster(pgdata) is None:
        (pgdata / "postmaster.pid").unlink(missing_ok=True)


def _pid_file_lines(pgdata: Path) -> list[str]:
    try:
        return (pgdata / "postmaster.pid").read_text().splitlines()
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
