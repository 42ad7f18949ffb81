"""Where an installation keeps its data."""

import os
from pathlib import Path

from groundgame.engine.errors import EngineError, unusable_folder

SHELL_CHARACTERS = frozenset('"$`\\')


def home_folder() -> Path:
    """Return the data folder: GROUNDGAME_HOME, else `.groundgame` in the current folder."""
    return Path(os.environ.get("GROUNDGAME_HOME") or ".groundgame").expanduser().resolve()


def make_home(home: Path) -> Path:
    """Return `home` as an absolute path, made where it was not there.

    Raises:
        EngineError: if the folder can be neither made nor written, or its name would upset PostgreSQL's start.
    """
    home = home.expanduser().resolve()
    if upsetting := SHELL_CHARACTERS & set(str(home)):
        raise EngineError(
            f"The data folder {home} has {' and '.join(sorted(upsetting))} in its path, which PostgreSQL's pg_ctl "
            "cannot start in. Name another folder in the environment variable GROUNDGAME_HOME."
        )
    try:
        home.mkdir(parents=True, exist_ok=True)
        probe = home / ".writable"
        probe.touch()
        probe.unlink(missing_ok=True)
    except OSError as error:
        raise unusable_folder(home, error) from error
    return home
