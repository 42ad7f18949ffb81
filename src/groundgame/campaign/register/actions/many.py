"""Many registers at once, as when a whole city's have come: each file whole or not at all, several side by side."""

import datetime as dt
import hashlib
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path
from typing import Any

from django.db import connection

from groundgame.campaign.register.actions.imports import import_register, sentence
from groundgame.campaign.register.importing.aside import Aside, indexes_aside
from groundgame.campaign.register.importing.errors import IndexesAsideError, RegisterImportError
from groundgame.campaign.register.importing.rebuilding import Doing, no_word
from groundgame.campaign.register.importing.registers import read_register
from groundgame.campaign.register.models import RegisterImport
from groundgame.electoral.places import atlas

# Of the layouts that we know; Xpress's are the shortest rows.
BYTES_A_ROW = 100

Came = tuple[Path, str | RegisterImportError | OSError]


def load_files(
    paths: Iterable[Path],
    *,
    published_on: dt.date,
    together: int,
    accept_leavers: bool = False,
    accept_refused: bool = False,
    doing: Doing = no_word,
) -> Iterator[Came]:
    """Load registers, each into the borough where its postcodes lie, and yield what came of each as it is done.

    One file is read while another is written: reading keeps one processor busy and the database another. The largest
    come first, so that no long one is left alone at the end. What is loaded already is passed over, so that a run that
    was cut off goes on where it stopped. Into a register that is all but empty they are loaded without its indexes,
    which are built at the end; `doing` is told of each.

    Raises:
        StorageError: if the indexes could not be built at the end.
    """
    paths, later = sorted(paths, key=_size, reverse=True), []
    how: dict[str, Any] = {
        "published_on": published_on,
        "accept_leavers": accept_leavers,
        "accept_refused": accept_refused,
    }
    rows = sum(map(_size, paths)) // BYTES_A_ROW
    with indexes_aside(rows, together, doing) as aside:
        for path, came in _side_by_side(paths, together, lambda path: _load(path, aside, **how)):
            if isinstance(came, IndexesAsideError):
                later.append(path)
            else:
                yield path, came
    yield from _side_by_side(later, together, lambda path: _load(path, None, **how))


def _size(path: Path) -> int:
    return path.stat().st_size if path.is_file() else 0


def _side_by_side(paths: list[Path], together: int, load: Callable[[Path], str]) -> Iterator[Came]:
    with ThreadPoolExecutor(together, thread_name_prefix="register") as pool:
        begun = {pool.submit(_apart, load, path): path for path in paths}
        try:
            for done in as_completed(begun):
                yield begun[done], done.result()
        finally:
            pool.shutdown(cancel_futures=True)


def _apart(load: Callable[[Path], str], path: Path) -> str | RegisterImportError | OSError:
    """Load a file over this thread's own connection, which ends with it; return why where it is not taken."""
    try:
        return load(path)
    except (RegisterImportError, OSError) as error:
        return error
    finally:
        connection.close()


def _load(path: Path, aside: Aside | None, **how: Any) -> str:
    content = path.read_bytes()
    applied = RegisterImport.objects.filter(state=RegisterImport.State.APPLIED)
    if applied.filter(sha256=hashlib.sha256(content).hexdigest()).exists():
        return "loaded already"
    read = read_register(content)
    made = import_register(
        by=None,
        borough=read.borough,
        content=content,
        file_name=path.name,
        read=read,
        aside=aside,
        **how,
    )
    return f"{atlas().area(read.borough).name}, {sentence(made)}"
