"""Where an installation keeps its data."""

import os
from pathlib import Path

from groundgame.engine.errors import unusable_folder


def home_folder() -> Path:
    """Return the data folder: GROUNDGAME_HOME, else `.groundgame` in the current folder."""
    return Path(os.environ.get("GROUNDGAME_HOME") or ".groundgame").expanduser().resolve()


def make_home(home: Path) -> Path:
    """Return `home` as an absolute path, made where it was not there.

    Raises:
        EngineError: if the folder can be neither made nor written.
    """
    home = home.expanduser().resolve()
    try:
        home.mkdir(parents=True, exist_ok=True)
        probe = home / ".writable"
        probe.touch()
        probe.unlink(missing_ok=True)
    except OSError as error:
        raise unusable_folder(home, error) from error
    return home
