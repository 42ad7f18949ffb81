"""What goes wrong with a database engine, as sentences a person can act on."""

import errno
import shutil
from pathlib import Path

NO_ROOM = (errno.ENOSPC, errno.EDQUOT)
DISK_FULL = "53100"  # PostgreSQL's code
LITTLE_BYTES = 20_000_000


class EngineError(Exception):
    """The database could not be started, found or used; the message says why and what to do."""


def unusable_folder(folder: Path, error: OSError) -> EngineError:
    """Return the sentence for a data folder that cannot be written."""
    if error.errno in NO_ROOM:
        return full_disk(folder)
    return EngineError(
        f"The data folder {folder} cannot be used ({error.strerror}). "
        "Make it writable, or name another folder in the environment variable GROUNDGAME_HOME."
    )


def full_disk(folder: Path) -> EngineError:
    """Return the sentence for a disk with no room left."""
    free_megabytes = shutil.disk_usage(_nearest_existing(folder)).free // 1_000_000
    return EngineError(
        f"The disk that holds {folder} is full ({free_megabytes} MB free). Free at least 1 GB there, "
        "or name a folder on another disk in the environment variable GROUNDGAME_HOME, and start again."
    )


def is_full_disk(error: BaseException, folder: Path) -> bool:
    """Whether an error came of a disk with no room left, by the system's, PostgreSQL's or the disk's own word."""
    cause: BaseException | None = error
    while cause is not None:
        if getattr(cause, "errno", None) in NO_ROOM or getattr(cause, "sqlstate", None) == DISK_FULL:
            return True
        cause = cause.__cause__
    # A server that could not write its log is gone without a word.
    return shutil.disk_usage(_nearest_existing(folder)).free < LITTLE_BYTES


def _nearest_existing(folder: Path) -> Path:
    return next(path for path in (folder, *folder.parents) if path.exists())
