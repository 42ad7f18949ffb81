"""What cannot be used is refused with a sentence that says what to do."""

import os
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from groundgame.engine import EngineError, check_database, is_full_disk, start
from groundgame.engine.errors import unusable_folder
from groundgame.engine.external import check_version


def test_a_home_that_cannot_be_made(tmp_path):
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(EngineError, match=r"file/home cannot be used \(Not a directory\)\. Make it writable, or name"):
        start(tmp_path / "file" / "home")


def test_a_home_that_pg_ctl_would_misread(tmp_path):
    with pytest.raises(EngineError, match=r"has \$ in its path"):
        start(tmp_path / "$HOME")
    assert not (tmp_path / "$HOME").exists()


@pytest.fixture
def mount(tmp_path: Path) -> Iterator[Callable[[str], Path]]:
    """Return a function that mounts a small disk, where the machine lets us."""
    disk = tmp_path / "disk"
    disk.mkdir()

    def mounted(options: str) -> Path:
        command = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(disk)]
        if os.geteuid() != 0 or subprocess.run(command, check=False, capture_output=True).returncode != 0:
            pytest.skip("only root may mount a small disk, and not in every container")
        return disk

    yield mounted
    if disk.is_mount():
        subprocess.run(["umount", str(disk)], check=True)


def test_a_disk_that_cannot_be_written(mount):
    disk = mount("ro")
    with pytest.raises(EngineError, match=r"disk/home cannot be used \(Read-only file system\)\. Make it writable"):
        start(disk / "home")


def test_a_disk_with_too_little_room(mount):
    disk = mount("size=20m")
    with pytest.raises(EngineError, match=r"is full \(\d+ MB free\)\. Free at least 1 GB there"):
        start(disk / "home")
    assert not (disk / "home" / "postgres").exists()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_no_room_is_known_by_the_system_s_word_and_by_postgresql_s(tmp_path):
    with pytest.raises(OSError, match="No space left") as caught:
        Path("/dev/full").write_bytes(b"more than fits")
    assert "is full" in str(unusable_folder(tmp_path, caught.value))
    failed = RuntimeError("the import failed")
    failed.__cause__ = psycopg.errors.DiskFull()
    assert is_full_disk(failed, tmp_path)
    assert not is_full_disk(RuntimeError("the import failed"), tmp_path)


def test_a_database_that_does_not_answer(tmp_path: Path):
    with pytest.raises(EngineError, match="DATABASE_URL does not answer"):
        check_database(f"postgresql://postgres@/groundgame?host={tmp_path}")


def test_a_server_older_than_15():
    with pytest.raises(EngineError, match=r"runs PostgreSQL 14; groundgame needs 15 or newer\. Upgrade it"):
        check_version(140012)
    check_version(150000)
