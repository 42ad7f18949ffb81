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

NAME = "groundgame_register_command"
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
    def command(*words: str) -> subprocess.CompletedProcess:
        kept = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
        env = kept | {"DATABASE_URL": empty_database, "GROUNDGAME_HOME": str(tmp_path / "home"), "COLUMNS": "400"}
        whole = [sys.executable, "-m", "groundgame", "register", "import", *words]
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
        assert server.execute("SELECT count(*) FROM register_elector").fetchone() == (2,)
        assert server.execute("SELECT e164 FROM register_telephonenumber").fetchall() == [("+442079460001",)]


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
