"""A user's own polls beside the record's: `polls.csv` in the data folder."""

from functools import cache
from pathlib import Path

from groundgame.electoral.contests import home_folder
from groundgame.electoral.polls.errors import PollsError
from groundgame.electoral.polls.reading import read
from groundgame.electoral.polls.table import PollTable, joined, national_polls

NAME = "polls.csv"


def known_polls(home: Path | None = None) -> PollTable:
    """Return the record's polls of Great Britain, with those of `polls.csv` in a user's data folder if it is there.

    A poll of the file that the record has too (`PollTable.without`) is left out.

    `home` is that folder; None reads where `home_folder` says. The file is laid out as `read` says.

    Raises:
        PollsError: if the file cannot be read.
    """
    path = (home or home_folder()) / NAME
    return _joined(path, path.stat().st_mtime_ns) if path.is_file() else national_polls()


# Read once; a file that was changed has another time.
@cache
def _joined(path: Path, changed: int) -> PollTable:
    try:
        return joined(national_polls(), read(path))
    except PollsError as error:
        raise PollsError(f"{path}: {error}") from None
