"""`groundgame places carry` and `groundgame places results`, as they are typed."""

import csv
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from groundgame.cli.main import build_app


def places(*words: str) -> Result:
    return CliRunner().invoke(build_app({"places"}), ["places", *words])


def rows(result: Result) -> list[dict[str, str]]:
    assert result.exit_code == 0, result.output
    return list(csv.DictReader(result.stdout.splitlines()))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "boroughs.csv"
    path.write_text(
        "area,option,votes\nE09000002,leave,46130\nE09000002,remain,27750\nE09000003,leave,60823\n", "utf-8"
    )
    return path


def test_a_file_of_votes_is_carried_and_its_totals_kept(file: Path) -> None:
    carried = rows(places("carry", str(file), "--from", "borough", "--to", "pcon24"))
    leave = [float(row["votes"]) for row in carried if row["party"] == "leave"]
    assert sum(leave) == pytest.approx(46_130 + 60_823, abs=1e-5)
    assert len({row["area"] for row in carried}) > 4


def test_whole_votes_add_up_exactly(file: Path) -> None:
    carried = rows(places("carry", str(file), "--from", "borough", "--to", "ward22", "--whole"))
    assert sum(int(row["votes"]) for row in carried) == 46_130 + 27_750 + 60_823


@pytest.mark.parametrize(
    ("text", "to", "sentence"),
    [
        ("area,party,votes\nE09000002,one,many\n", "pcon24", "line 2: 'many' is no number of votes"),
        ("area,party,votes\nE09000002,one,5\nE09000002,one,7\n", "pcon24", "line 3: 'E09000002' has 'one' twice"),
        ("area,party,votes\nE09000002,one,1e300\n", "pcon24", "line 2: '1e300' is no number of votes"),
        ("area,party,votes\n", "pcon24", "there are no votes"),
        ("area,party,votes\nE09000002,one,5\n", "city", "from 'borough' there are lac, pcon05"),
        ("area,votes\nE09000002,5\n", "pcon24", "there is no column party"),
        ("area,party,votes\nE05009288,one,5\n", "pcon24", "The area 'E05009288' has votes and no piece"),
        ("area,party,votes\nE09000002,one,5\n", "ward99", "There is no crosswalk from 'borough' to 'ward99'"),
    ],
)
def test_what_cannot_be_carried_ends_with_one_sentence(tmp_path: Path, text: str, to: str, sentence: str) -> None:
    path = tmp_path / "votes.csv"
    path.write_text(text, "utf-8")
    result = places("carry", str(path), "--from", "borough", "--to", to)
    assert result.exit_code == 2
    assert sentence in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (None, "it cannot be read (No such file or directory); give a CSV file of area,party,votes."),
        (b"area,party,votes\nE09000002,\xff,5\n", "it is no text in UTF-8, from byte 28 on; save it as UTF-8."),
        (b"", "it is empty; give lines of area,party,votes."),
    ],
)
def test_a_file_that_cannot_be_read_ends_in_words(tmp_path: Path, content: bytes | None, sentence: str) -> None:
    path = tmp_path / "votes.csv"
    if content is not None:
        path.write_bytes(content)
    result = places("carry", str(path), "--from", "borough", "--to", "pcon24")
    assert result.exit_code == 2
    assert result.stderr.strip() == f"{path}: {sentence}"


def test_results_are_those_held_before_a_day() -> None:
    found = rows(places("results", "--kind", "mayor", "--as-of", "2021-05-06"))
    assert {row["date"] for row in found} == {"2016-05-05"}
    labour = sum(float(row["votes"]) for row in found if row["party"] == "labour")
    assert labour == pytest.approx(1_148_716, abs=0.01)


def test_a_kind_that_was_not_voted_on_before_the_day_is_refused() -> None:
    result = places("results", "--kind", "mayor", "--as-of", "2015-01-01")
    assert result.exit_code == 2
    assert result.stderr.strip() == "There is no kind 'mayor' before 2015-01-01; there are borough, european."


def test_a_kind_that_there_never_was_is_refused() -> None:
    result = places("results", "--kind", "mayr")
    assert (result.exit_code, result.stderr[:44]) == (2, "There is no kind 'mayr'; there are assembly,")


def test_a_day_before_the_record_is_refused() -> None:
    result = places("results", "--as-of", "2014-05-22")
    assert result.exit_code == 2
    assert result.stderr.strip() == "The record has no results before 2014-05-22: its first are of 2014-05-22."
