"""Many registers at once, as when a whole city's have come: each file whole or not at all, several side by side."""

import datetime as dt
import hashlib
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path

from django.db import connection

from groundgame.campaign.register.actions.imports import import_register, sentence
from groundgame.campaign.register.importing.errors import RegisterImportError
from groundgame.campaign.register.importing.registers import read_register
from groundgame.campaign.register.models import RegisterImport
from groundgame.electoral.places import atlas

Came = tuple[Path, str | RegisterImportError | OSError]


def load_files(
    paths: Iterable[Path],
    *,
    published_on: dt.date,
    together: int,
    accept_leavers: bool = False,
    accept_refused: bool = False,
) -> Iterator[Came]:
    """Load registers, each into the borough where its postcodes lie, and yield what came of each as it is done.

    One file is read while another is written: reading keeps one processor busy and the database another. What is loaded
    already is passed over, so that a run that was cut off goes on where it stopped.
    """

    def load(path: Path) -> str:
        return _load(path, published_on, accept_leavers=accept_leavers, accept_refused=accept_refused)

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


def _load(path: Path, day: dt.date, *, accept_leavers: bool, accept_refused: bool) -> str:
    content = path.read_bytes()
    applied = RegisterImport.objects.filter(state=RegisterImport.State.APPLIED)
    if applied.filter(sha256=hashlib.sha256(content).hexdigest()).exists():
        return "loaded already"
    read = read_register(content)
    made = import_register(
        by=None,
        borough=read.borough,
        published_on=day,
        content=content,
        file_name=path.name,
        read=read,
        accept_leavers=accept_leavers,
        accept_refused=accept_refused,
    )
    return f"{atlas().area(read.borough).name}, {sentence(made)}"
