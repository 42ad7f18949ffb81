"""Two additions at once, in real processes: whichever comes second sees what the first has added."""

import fcntl
import os
import subprocess
import sys

import pytest

from groundgame.electoral.contests.additions import AdditionError, add_file, locking
from groundgame.electoral.contests.record import Record

pytestmark = pytest.mark.slow

BY_ELECTION = "local.hackney.cazenove.by.2024-01-18"
HEADER = "contest,candidate,party,votes,elected\n"

# Each process waits, when it is about to look a contest up, until the other is there too, or for two seconds.
ADDING = """
import sys, time
from pathlib import Path
from groundgame.electoral.contests.additions import AdditionError, add_file
from groundgame.electoral.contests.record import Record

path, home = Path(sys.argv[1]), Path(sys.argv[2])

def known(contest):
    path.with_suffix(".here").touch()
    for _ in range(200):
        if len(list(path.parent.glob("*.here"))) == 2:
            break
        time.sleep(0.01)
    return Record(home).holds(contest)

try:
    print(len(add_file(path, home, known)))
except AdditionError as error:
    print(error)
"""


def results(tmp_path, name, votes):
    path = tmp_path / f"{name}.csv"
    path.write_text(f"{HEADER}{BY_ELECTION},A,labour,{votes},1\n{BY_ELECTION},B,green,5,0\n", encoding="utf-8")
    return path


def test_two_processes_never_add_one_contest_twice(tmp_path):
    home = tmp_path / "home"
    files = [results(tmp_path, "one", 100), results(tmp_path, "two", 200)]
    adding = [
        subprocess.Popen([sys.executable, "-c", ADDING, str(path), str(home)], stdout=subprocess.PIPE, text=True)
        for path in files
    ]
    said = sorted(process.communicate(timeout=60)[0].strip() for process in adding)
    assert said[0] == "1"
    assert said[1].startswith(f"Line 2: the record has '{BY_ELECTION}' already")
    assert len(list((home / "record" / "added").iterdir())) == 1


def test_a_record_that_was_read_before_does_not_hide_what_came_since(tmp_path):
    home = tmp_path / "home"
    stale = Record(home)
    assert not stale.holds(BY_ELECTION)
    add_file(results(tmp_path, "one", 100), home, stale.holds)
    with pytest.raises(AdditionError, match="already"):
        add_file(results(tmp_path, "two", 200), home, stale.holds)


def test_an_addition_that_does_not_end_is_named_and_a_killed_one_is_not_waited_for(tmp_path, monkeypatch):
    monkeypatch.setattr(locking, "TRIES", 2)
    home, path = tmp_path / "home", results(tmp_path, "one", 100)
    folder = home / "record" / "added"
    folder.mkdir(parents=True)
    holder = os.open(folder, os.O_RDONLY)
    fcntl.flock(holder, fcntl.LOCK_EX)
    with pytest.raises(AdditionError, match=r"^Another process is adding results to .*try again\.$"):
        add_file(path, home, Record().holds)
    os.close(holder)
    assert len(add_file(path, home, Record().holds)) == 1


def test_a_home_that_is_no_folder_is_named(tmp_path):
    home = tmp_path / "home"
    home.write_text("a file", encoding="utf-8")
    with pytest.raises(AdditionError, match=r"cannot be kept in .*GROUNDGAME_HOME"):
        add_file(results(tmp_path, "one", 100), home, Record().holds)
