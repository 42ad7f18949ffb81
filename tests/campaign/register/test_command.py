"""`groundgame register import`, in a process and on a database of its own."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
from psycopg.conninfo import make_conninfo

from .registers import entry, register_file

pytestmark = [pytest.mark.database, pytest.mark.slow]

NAME = f"groundgame_register_command_{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}"
NUMBERS = b"polling_district,number,suffix,telephone,tps_since\nAA,1,0,020 7946 0001,\n"


@pytest.fixture(scope="module")
def empty_database(database_url: str) -> Iterator[str]:
    with psycopg.connect(database_url, autocommit=True) as server:
        server.execute(f"DROP DATABASE IF EXISTS {NAME}")
        server.execute(f"CREATE DATABASE {NAME}")
        yield make_conninfo(database_url, dbname=NAME)
        server.execute(f"DROP DATABASE {NAME} WITH (FORCE)")


@pytest.fixture
def command(empty_database: str, tmp_path: Path) -> Callable[..., subprocess.CompletedProcess]:
    def command(*words: str, verb: str = "import") -> subprocess.CompletedProcess:
        kept = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
        env = kept | {"DATABASE_URL": empty_database, "GROUNDGAME_HOME": str(tmp_path / "home"), "COLUMNS": "400"}
        whole = [sys.executable, "-m", "groundgame", "register", verb, *words]
        return subprocess.run(whole, env=env, capture_output=True, text=True, check=False, timeout=120)

    return command


def test_a_register_and_its_telephones_are_loaded_and_a_second_time_refused(command, empty_database, tmp_path):
    register, telephones = tmp_path / "barnet.csv", tmp_path / "numbers.csv"
    register.write_bytes(register_file([entry(1), entry(2, "Delta")]))
    telephones.write_bytes(NUMBERS)
    words = (str(register), "--borough", "BARNET", "--published", "2026-06-01", "--telephones", str(telephones))
    done = command(*words)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "Barnet: 2 entries; 2 electors are new, 0 were known, 0 have left.\n"
    again = command(*words)
    assert again.returncode == 2
    assert again.stderr.startswith("barnet.csv: This very file was imported for Barnet on ")
    with psycopg.connect(empty_database) as server:
        count = "SELECT count(*) FROM register_elector WHERE borough = 'E09000003'"
        assert server.execute(count).fetchone() == (2,)
        assert server.execute("SELECT e164 FROM register_telephonenumber").fetchall() == [("+442079460001",)]


def test_what_goes_with_a_register_is_added_later(command, empty_database, tmp_path):
    register, marked, unknown = (tmp_path / f"{name}.csv" for name in ("camden", "marked", "unknown"))
    register.write_bytes(register_file([entry(1, postcode="NW1 0AA"), entry(2, "Delta", postcode="NW1 0AA")]))
    assert command(str(register), "--borough", "Camden", "--published", "2026-06-01").returncode == 0
    marked.write_text("polling_district,number,suffix,election_date,by_post\nAA,2,0,2024-07-04,1\n")
    unknown.write_text(
        "polling_district,number,suffix,election_date,by_post\nAA,2,0,2022-05-05,1\nAA,99,0,2022-05-05,1\n"
    )
    done = command(str(marked), "--borough", "Camden", "--kind", "marked", verb="add")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(
        "marked.csv: 1 row is added.\nThe numbers were read as those of the register of 1 June"
    )
    refused = command(str(unknown), "--borough", "Camden", "--kind", "marked", verb="add")
    assert refused.returncode == 2
    assert refused.stderr.startswith(
        "unknown.csv: Line 3: the register published on 1 June 2026 has no elector number AA-99."
    )
    wrong = command(str(marked), "--borough", "Camden", "--kind", "poll", verb="add")
    kinds = "telephones, marked, marked_by_post, absent, postal, proxy, proxy_postal"
    assert (wrong.returncode, wrong.stderr) == (2, f"--kind is 'poll': write one of {kinds}.\n")
    with psycopg.connect(empty_database) as server:
        assert server.execute("SELECT election_date::text FROM register_markedentry").fetchall() == [("2024-07-04",)]


def test_a_folder_is_loaded_each_file_into_its_borough_and_goes_on_where_it_stopped(command, tmp_path):
    folder = tmp_path / "registers"
    folder.mkdir()
    (folder / "a.csv").write_bytes(register_file([entry(1, postcode="SW4 0AA")]))
    (folder / "b.csv").write_bytes(b"no register")
    (folder / "c.csv").write_bytes(register_file([entry(1, postcode="E8 1AA")]))
    words = (str(folder), "--published", "2026-06-01")
    done = command(*words, verb="load")
    assert done.returncode == 1
    assert "c.csv: Hackney, 1 rows: 1 electors are new" in done.stdout
    assert "a.csv: Lambeth, 1 rows: 1 electors are new" in done.stdout
    assert "b.csv: No header of a known layout" in done.stdout
    assert done.stderr == "1 of 3 files were not taken; the others are loaded.\n"
    assert "a.csv: loaded already" in command(*words, verb="load").stdout
    look = command(str(folder / "b.csv"), "--borough", "Lambeth", "--published", "2026-07-01", verb="look")
    assert look.returncode == 2
    undone = command("--borough", "Lambeth", verb="undo")
    assert undone.stdout == "a.csv: Undone: 0 electors are as before, 1 are removed.\n"
    assert command("--borough", "Lambeth", verb="undo").returncode == 2


def test_what_somebody_must_say_yes_to_is_told_by_its_option(command, tmp_path):
    first, second = tmp_path / "first.csv", tmp_path / "second.csv"
    first.write_bytes(register_file([entry(1, postcode="SE1 0AA")]))
    second.write_bytes(register_file([entry(2, "Other", postcode="SE1 0AA"), entry("x", postcode="SE1 0AA")]))
    assert command(str(first), "--published", "2026-06-01", verb="load").returncode == 0
    look = command(str(second), "--borough", "Southwark", "--published", "2026-07-01", verb="look")
    assert (look.returncode, "1 lines are refused" in look.stdout) == (0, True)
    assert "Before it is loaded: Line 3: number 'x' is no elector number" in look.stderr
    assert "The file lacks 1 of the 1 electors of Southwark" in look.stderr
    refused = command(str(second), "--published", "2026-07-01", verb="load")
    assert refused.returncode == 1
    for option in ("--accept-refused", "--accept-leavers"):
        assert f"give {option}" in refused.stdout
    assert "tick" not in refused.stdout + look.stderr
    both = ("--accept-leavers", "--accept-refused")
    taken = command(str(second), "--borough", "Southwark", "--published", "2026-07-01", *both)
    assert (taken.returncode, taken.stdout) == (
        0,
        "Southwark: 1 entry; 1 elector is new, 0 were known, 1 has left.\n",
    )


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (
            ("nowhere.csv", "--borough", "Barnet", "--published", "2026-06-01"),
            "nowhere.csv cannot be read (No such file",
        ),
        (
            (__file__, "--borough", "Barnett", "--published", "2026-06-01"),
            "There is no borough 'Barnett'. Did you mean Barnet",
        ),
        (
            (__file__, "--borough", "Barnet", "--published", "1 June"),
            "--published is '1 June': write the day as 2026-12-01.",
        ),
        (
            (__file__, "--borough", "Barnet", "--published", "2099-06-01"),
            "test_command.py: 1 June 2099 is more than a month",
        ),
        (
            (__file__, "--borough", "Barnet", "--published", "2026-06-01"),
            "test_command.py: No header of a known layout",
        ),
    ],
    ids=["no file", "no borough", "no day", "a day far ahead", "no register"],
)
def test_what_cannot_be_loaded_ends_with_exit_code_2_and_one_sentence(command, words, sentence):
    done = command(*words)
    assert done.returncode == 2
    assert done.stderr.startswith(sentence)
    assert "Traceback" not in done.stderr
    assert done.stderr.count("\n") == 1
