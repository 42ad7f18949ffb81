"""A register's first load without its indexes: they are always built again, whoever dies in the middle."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import polars as pl
import psycopg
import pytest
from django.core.management import call_command
from django.db import ProgrammingError, connection, connections

from groundgame.campaign.register import tasks
from groundgame.campaign.register.actions import import_register, load_files, undo_import
from groundgame.campaign.register.importing import RegisterFileError
from groundgame.campaign.register.importing.aside import mend_indexes
from groundgame.campaign.register.importing.copying import copy_in, reserve_ids
from groundgame.campaign.register.models import Elector, PendingIndex, RegisterEntry, RegisterImport
from tests.together import at_once

from .registers import BARNET, JULY, JUNE, entry, register_file

pytestmark = [pytest.mark.database, pytest.mark.django_db(transaction=True)]

CAMDEN_POSTCODE = "NW1 0AA"
TABLES = ("register_address", "register_elector", "register_registerentry")
LOCK = "hashtextextended('register:indexes', 0)"
DYING = """
import os, signal, sys, pathlib, datetime, django
django.setup()
from groundgame.campaign.register.actions import load_files
def die(_doing):
    os.kill(os.getpid(), signal.SIGKILL)
for _ in load_files([pathlib.Path(sys.argv[1])], published_on=datetime.date(2026, 6, 1), together=2, doing=die):
    pass
"""


def lines(many: int, postcode: str | None = None) -> list[list[str]]:
    return [entry(n, "Name", f"F{n}", address=(f"{n // 2 + 1} High Road",), postcode=postcode) for n in range(1, many)]


def written(folder: Path, name: str, entries: list[list[str]]) -> Path:
    path = folder / f"{name}.csv"
    path.write_bytes(register_file(entries))
    return path


def load(*paths: Path, doing=lambda _: None, day=JUNE) -> dict[str, str]:
    came = load_files(paths, published_on=day, together=2, doing=doing)
    return {path.stem: str(what) for path, what in came}


def asked(statement: str) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall()


def indexes() -> list[tuple]:
    """Return every index of the register's large tables as it is defined, and every constraint behind one."""
    tables = repr(TABLES)
    return asked(f"SELECT indexname, indexdef FROM pg_indexes WHERE tablename IN {tables} ORDER BY 1") + asked(
        "SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint "
        f"WHERE conrelid IN (SELECT c.oid FROM pg_class c WHERE relname IN {tables}) ORDER BY 1"
    )


def unswept() -> tuple[str, ...]:
    """Return the tables that autovacuum is kept from."""
    kept = "'autovacuum_enabled=off' = ANY(reloptions)"
    return tuple(name for (name,) in asked(f"SELECT relname FROM pg_class WHERE {kept} ORDER BY 1"))


@pytest.fixture(autouse=True)
def built_again() -> Iterator[None]:
    """Hold that every index is afterwards what it was, and leave none aside for other tests."""
    before = indexes()
    yield
    mend_indexes(wait=True)
    assert indexes() == before
    assert unswept() == ()
    assert not PendingIndex.objects.exists()


def test_a_first_load_sets_the_indexes_aside_and_builds_them_at_the_end(tmp_path):
    seen: list[tuple[str, int, int]] = []

    def doing(what: str) -> None:
        seen.append((what, RegisterImport.objects.count(), PendingIndex.objects.count()))

    before = {name for name, _ in indexes()}
    came = load(
        written(tmp_path, "barnet", lines(60)), written(tmp_path, "camden", lines(50, CAMDEN_POSTCODE)), doing=doing
    )
    assert came["camden"] == "Camden, 49 rows: 49 electors are new, 0 were known (0 of them moved), 0 have left."
    assert {loaded for _, loaded, _ in seen} == {2}
    assert len(seen) == 7
    assert max(pending for _, _, pending in seen) == len(seen) + 3  # and three tables that autovacuum is kept from
    assert {what.removeprefix("building the index ") for what, _, _ in seen} <= before
    assert Elector.objects.count() == RegisterEntry.objects.count() == 59 + 49


def test_what_a_first_load_wrote_is_undone_as_anything_is(tmp_path):
    load(written(tmp_path, "barnet", lines(60)))
    undo_import(by=None, made=RegisterImport.objects.get())
    assert (Elector.objects.count(), RegisterEntry.objects.count()) == (0, 0)


def dead_load(folder: Path) -> None:
    """Load a register in a process that is killed before the first index is built."""
    command = [sys.executable, "-c", DYING, str(written(folder, "barnet", lines(60)))]
    params = connection.get_connection_params()
    url = psycopg.conninfo.make_conninfo(
        **{name: params[name] for name in ("host", "port", "user", "password", "dbname") if params.get(name)}
    )
    home = {"GROUNDGAME_HOME": str(folder), "DATABASE_URL": url}
    dead = subprocess.run(command, env=os.environ | home, capture_output=True, text=True, check=False, timeout=300)
    assert dead.returncode == -signal.SIGKILL, dead.stderr
    assert PendingIndex.objects.count() == 10
    assert unswept() == TABLES
    assert Elector.objects.filter(borough=BARNET, surname="Name").count() == 59  # slower, and right


