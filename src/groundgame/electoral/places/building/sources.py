"""What every builder of a table uses: reading a published file, and finding the builders there are."""

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from types import ModuleType
from typing import Literal

import polars as pl

from groundgame.electoral.places.tables import TableInfo

CsvEncoding = Literal["utf8", "utf8-lossy"]
TableBuilder = Callable[[Path], tuple[TableInfo, pl.DataFrame]]


class SourceError(Exception):
    """A published file that a table is built from is missing, or is not as it was published."""


def source_path(folder: Path, name: str) -> Path:
    """Return the path of a published file, named from the folder of sources (`geo/lookups/x.csv`).

    Raises:
        SourceError: if there is no such file.
    """
    path = folder / name
    if not path.is_file():
        raise SourceError(f"There is no file {name!r} in {str(folder)!r}; name the folder that docs/data.md describes.")
    return path


def read_source(folder: Path, name: str, *, has_header: bool = True, encoding: CsvEncoding = "utf8") -> pl.DataFrame:
    """Return a published CSV file as text columns, so that no code or date is guessed at; builders cast what they use.

    Raises:
        SourceError: if there is no such file, or it is no CSV file.
    """
    path = source_path(folder, name)
    try:
        return pl.read_csv(path, infer_schema=False, has_header=has_header, encoding=encoding)
    except (pl.exceptions.PolarsError, OSError) as error:
        raise SourceError(f"The file {name!r} cannot be read as CSV ({error}); fetch it again.") from error


def describe_table(name: str, title: str, *, source: str, publisher: str, licence: str) -> TableInfo:
    """Return a table's information before it is written; `write_tables` fills in the rows and the checksum."""
    return TableInfo(name=name, title=title, rows=0, source=source, publisher=publisher, licence=licence, sha256="")


def gather_builders(package: ModuleType) -> list[TableBuilder]:
    """Return the builders that a package's modules expose as `TABLES`, in the order of the modules' names."""
    names = sorted(module.name for module in iter_modules(package.__path__, f"{package.__name__}."))
    modules = [import_module(name) for name in names]
    return [builder for module in modules for builder in getattr(module, "TABLES", [])]
