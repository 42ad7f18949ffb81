"""Answers that outlive the process: a file each in the data folder, shared by all of the server's processes."""

import hashlib
import json
import os
import tempfile
from collections.abc import Callable, Hashable
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, TypeVar

from groundgame.electoral.contests import home_folder

T = TypeVar("T")

FOLDER = "answers"
OWN = ("record/added/*", "rules.csv")
"""What in the data folder changes answers; own polls are part of an answer's key."""
PROGRAM = ("electoral", "campaign/strategy/coming")
PARTS = ("*.py", "*.csv", "manifest.json")
"""Of the program, what answers are made by: its code, its small tables, and the checksums of the packaged record."""
MOST_KEPT = 20


def saved(key: Hashable, make: Callable[[], T], *, write: Callable[[T], Any], read: Callable[[Any], T]) -> T:
    """Return a saved answer, or make it and save it; one that is damaged is made anew.

    `write` turns an answer into what JSON can hold, and `read` turns that back.
    """
    path = home_folder() / FOLDER / f"{_name(key)}.json"
    try:
        return read(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        made = make()
        _save(path, json.dumps(write(made)))
        return made


def _name(key: Hashable) -> str:
    return hashlib.sha256(repr((key, sources_mark())).encode()).hexdigest()


@cache
def sources_mark() -> str:
    """Return what tells this program and this record from any other, as they were when this process first asked.

    Not read again: a process keeps the code and the record that it began with.
    """
    root = Path(str(files("groundgame")))
    program = (path for folder in PROGRAM for part in PARTS for path in (root / folder).rglob(part))
    own = (path for pattern in OWN for path in home_folder().glob(pattern) if path.is_file())
    mark = hashlib.sha256()
    for path in (*sorted(program), *sorted(own)):
        mark.update(path.name.encode() + path.read_bytes())
    return mark.hexdigest()


def _save(path: Path, text: str) -> None:
    """Write an answer whole or not at all; a folder that cannot be written to costs only the next wait."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile("w", encoding="utf-8", dir=path.parent, suffix=".part", delete=False) as file:
            file.write(text)
        os.replace(file.name, path)  # noqa: PTH105 (a name from tempfile)
        _forget_oldest(path.parent)
    except OSError:
        return


def _forget_oldest(folder: Path) -> None:
    newest_first = sorted(folder.glob("*.json"), key=lambda path: path.stat().st_mtime, reverse=True)
    for path in newest_first[MOST_KEPT:]:
        path.unlink(missing_ok=True)
