"""Every example of docs/counting.md is run, and prints what the document shows."""

import hashlib
import re
import shlex
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from groundgame.cli.count import count
from groundgame.electoral.counting.files import read_papers
from groundgame.electoral.counting.registry import RULES

DOCS = Path(__file__).parents[2] / "docs"
TEXT = (DOCS / "counting.md").read_text(encoding="utf-8")
CUT = "…"


def examples():
    """Return each command that the document shows, and what it prints; a line of … stands for lines left out."""
    blocks = "\n".join(re.findall(r"```console\n(.*?)```", TEXT, re.DOTALL))
    shown = [part.partition("\n") for part in blocks.split("$ groundgame count ")[1:]]
    return [(command, output.strip()) for command, _, output in shown]


@pytest.mark.parametrize(("command", "shown"), examples(), ids=[command for command, _ in examples()])
def test_an_example_prints_what_the_document_shows(command, shown, monkeypatch):
    monkeypatch.chdir(DOCS / "examples")
    app = typer.Typer()
    app.command()(count)
    done = CliRunner().invoke(app, shlex.split(command))
    printed = (done.stdout + done.stderr).strip()
    pattern = r"(?:.*\n)*?".join(re.escape(part) for part in re.split(rf"(?m)^{CUT}\n", shown))
    assert re.fullmatch(pattern, printed), printed


def test_every_rule_has_an_example_and_every_example_s_file_is_shipped():
    shown = [command.split() for command, _ in examples()]
    assert {words[words.index("--rule") + 1] for words in shown} == set(RULES)
    assert {words[0] for words in shown} == {path.name for path in (DOCS / "examples").iterdir()}


def test_the_table_of_rules_says_which_fill_one_seat_alone():
    rows = dict(re.findall(r"(?m)^\| `([\w-]+)` \| ([^|]+) \|", TEXT))
    assert set(rows) == set(RULES)
    assert {name for name in rows if rows[name] == "1"} == {name for name in RULES if RULES[name].seats == 1}


@pytest.mark.parametrize(
    ("lines", "names"),
    [
        (['"Ash" "Green list"', '"Beech" "Green list"', '"Cedar" "Red list"'], ("Ash", "Beech", "Cedar")),
        (['"Green list ""Ash"""', '"Green list ""Beech"""', '"Red list ""Cedar"""'], ("Ash", "Beech", "Cedar")),
        (['"Ash" "Green list"', '"Ash" "Red list"', '"Cedar" "Red list"'],
         ("Ash (Green list)", "Ash (Red list)", "Cedar")),
        (['"Ash, Green list"', '"Beech, Green list"', '"Cedar, Red list"'],
         ("Ash, Green list", "Beech, Green list", "Cedar, Red list")),
    ],
)  # fmt: skip
def test_names_are_read_as_the_document_says(lines, names, tmp_path):
    file = tmp_path / "ward.blt"
    file.write_text("\n".join(["3 1", "2 1 0", "0", *lines]) + "\n")
    assert read_papers(file).candidates == names


def test_the_hash_can_be_had_without_the_program(monkeypatch):
    """The document's own `printf` gives the hash that the count prints."""
    text = re.search(r"printf '(.*?)' \| sha256sum", TEXT)[1].replace("\\n", "\n")
    monkeypatch.chdir(DOCS / "examples")
    app = typer.Typer()
    app.command()(count)
    printed = CliRunner().invoke(app, ["secretary.blt", "--rule", "av", "--drawn", "Cedar"]).stdout
    assert f"SHA-256 of the papers: {hashlib.sha256(text.encode()).hexdigest()}" in printed


def test_the_lot_can_be_drawn_without_the_program(monkeypatch):
    """What the document says of the seed gives the order that the count names."""
    tied = ["Beech", "Cedar"]
    seed = "7 11 23"
    order = sorted(tied, key=lambda name: hashlib.sha256("\n".join([seed, *tied, "", name]).encode()).hexdigest())
    monkeypatch.chdir(DOCS / "examples")
    app = typer.Typer()
    app.command()(count)
    printed = CliRunner().invoke(app, ["secretary.blt", "--rule", "av", "--tie-seed", seed]).stdout
    assert f"drawn in the order {', '.join(order)}" in printed


def test_the_example_in_python_runs(monkeypatch, capsys):
    (source,) = re.findall(r"```python\n(.*?)```", TEXT, re.DOTALL)
    monkeypatch.chdir(DOCS / "examples")
    exec(compile(source, "counting.md", "exec"), {})
    printed = capsys.readouterr().out
    assert re.match(r"[0-9a-f]{64}\n", printed)
    assert "9.745098039  Elected, stage 3" in printed