@pytest.mark.slow
def test_what_a_killed_load_left_aside_is_built_by_the_next_start_worker_or_import(tmp_path):
    before = indexes()
    mending = {
        "start": lambda: call_command("migrate", verbosity=0),
        "worker": tasks.mend,
        "import": lambda: import_register(
            by=None, borough=BARNET, published_on=JULY, content=register_file(lines(62)), file_name="july.csv"
        ),
    }
    for name, mend in mending.items():
        dead_load(tmp_path)
        mend()
        assert indexes() == before, name
        if name != "import":
            undo_import(by=None, made=RegisterImport.objects.get(state=RegisterImport.State.APPLIED))
            RegisterImport.objects.all().delete()
    assert Elector.objects.filter(left_at=None).count() == 61


def test_while_a_load_lives_nobody_builds_and_every_other_import_waits(tmp_path):
    PendingIndex.objects.create(
        name="address_street_2", table="register_address", turn=1,
        definition="CREATE INDEX address_street_2 ON register_address (street)",
    )  # fmt: skip
    done = threading.Event()

    def another() -> None:
        import_register(
            by=None, borough=BARNET, published_on=JUNE, content=register_file(lines(9)), file_name="barnet.csv"
        )
        done.set()
        connections.close_all()

    with psycopg.connect(**connection.get_connection_params(), autocommit=True) as living:
        living.execute(f"SELECT pg_advisory_lock({LOCK})")
        tasks.mend()
        assert PendingIndex.objects.count() == 1
        thread = threading.Thread(target=another)
        thread.start()
        assert not done.wait(0.7)
        PendingIndex.objects.all().delete()
        living.execute(f"SELECT pg_advisory_unlock({LOCK})")
        thread.join(timeout=120)
    assert done.is_set()
    assert Elector.objects.count() == 8


def test_a_borough_that_holds_something_waits_until_the_indexes_are_back(tmp_path):
    import_register(by=None, borough=BARNET, published_on=JUNE, content=register_file(lines(3)), file_name="june.csv")
    built: list[str] = []
    came = load(
        written(tmp_path, "barnet", lines(60)),
        written(tmp_path, "camden", lines(60, CAMDEN_POSTCODE)),
        doing=built.append,
        day=JULY,
    )
    assert len(built) == 7
    assert came["barnet"] == "Barnet, 59 rows: 57 electors are new, 2 were known (0 of them moved), 0 have left."


def test_where_nearly_as_many_are_there_as_come_the_indexes_stay(tmp_path):
    load(written(tmp_path, "barnet", lines(60)))
    built: list[str] = []
    came = load(written(tmp_path, "camden", lines(60, CAMDEN_POSTCODE)), doing=built.append)
    assert (built, came["camden"][:16]) == ([], "Camden, 59 rows:")


def test_where_somebody_reads_for_long_the_indexes_stay(tmp_path):
    built: list[str] = []
    with psycopg.connect(**connection.get_connection_params()) as reader:
        reader.execute("SELECT count(*) FROM register_elector")
        load(written(tmp_path, "barnet", lines(60)), doing=built.append)
    assert (built, Elector.objects.count()) == ([], 59)


def test_autovacuum_is_kept_off_until_the_last_index_is_built_and_stays_off_where_somebody_keeps_it_off(tmp_path):
    seen: list[tuple[str, ...]] = []
    load(written(tmp_path, "barnet", lines(60)), doing=lambda _: seen.append(unswept()))
    assert seen == [TABLES] * 7
    assert unswept() == ()
    undo_import(by=None, made=RegisterImport.objects.get())
    try:
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE register_elector SET (autovacuum_enabled = off)")
        load(written(tmp_path, "camden", lines(50, CAMDEN_POSTCODE)))
        assert unswept() == ("register_elector",)
    finally:
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE register_elector RESET (autovacuum_enabled)")


def test_autovacuum_is_let_in_again_though_an_index_cannot_be_built(tmp_path):
    dead_load(tmp_path)
    PendingIndex.objects.create(
        name="nowhere", table=TABLES[0], definition="CREATE INDEX nowhere ON register_address (nothing)", turn=0
    )
    with pytest.raises(ProgrammingError, match="nothing"):
        mend_indexes(wait=True)
    assert unswept() == ()
    PendingIndex.objects.get(name="nowhere").delete()


def test_two_rows_that_are_written_alike_are_refused_without_their_index():
    """As read the keys differ; as COPY takes them, they do not."""
    doors = pl.DataFrame({"borough": [BARNET] * 2, "key": ["EN5|5-\t7", "EN5|5-\n7"]})
    with pytest.raises(RegisterFileError, match=r"Two rows of the file come to the same key: \('EN5\|5- 7',\)\."):
        copy_in("register_address", doors, once=("key",))


def test_ids_reserved_at_the_same_time_are_nobody_elses():
    def reserve() -> list[int]:
        return [taken for _ in range(40) for taken in reserve_ids("register_elector", 25)]

    taken = [number for each in at_once(*[reserve] * 4) for number in each]
    assert len(set(taken)) == len(taken) == 4000
    assert asked("SELECT nextval(pg_get_serial_sequence('register_elector', 'id'))")[0][0] > max(taken)
