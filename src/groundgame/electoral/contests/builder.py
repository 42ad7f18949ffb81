"""Compile the packaged record: every table of places and of results, from the published files."""

import shutil
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl

from groundgame.electoral.contests import building as contest_tables
from groundgame.electoral.places import building as place_tables
from groundgame.electoral.places.building.sources import SourceError, TableBuilder, gather_builders
from groundgame.electoral.places.tables import TableInfo, write_tables

SIZE_LIMIT_BYTES = 8_000_000

Progress = Callable[[str, int, int], None]


def record_builders() -> list[TableBuilder]:
    """Return every table's builder, in the order of the manifest: places, then contests."""
    return [*gather_builders(place_tables), *gather_builders(contest_tables)]


def build_record(source: Path, target: Path, progress: Progress = lambda name, done, total: None) -> list[TableInfo]:
    """Build every table from the published files in `source` and put them, whole, in place of those in `target`.

    The tables are written beside the target and swapped with it at the end, so that a failure leaves the old ones as
    they were. `progress` is told each table's name, how many are done and how many there are.

    Raises:
        SourceError: if a source is missing or malformed, the tables are too large to ship, or `target` holds anything
            but tables or cannot be written.
    """
    if not source.is_dir():
        raise SourceError(f"There is no folder {str(source)!r}; name the folder that docs/data.md describes.")
    _check_target(target)
    builders = record_builders()
    tables = []
    for done, builder in enumerate(builders):
        tables.append(_run(builder, source))
        progress(tables[-1][0].name, done + 1, len(builders))
    try:
        _write(target, tables)
    except OSError as error:
        advice = "make room, or name another folder with --to"
        raise SourceError(f"The tables cannot be written to {str(target)!r} ({error.strerror}): {advice}.") from error
    return [info for info, _ in tables]


def _run(builder: TableBuilder, source: Path) -> tuple[TableInfo, pl.DataFrame]:
    try:
        return builder(source)
    except pl.exceptions.PolarsError as error:
        raise SourceError(f"{builder.__name__}: a source is not as it was published: {error}") from error


def _check_target(target: Path) -> None:
    if target.exists() and not target.is_dir():
        raise SourceError(f"{str(target)!r} is a file: name a new or empty folder.")
    strangers = [path.name for path in target.glob("*") if path.suffix != ".parquet" and path.name != "manifest.json"]
    if strangers:
        raise SourceError(
            f"{str(target)!r} holds {sorted(strangers)[0]!r}, which is no table: name a new or empty folder."
        )


def _write(target: Path, tables: list[tuple[TableInfo, pl.DataFrame]]) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix=".tables-", dir=target.parent) as room:
        fresh, old = Path(room) / "fresh", Path(room) / "old"
        write_tables(fresh, tables)
        size = sum(path.stat().st_size for path in fresh.iterdir())
        if size > SIZE_LIMIT_BYTES:
            raise SourceError(f"The tables are {size:,} bytes; at most {SIZE_LIMIT_BYTES:,} ship in the package.")
        _swap(fresh, target, old)


def _swap(fresh: Path, target: Path, old: Path) -> None:
    if target.exists():
        target.rename(old)
    try:
        fresh.rename(target)
    except OSError:
        if old.exists():
            shutil.move(old, target)
        raise
