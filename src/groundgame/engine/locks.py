"""Who may start or stop the engine, and who still uses it.

File locks, not lists of process numbers: the system drops them when a process dies, however it dies.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


@contextmanager
def starting(home: Path) -> Iterator[None]:
    """Hold the one lock under which the engine of `home` is started or stopped; wait for it."""
    handle = _open(home / "engine.lock")
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


class Use:
    """One process's declaration that it uses the engine of a home, until it says otherwise or dies."""

    def __init__(self, home: Path) -> None:
        self._handle = _open(home / "engine.users")
        fcntl.flock(self._handle, fcntl.LOCK_SH)

    def is_the_last(self) -> bool:
        """Whether nobody else uses the engine; only meaningful inside `starting`."""
        try:
            fcntl.flock(self._handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def end(self) -> None:
        """Give the declaration up; harmless twice."""
        with suppress(OSError):
            # Unlocked and not only closed: a forked child may still hold the same open file.
            fcntl.flock(self._handle, fcntl.LOCK_UN)
            os.close(self._handle)


def _open(path: Path) -> int:
    return os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
