"""`groundgame count` at a terminal asks who wins a tie; in a pipe it stops."""

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).parents[2] / "docs" / "examples"
COMMAND = [sys.executable, "-m", "groundgame", "count", "secretary.blt", "--rule", "av"]

pytestmark = pytest.mark.slow


def answered(*lines, more=()):
    """Return the exit code and what the command said at a terminal, the lines being typed."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [*COMMAND, *more], cwd=EXAMPLES, stdin=theirs, stdout=theirs, stderr=theirs, close_fds=True
    )
    os.close(theirs)
    said, waiting = b"", list(lines)
    while True:  # also what it said last, which may still lie there when it has gone
        try:
            said += os.read(ours, 4096)
        except OSError:  # the terminal is gone with the program
            break
        if waiting and said.count(b"Who takes it?") > len(lines) - len(waiting):
            os.write(ours, f"{waiting.pop(0)}\n".encode())
    os.close(ours)
    return process.wait(timeout=30), said.decode()


def test_the_answer_decides_and_the_count_says_that_it_did():
    code, said = answered("Beech")
    assert code == 0
    assert "Beech, Cedar are equal, and there is room for 1. Who takes it?" in said
    assert "decided against Cedar by the answer given" in said


def test_an_answer_that_names_nobody_is_asked_again_and_three_end_the_count():
    code, said = answered("Ash", "Beech, Cedar", "Elm")
    assert code == 1
    assert said.count("Who takes it?") == 3
    assert "Draw a lot: give --tie-seed" in said


def test_the_sheet_s_command_repeats_the_answer_without_asking(tmp_path):
    code, _ = answered("Beech", more=["--sheet", str(tmp_path / "out.txt")])
    assert code == 0
    _, _, command = (tmp_path / "out.txt").read_text().strip().rpartition("To count again: groundgame ")
    assert command == "count secretary.blt --rule av --drawn Beech"
    again = [sys.executable, "-m", "groundgame", *command.split()]
    done = subprocess.run(again, cwd=EXAMPLES, capture_output=True, text=True, check=False)
    assert "decided against Cedar by a lot already drawn" in done.stdout


def test_in_a_pipe_nothing_is_asked():
    done = subprocess.run(COMMAND, cwd=EXAMPLES, input="Beech\n", capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (1, "")
    assert "Who takes it?" not in done.stderr
