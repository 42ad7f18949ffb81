"""Where a user's own results are kept: each file under its checksum, written whole or not at all."""

import hashlib
import os
from collections.abc import Callable
from pathlib import Path
from tempfile import NamedTemporaryFile

from groundgame.electoral.contests.additions.errors import AdditionError
from groundgame.electoral.contests.additions.reading import read_results
from groundgame.electoral.contests.records import Result

FOLDER = Path("record") / "added"


def add_file(path: Path, home: Path, known: Callable[[str], bool]) -> list[Result]:
    """Add a file of results to the record under `home`, and return them; none where the file was added before.

    Raises:
        AdditionError: if the file cannot be read, a line is wrong, or it cannot be written. Nothing is added then.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise AdditionError(f"The file {str(path)!r} cannot be read ({error.strerror}). Name a CSV file.") from error
    target = home / FOLDER / f"{hashlib.sha256(content).hexdigest()}.csv"
    if target.exists():
        return []
    results = read_results(content, known)
    try:
        _write_whole(target, content)
    except OSError as error:
        sentence = f"The results cannot be kept in {str(target.parent)!r} ({error.strerror})."
        raise AdditionError(sentence) from error
    return results


def added_results(home: Path) -> list[tuple[Path, list[Result]]]:
    """Return the files that were added under `home`, in the order of their names, with their results.

    Raises:
        AdditionError: if a kept file has been changed since.
    """
    return [(path, _kept(path)) for path in sorted((home / FOLDER).glob("*.csv"))]


def _kept(path: Path) -> list[Result]:
    content = path.read_bytes()
    if hashlib.sha256(content).hexdigest() != path.stem:
        raise AdditionError(f"The added file {str(path)!r} has been changed. Take it away and add the original again.")
    return read_results(content)


def _write_whole(target: Path, content: bytes) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=target.parent, prefix=".adding-", delete=False) as file:
        temporary = Path(file.name)
        try:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
            temporary.replace(target)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
