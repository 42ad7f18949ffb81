"""The packaged tables: compressed Parquet beside a manifest that names each table's source, licence and checksum."""

import hashlib
import io
import json
from dataclasses import asdict, dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

import polars as pl

TABLES = files("groundgame.electoral") / "tables"


class TableError(Exception):
    """A packaged table is missing, unknown or not the one that was built."""


@dataclass(frozen=True, slots=True)
class TableInfo:
    """What a packaged table is and where it comes from. `sha256` is that of the file's bytes."""

    name: str
    title: str
    rows: int
    source: str
    publisher: str
    licence: str
    sha256: str


@cache
def table_infos() -> dict[str, TableInfo]:
    """Return every packaged table's information, by name, in the order of the manifest."""
    entries = json.loads((TABLES / "manifest.json").read_text(encoding="utf-8"))
    return {entry["name"]: TableInfo(**entry) for entry in entries}


@cache
def read_table(name: str) -> pl.DataFrame:
    """Return a packaged table, after checking that its bytes are those that the manifest names.

    Raises:
        TableError: if there is no such table, or its checksum differs.
    """
    info = table_infos().get(name)
    if info is None:
        raise TableError(f"There is no table {name!r} in the record; `groundgame record list` names those there are.")
    content = (TABLES / f"{name}.parquet").read_bytes()
    if hashlib.sha256(content).hexdigest() != info.sha256:
        raise TableError(f"The table {name!r} is damaged: its checksum differs. Install groundgame again.")
    return pl.read_parquet(io.BytesIO(content))


def write_tables(folder: Path, tables: list[tuple[TableInfo, pl.DataFrame]]) -> None:
    """Write tables and their manifest into a folder, giving the same bytes for the same rows.

    The `rows` and `sha256` of each information are filled in here.
    """
    folder.mkdir(parents=True, exist_ok=True)
    manifest = []
    for info, frame in tables:
        buffer = io.BytesIO()
        frame.write_parquet(buffer, compression="zstd", compression_level=19, statistics=False)
        content = buffer.getvalue()
        (folder / f"{info.name}.parquet").write_bytes(content)
        entry = asdict(info) | {"rows": frame.height, "sha256": hashlib.sha256(content).hexdigest()}
        manifest.append(entry)
    text = json.dumps(manifest, indent=1, ensure_ascii=False) + "\n"
    (folder / "manifest.json").write_text(text, encoding="utf-8")
