"""What cannot be used is refused with a sentence that says what to do."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from groundgame.engine import EngineError, check_database, start
from groundgame.engine.external import check_version


def test_a_home_that_cannot_be_made(tmp_path):
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(EngineError, match=r"file/home cannot be used \(Not a directory\)\. Make it writable, or name"):
        start(tmp_path / "file" / "home")


def test_a_home_that_pg_ctl_would_misread(tmp_path):
    with pytest.raises(EngineError, match=r"has \$ in its path"):
        start(tmp_path / "$HOME")
    assert not (tmp_path / "$HOME").exists()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere; CI runs this as an ordinary user")
def test_a_home_that_cannot_be_written(tmp_path):
    tmp_path.chmod(0o500)
    with pytest.raises(EngineError, match=r"cannot be used \(Permission denied\)"):
        start(tmp_path / "home")


@pytest.mark.skipif(os.geteuid() != 0 or not shutil.which("mount"), reason="only root can make a small disk")
def test_a_full_disk(tmp_path):
    disk = tmp_path / "disk"
    disk.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=20m", "tmpfs", str(disk)], check=True)
    try:
        with pytest.raises(EngineError, match=r"is full \(\d+ MB free\)\. Free at least 1 GB there"):
            start(disk / "home")
        assert not (disk / "home" / "postgres").exists()
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def test_a_database_that_does_not_answer(tmp_path: Path):
    with pytest.raises(EngineError, match="DATABASE_URL does not answer"):
        check_database(f"postgresql://postgres@/groundgame?host={tmp_path}")


def test_a_server_older_than_15():
    with pytest.raises(EngineError, match=r"runs PostgreSQL 14; groundgame needs 15 or newer\. Upgrade it"):
        check_version(140012)
    check_version(150000)
