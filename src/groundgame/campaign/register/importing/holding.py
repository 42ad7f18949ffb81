"""The file that waits to be applied, as it was read: kept in the data folder, for its owner's eyes, erased afterwards.

What is kept is what was read, not the upload: what is applied is what was looked at, whatever a later version of the
program would read in the same bytes.
"""

import json
import shutil
import time
from pathlib import Path

import polars as pl
from django.conf import settings

from groundgame.campaign.register.importing.errors import RegisterImportError
from groundgame.campaign.register.importing.registers import ReadRegister
from groundgame.campaign.register.models import RegisterImport

FOLDER = "imports"
FRAMES = ("rows", "refused")
BEING_FILLED_SECONDS = 60 * 60
WORDS = ("sha256", "layout", "title", "update", "borough")


def _folder(made: RegisterImport) -> Path:
    return Path(settings.GROUNDGAME_HOME) / FOLDER / str(made.pk)


def _make_folder(made: RegisterImport) -> Path:
    folder = _folder(made)
    folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder


def keep_read(made: RegisterImport, read: ReadRegister) -> None:
    """Keep a file as it was read, and clear away what belongs to no import that waits."""
    folder = _make_folder(made)
    for name in FRAMES:
        getattr(read, name).write_parquet(folder / f"{name}.parquet")
    words = {name: getattr(read, name) for name in WORDS}
    (folder / "read.json").write_text(json.dumps(words), encoding="utf-8")
    _clear_away(folder.parent)


def _clear_away(parent: Path) -> None:
    """Erase what an import left behind that was rolled back, or whose process died before it could."""
    state = RegisterImport.State
    waiting = RegisterImport.objects.filter(state__in=[state.UPLOADED, state.LOOKED_AT, state.APPLYING])
    keep = {str(pk) for pk in waiting.values_list("pk", flat=True)}
    for folder in parent.iterdir():
        if folder.name not in keep and _is_old(folder):
            shutil.rmtree(folder, ignore_errors=True)


def _is_old(folder: Path) -> bool:
    """Tell whether a folder is none that somebody's transaction, which nobody else sees yet, is filling just now."""
    try:
        return time.time() - folder.stat().st_mtime > BEING_FILLED_SECONDS
    except OSError:  # somebody else has cleared it away
        return False


def kept_read(made: RegisterImport) -> ReadRegister:
    """Return a file as it was read.

    Raises:
        RegisterImportError: if our copy of it is gone.
    """
    folder = _folder(made)
    try:
        rows, refused = (pl.read_parquet(folder / f"{name}.parquet") for name in FRAMES)
        words = json.loads((folder / "read.json").read_text(encoding="utf-8"))
    except (OSError, pl.exceptions.PolarsError) as error:
        raise RegisterImportError(f"Our copy of {made.file_name} is gone. Load the file anew.") from error
    return ReadRegister(**words, rows=rows, refused=refused)


def keep_telephones(made: RegisterImport, content: bytes, name: str) -> None:
    """Keep a list of telephone numbers that came with the file, and its name."""
    folder = _make_folder(made)
    (folder / "telephones").write_bytes(content)
    (folder / "telephones.name").write_text(name, encoding="utf-8")


def kept_telephones(made: RegisterImport) -> tuple[bytes, str] | None:
    """Return the list of telephone numbers that came with the file, and its name; None if none did."""
    path = _folder(made) / "telephones"
    return (path.read_bytes(), path.with_suffix(".name").read_text(encoding="utf-8")) if path.is_file() else None


def keep_report(made: RegisterImport, changes: pl.DataFrame, doubts: pl.DataFrame) -> None:
    """Keep what a file would do, row by row, and whom a person must tell apart."""
    folder = _make_folder(made)
    changes.write_parquet(folder / "changes.parquet")
    doubts.write_parquet(folder / "doubts.parquet")


def kept(made: RegisterImport, name: str) -> pl.DataFrame:
    """Return what is kept of an import (`changes`, `doubts`, `refused`), an empty frame once it is erased."""
    path = _folder(made) / f"{name}.parquet"
    return pl.read_parquet(path) if path.is_file() else pl.DataFrame()


def erase(made: RegisterImport) -> None:
    """Erase all that is kept of an import's file."""
    shutil.rmtree(_folder(made), ignore_errors=True)
