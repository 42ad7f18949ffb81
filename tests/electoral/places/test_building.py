"""The builder's framework: reproducible, whole or not at all, and small enough to ship."""

import shutil
from pathlib import Path

import polars as pl
import pytest

from groundgame.electoral.contests.builder import SIZE_LIMIT_BYTES, build_record, record_builders
from groundgame.electoral.places import table_infos
from groundgame.electoral.places.building import SourceError
from groundgame.electoral.places.building.areas import areas
from groundgame.electoral.places.building.containment import containment
from groundgame.electoral.places.building.crosswalks import crosswalks
from groundgame.electoral.places.building.people import peopled_postcodes
from groundgame.electoral.places.tables import TABLES, write_tables

PACKAGED = Path(str(TABLES))


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.mark.slow
def test_the_package_holds_what_the_published_files_give(shared_data: Path, tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []
    build_record(shared_data, tmp_path / "tables", lambda *step: told.append(step))
    assert contents(tmp_path / "tables") == contents(PACKAGED)
    count = len(record_builders())
    assert told == [(name, done + 1, count) for done, name in enumerate(table_infos())]


@pytest.mark.slow
def test_the_same_files_give_the_same_bytes(shared_data: Path, tmp_path: Path) -> None:
    for folder in ("one", "other"):
        peopled_postcodes.cache_clear()
        write_tables(tmp_path / folder, [build(shared_data) for build in (areas, containment, crosswalks)])
    assert contents(tmp_path / "one") == contents(tmp_path / "other")


def test_the_tables_are_at_most_eight_megabytes_and_each_names_its_origin() -> None:
    assert sum(len(content) for content in contents(PACKAGED).values()) <= SIZE_LIMIT_BYTES
    assert {f"{name}.parquet" for name in table_infos()} | {"manifest.json"} == set(contents(PACKAGED))
    for info in table_infos().values():
        assert info.source
        assert info.publisher
        assert info.licence
        assert info.rows == pl.scan_parquet(PACKAGED / f"{info.name}.parquet").select(pl.len()).collect().item()


@pytest.fixture
def old_tables(tmp_path: Path) -> Path:
    folder = tmp_path / "tables"
    folder.mkdir()
    shutil.copy(PACKAGED / "wards.parquet", folder)
    shutil.copy(PACKAGED / "manifest.json", folder)
    return folder


def test_a_missing_source_is_named_and_the_old_tables_stay(old_tables: Path, tmp_path: Path) -> None:
    before = contents(old_tables)
    empty = tmp_path / "published"
    empty.mkdir()
    with pytest.raises(SourceError, match=r"There is no file 'geo/.*' in .*published'; name the folder"):
        build_record(empty, old_tables)
    assert contents(old_tables) == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["published", "tables"]


def test_a_folder_that_is_not_there_is_refused(old_tables: Path, tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"There is no folder .*nowhere"):
        build_record(tmp_path / "nowhere", old_tables)


def test_a_folder_that_holds_anything_else_is_never_replaced(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("keep me", encoding="utf-8")
    with pytest.raises(SourceError, match=r"holds 'letter.txt', which is no table"):
        build_record(tmp_path, tmp_path)
    assert (tmp_path / "letter.txt").read_text(encoding="utf-8") == "keep me"


def test_a_file_is_never_replaced_by_a_folder(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("keep me", encoding="utf-8")
    with pytest.raises(SourceError, match=r"letter.txt' is a file"):
        build_record(tmp_path, tmp_path / "letter.txt")


def test_a_source_that_was_cut_short_is_refused(shared_data: Path, tmp_path: Path) -> None:
    source = tmp_path / "published"
    (source / "geo" / "lookups").mkdir(parents=True)
    (source / "geo" / "lookups" / "london_postcodes.csv.gz").write_bytes(
        (shared_data / "geo" / "lookups" / "london_postcodes.csv.gz").read_bytes()[:10_000]
    )
    peopled_postcodes.cache_clear()
    with pytest.raises(SourceError, match=r"'geo/lookups/london_postcodes\.csv\.gz' cannot be read"):
        containment(source)
