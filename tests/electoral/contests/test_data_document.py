"""docs/data.md names every table of the record, as large as it is, and its example can be added."""

import csv
import re
from importlib.resources import files
from pathlib import Path

import pytest

from groundgame.electoral.contests.additions import read_results
from groundgame.electoral.contests.additions.layout import OPTIONAL, REQUIRED
from groundgame.electoral.contests.record import Record
from groundgame.electoral.places.tables import table_infos

DOCUMENT = (Path(__file__).resolve().parents[3] / "docs" / "data.md").read_text(encoding="utf-8")
ROWS = [line for line in DOCUMENT.splitlines() if line.startswith("|")]


@pytest.mark.parametrize("info", table_infos().values(), ids=lambda info: info.name)
def test_every_table_is_named_with_its_rows(info):
    [row] = [line for line in ROWS if info.name in re.split(r"[|,\s]+", line.split("|")[1])]
    assert f"{info.rows:,}" in row.split("|")[2]


def test_every_column_of_a_users_file_is_named():
    named = {name for line in ROWS for name in re.split(r"[|,\s]+", line.split("|")[1])}
    assert set(REQUIRED + OPTIONAL) <= named


def test_the_example_is_read():
    example = re.search(r"^    contest,candidate.*(?:\n    .+)+", DOCUMENT, flags=re.MULTILINE).group()
    [result] = read_results(example.replace("    ", "").encode())
    assert [each.elected for each in result.candidates] == [True, False]


def test_every_contest_named_as_an_exception_is_real():
    named = [line.split("|")[1].strip() for line in ROWS if line.startswith("| local.")]
    assert len(named) >= 3
    assert all(Record().holds(contest) for contest in named)


def test_the_attribution_is_the_one_that_the_data_asks_for(shared_data):
    readme = " ".join((shared_data / "README.md").read_text(encoding="utf-8").split())
    asked = re.search(r'Attribution to print wherever these are shown: "(.+?)"', readme).group(1)
    printed = " ".join(re.sub(r"^> ?", "", DOCUMENT, flags=re.MULTILINE).split())
    assert asked in printed
    assert "markpack.org.uk/opinion-polls" in printed


def test_late_polls_are_from_the_reports_that_are_linked():
    """One link for each ward that `late_polls.csv` dates."""
    text = files("groundgame.electoral.contests").joinpath("late_polls.csv").read_text(encoding="utf-8")
    wards = [row["why"].split(", ")[1].split(":")[0] for row in csv.DictReader(text.splitlines())]
    assert len(wards) == 5
    assert all(f"[{ward}](http" in DOCUMENT for ward in wards)
