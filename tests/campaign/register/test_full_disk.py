"""A disk that fills up while a register is imported: a real one, of a few megabytes."""

import os
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection

from groundgame.campaign.register.actions import import_register
from groundgame.campaign.register.importing import StorageError
from groundgame.campaign.register.importing.storage import check_space
from groundgame.campaign.register.models import Address, Elector, Register, RegisterEntry

from .registers import BARNET, JULY, JUNE, entry, register_file

TABLES = ("register_address", "register_elector", "register_registerentry")
ROOM, MORE_ROOM = "3m", "30m"


@pytest.fixture
def small_disk() -> Iterator[Path]:
    """Return a folder on a file system of a few megabytes, or skip where none can be mounted."""
    folder = Path(tempfile.mkdtemp(prefix="groundgame-disk-"))
    folder.chmod(0o755)
    mount = ["mount", "-t", "tmpfs", "-o", f"size={ROOM},mode=0755", "tmpfs", str(folder)]
    done = subprocess.run(mount, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        folder.rmdir()
        pytest.skip(f"a small file system cannot be mounted here: {done.stderr.strip()}")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)
    folder.rmdir()


def server_folder() -> Path:
    """Return the server's data folder, or skip where it cannot be seen from here."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
        if cursor.fetchone() != (True,):
            pytest.skip("the database's role is no superuser, so it may not say where the server keeps its data")
        cursor.execute("SELECT current_setting('data_directory')")
        folder = Path(cursor.fetchone()[0])
    if not folder.is_dir():
        pytest.skip(f"the server's folder {folder} is not on this machine")
    return folder


@pytest.fixture
def tables_on_it(small_disk: Path, transactional_db: None) -> Iterator[None]:
    """Move the register's tables there, and back after the test."""
    owner = server_folder().stat()
    with connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {', '.join(TABLES)} CASCADE")  # other tests leave room in them that is free but taken
        inside = small_disk / "tables"
        inside.mkdir(mode=0o700)
        os.chown(inside, owner.st_uid, owner.st_gid)
        cursor.execute(f"CREATE TABLESPACE small LOCATION '{inside}'")
        for table in TABLES:
            cursor.execute(f"ALTER TABLE {table} SET TABLESPACE small")
    yield
    with connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(f"ALTER TABLE {table} SET TABLESPACE pg_default")
        cursor.execute("DROP TABLESPACE small")


def counts() -> list[int]:
    return [table.objects.count() for table in (Address, Elector, Register, RegisterEntry)]


def load(day, lines) -> None:
    import_register(by=None, borough=BARNET, published_on=day, content=register_file(lines), file_name="barnet.csv")


def lines(many: int) -> list[list[str]]:
    return [entry(n, "Name", f"F{n}", address=(f"{n // 2 + 1} High Road",)) for n in range(1, many + 1)]


@pytest.mark.database
def test_a_full_disk_ends_in_a_sentence_and_changes_nothing(tables_on_it, small_disk):
    load(JUNE, lines(50))
    before = counts()
    with pytest.raises(StorageError, match=r"The database's disk is full\. Nothing was changed\. Free some space"):
        load(JULY, lines(30_000))
    assert counts() == before == [26, 50, 1, 50]
    subprocess.run(["mount", "-o", f"remount,size={MORE_ROOM}", str(small_disk)], check=True)
    load(JULY, lines(60))
    assert counts() == [31, 60, 2, 110]


@pytest.mark.database
@pytest.mark.django_db
def test_an_import_for_which_there_is_plainly_no_room_is_not_begun():
    server_folder()
    check_space(1000)
    with pytest.raises(StorageError, match=r"MB free and the import needs about [\d,]+ MB\. Nothing was changed"):
        check_space(10**12)
