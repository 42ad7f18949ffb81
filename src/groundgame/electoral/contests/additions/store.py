"""Where a user's own results are kept: each file under its checksum, written whole or not at all."""

import hashlib
import os
from collections.abc import Callable
from pathlib import Path
from tempfile import NamedTemporaryFile

from groundgame.electoral.contests.additions.errors import AdditionError
from groundgame.electoral.contests.additions.locking import alone_in
from groundgame.electoral.contests.additions.reading import read_results
from groundgame.electoral.contests.records import Result

FOLDER = Path("record") / "added"


def add_file(path: Path, home: Path, known: Callable[[str], bool]) -> list[Result]:
    """Add a file of results to the record under `home`, and return them; none where the file was added before.

    Additions wait for one another, so that no contest is added twice.

    Raises:
        AdditionError: if the file cannot be read, a line is wrong, another addition does not end, or the file cannot be
            written. Nothing is added then.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise AdditionError(f"The file {str(path)!r} cannot be read ({error.strerror}). Name a CSV file.") from error
    target = home / FOLDER / f"{hashlib.sha256(content).hexdigest()}.csv"
    if target.exists():
        return []
    read_results(content, known)  # before anything is made in the home
    with alone_in(target.parent):
        return _add(content, target, home)


def _add(content: bytes, target: Path, home: Path) -> list[Result]:
    """Add a file that was right when it came, if no other addition was quicker."""
    if target.exists():
        return []
    kept = {result.contest.id for _, results in added_results(home) for result in results}
    results = read_results(content, kept.__contains__)
    try:
        _write_whole(target, content)
    except OSError as error:
        sentence = f"The results cannot be kept in {str(target.parent)!r} ({error.strerror})."
        raise AdditionError(f"{sentence} Make room there, or name another folder with GROUNDGAME_HOME.") from error
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
