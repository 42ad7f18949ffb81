"""One addition at a time: two that ran at once could both find a contest missing, and both add it."""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from groundgame.electoral.contests.additions.errors import AdditionError

TRIES = 100
PAUSE_SECONDS = 0.1


@contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """Keep a folder to this process, making it where there is none; wait up to ten seconds for another to finish.

    The lock is the folder's own, so that it leaves no file, and ends with the process that holds it.

    Raises:
        AdditionError: if another process does not finish, or the folder cannot be made or locked.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle = os.open(folder, os.O_RDONLY)
    except OSError as error:
        raise _unlocked(folder, error) from error
    try:
        _lock(folder, handle)
        yield
    finally:
        os.close(handle)


def _lock(folder: Path, handle: int) -> None:
    for _ in range(TRIES):
        try:
            return fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            time.sleep(PAUSE_SECONDS)
        except OSError as error:
            raise _unlocked(folder, error) from error
    raise AdditionError(f"Another process is adding results to {str(folder)!r}. Wait until it is done, and try again.")


def _unlocked(folder: Path, error: OSError) -> AdditionError:
    advice = "Make the folder writable, or name another with GROUNDGAME_HOME."
    return AdditionError(f"The results cannot be kept in {str(folder)!r} ({error.strerror}). {advice}")
