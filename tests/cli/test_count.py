"""`groundgame count` as a person types it: every rule, JSON, sheets, ties and refusals."""

import json
import shlex
from decimal import Decimal
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from groundgame.cli.count import count
from groundgame.electoral.counting.registry import RULES

EXAMPLES = Path(__file__).parents[2] / "docs" / "examples"
KEYS = ["rule", "seats", "valid", "invalid", "quota", "elected", "rounds"]
ROUND_KEYS = {"votes", "non_transferable", "elected", "excluded", "transferred_from"}

PAPERS_BY_RULE = {
    "fptp": ("chair.csv", ["Ash"], 0),
    "sv": ("chair.csv", ["Beech"], 0),
    "av": ("chair.csv", ["Beech"], 0),
    "college": ("leader.csv", ["Beech"], 5),
    "block": ("ward.csv --seats 3", ["Ash", "Beech", "Cedar"], 0),
    "limited": ("ward.csv --seats 3", ["Elm", "Dogwood", "Ash"], 0),
    "dhondt": ("lists.csv --seats 4", ["Cedar", "Dogwood", "Cedar", "Beech"], 2),
    "sainte-lague": ("lists.csv --seats 3", ["Cedar", "Dogwood", "Cedar"], 2),
    "scottish-stv": ("committee.blt", ["Ash", "Cedar"], 5),
    "ers97": ("committee.blt", ["Ash", "Cedar"], 2),
    "meek": ("committee.blt", ["Ash", "Beech"], 9),
    "wig": ("committee.blt", ["Ash", "Cedar"], 5),
}


@pytest.fixture(autouse=True)
def _in_the_examples(monkeypatch):
    monkeypatch.chdir(EXAMPLES)


def run(line):
    app = typer.Typer()
    app.command()(count)
    return CliRunner().invoke(app, shlex.split(line))


def counted(line):
    done = run(f"{line} --json")
    assert done.exit_code == 0, done.stderr
    return json.loads(done.stdout)


def test_every_rule_is_tried_here():
    assert set(PAPERS_BY_RULE) == set(RULES)


@pytest.mark.parametrize("rule", PAPERS_BY_RULE)
def test_each_rule_counts_to_its_own_places(rule):
    words, elected, places = PAPERS_BY_RULE[rule]
    found = counted(f"{words} --rule {rule}")
    assert [key for key in found if key != "sections"] == KEYS
    assert (found["rule"], found["elected"]) == (rule, elected)
    for each in found["rounds"]:
        assert set(each) >= ROUND_KEYS
        figures = [*each["votes"].values(), each["non_transferable"], *filter(None, [each.get("quota")])]
        assert {-Decimal(figure).as_tuple().exponent for figure in figures} == {places}


@pytest.mark.parametrize("rule", ["scottish-stv", "ers97", "meek", "wig", "av"])
def test_what_a_stage_shows_adds_up_to_the_valid_papers(rule):
    found = counted(f"committee.blt --rule {rule}" + (" --seats 1" if rule == "av" else ""))
    for each in found["rounds"]:
        total = sum(map(Decimal, each["votes"].values())) + Decimal(each["non_transferable"])
        assert abs(total - found["valid"]) <= Decimal("0.00001")
    assert (found["valid"], found["invalid"]) == (29, 1)


def test_newlands_auldburn_is_printed_as_the_council_printed_it(shared_data):
    papers = shared_data / "ballots" / "glasgow_2017_newlands_auldburn" / "ballots.txt"
    found = counted(f"{shlex.quote(str(papers))} --rule scottish-stv")
    assert (found["seats"], found["valid"], found["quota"]) == (3, 7263, "1816.00000")
    assert [name.split()[-1] for name in found["elected"]] == ["DOCHERTY", "CURRAN", "THORNTON"]
    lost = ["0.00000", "3.33440", "41.43496", "99.73664", "214.89484", "447.08117", "1473.10481"]
    assert [each["non_transferable"] for each in found["rounds"]] == lost
    assert found["rounds"][-1]["votes"]["Kyle THORNTON"] == "2157.89519"


def test_several_files_print_a_line_each_and_a_broken_one_stops_no_other(tmp_path):
    broken = tmp_path / "broken.blt"
    broken.write_text("3 1\n1 7 0\n0\n")
    done = run(f"committee.blt {broken} secretary.blt --rule scottish-stv --tie-seed 1 --json")
    assert done.exit_code == 2
    assert [json.loads(line)["file"] for line in done.stdout.splitlines()] == ["committee.blt", "secretary.blt"]
    assert done.stderr.startswith(f"{broken}, line 2: ")


def test_the_sections_of_a_college_may_be_files(tmp_path):
    for name, papers in (("members", "60 1 0\n40 2 0\n"), ("unions", "100 1 0\n300 2 0\n")):
        (tmp_path / f"{name}.blt").write_text(f'2 1\n{papers}0\n"Ash"\n"Beech"\n')
    files = f"{tmp_path / 'members.blt'} {tmp_path / 'unions.blt'} --rule college"
    assert counted(files)["rounds"][0]["votes"] == {"Ash": "0.42500", "Beech": "0.57500"}
    weighed = counted(f"{files} --weight members=3 --weight unions=1")
    assert weighed["rounds"][0]["votes"] == {"Ash": "0.51250", "Beech": "0.48750"}
    assert weighed["sections"]["unions"][0]["votes"] == {"Ash": "100", "Beech": "300"}


def test_a_tie_stops_the_count_and_says_what_to_do():
    done = run("secretary.blt --rule av")
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr.startswith(
        "secretary.blt: Beech, Cedar are equal, with room for 1 of 2. Draw a lot: give --tie-seed"
    )


def test_a_seed_or_a_lot_already_drawn_decides_and_the_count_says_so():
    one, again = (counted("secretary.blt --rule av --tie-seed 'first of the week'") for _ in range(2))
    assert one == again
    assert "'first of the week'" in one["rounds"][-1]["note"]
    for name in ("Beech", "Cedar"):
        assert counted(f"secretary.blt --rule av --drawn {name}")["elected"] == [name]


def test_options_reach_their_rules():
    assert counted("committee.blt --rule scottish-stv --guarantee 'officers=1:Dogwood,Fir'")["elected"] == [
        "Ash",
        "Dogwood",
    ]
    assert counted("lists.csv --rule dhondt --seats 4 --threshold 0%")["rounds"][0]["excluded"] == []
    assert counted("lists.csv --rule dhondt --seats 4 --already Ash=0")["elected"][0] == "Ash"
    assert counted("ward.csv --rule limited --seats 4 --votes-each 2")["valid"] == 60
    assert counted("committee.blt --rule meek --variant original")["elected"] == ["Ash", "Beech"]
    assert len(counted("committee.blt --rule av --seats 1 --to-two")["rounds"]) == 4
    assert len(counted("committee.blt --rule av --seats 1 --to-two --together")["rounds"]) < 4
    dear = counted("lists.csv --rule sainte-lague --seats 3 --first-divisor 3")
    assert dear["elected"] != counted("lists.csv --rule sainte-lague --seats 3")["elected"]


def test_guaranteed_names_may_stand_in_a_file(tmp_path):
    (tmp_path / "officers.txt").write_text("Dogwood\nFir\n")
    found = counted(f"committee.blt --rule scottish-stv --guarantee officers=1:@{tmp_path / 'officers.txt'}")
    assert found["elected"] == ["Ash", "Dogwood"]


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("committee.blt --rule stv", "There is no rule 'stv'; the rules are fptp, block, limited, sv"),
        ("nowhere.blt --rule av", "nowhere.blt: it cannot be read (No such file or directory)"),
        ("committee.blt --rule av", "committee.blt: av fills 1 seat and there are 2: give --seats 1"),
        ("ward.csv --rule block", "ward.csv: The file does not say how many seats there are"),
        ("committee.blt --rule wig --seats 0", "committee.blt: There are 0 seats to fill"),
        ("lists.csv --rule meek --seats 2", "lists.csv: meek counts papers and this is a file of votes by name"),
        ("committee.blt --rule av --variant original", "--variant is not for av; these take it: meek."),
        ("committee.blt --rule meek --variant new", "committee.blt: 'new' is not a version of Meek"),
        ("committee.blt --rule wig --guarantee women", "--guarantee is 'women': write it as women=2:Ash,Beech"),
        ("committee.blt --rule wig --guarantee women=1:Gorse", "committee.blt: Gorse does not stand here: spell"),
        ("lists.csv --rule dhondt --seats 2 --threshold 5", "--threshold is '5': write a share of the votes as 5%"),
        ("lists.csv --rule dhondt --seats 2 --already Ash", "--already is 'Ash': write it as Ash=2."),
        ("leader.csv --rule college --weight members=0", "--weight has '0': write a number above 0"),
        ("secretary.blt --rule av --tie-seed 1 --drawn Ash", "--tie-seed and --drawn are two ways to decide the same"),
        ("secretary.blt --rule av --drawn Nobody", "secretary.blt: Nobody does not stand here: spell each name"),
        ("leader.csv --rule college --drawn Nobody", "leader.csv: Nobody does not stand here: spell each name"),
        ("committee.blt --rule wig --sheet out.docx", "--sheet is 'out.docx': end its name in .pdf, .html, .csv"),
        ("committee.blt chair.csv --rule wig --sheet a.pdf", "--sheet holds one count and there are 2 files"),
        ("committee.blt --rule wig --date today", "--date is 'today': write the day as 2026-11-22."),
    ],
)  # fmt: skip
def test_what_cannot_be_counted_is_refused_in_a_sentence(line, sentence):
    done = run(line)
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.startswith(sentence)
    assert "\n" not in done.stderr.strip()


@pytest.mark.parametrize(
    ("kind", "start"), [("pdf", b"%PDF-"), ("html", b"<!doctype"), ("csv", b"\xef\xbb\xbfContest"), ("txt", b"Branch")]
)
def test_a_sheet_is_written_whole_and_says_how_to_count_again(tmp_path, kind, start):
    sheet = tmp_path / f"out.{kind}"
    words = f"committee.blt --rule wig --seats 2 --sheet {sheet} --date 2026-11-22"
    assert run(words).exit_code == 0
    first = sheet.read_bytes()
    assert first.startswith(start)
    assert run(words).exit_code == 0
    assert sheet.read_bytes() == first
    assert [each.name for each in tmp_path.iterdir()] == [sheet.name]
    if kind in {"html", "txt"}:
        assert b"groundgame count committee.blt --rule wig --seats 2" in first


def test_a_sheet_that_cannot_be_written_is_refused(tmp_path):
    done = run(f"committee.blt --rule wig --json --sheet {tmp_path / 'nowhere' / 'out.pdf'}")
    assert done.exit_code == 1
    assert "cannot be written (No such file or directory)" in done.stderr


def test_a_lot_of_one_file_may_be_given_with_others(tmp_path):
    (tmp_path / "other.blt").write_text('2 1\n3 1 0\n3 2 0\n0\n"Gorse"\n"Hazel"\n')
    done = run(f"secretary.blt {tmp_path / 'other.blt'} --rule av --drawn Cedar --drawn Hazel --json")
    assert [json.loads(line)["elected"] for line in done.stdout.splitlines()] == [["Cedar"], ["Hazel"]]


@pytest.mark.parametrize("names", ["Len FIR,Con,Ann ELM, Lab", "Ann ELM, Lab;Len FIR,Con"])
def test_guaranteed_names_may_hold_commas(tmp_path, names):
    papers = tmp_path / "ward.blt"
    papers.write_text('4 2\n9 1 2 0\n5 2 0\n2 3 0\n1 4 0\n0\n"Ash"\n"Beech"\n"Len FIR,Con"\n"Ann ELM, Lab"\n')
    found = counted(f"{papers} --rule scottish-stv --guarantee 'w=1:{names}'")
    assert found["elected"] == ["Ash", "Len FIR,Con"]


@pytest.mark.parametrize(
    ("line", "facts"),
    [
        ("committee.blt --rule wig --guarantee officers=1:Fir,Dogwood",
         ["Guaranteed places: 1 of officers (Dogwood; Fir)"]),
        ("lists.csv --rule dhondt --seats 4",
         ["Threshold: 5% of the valid votes", "Seats already held: Ash 5; Beech 3"]),
        ("lists.csv --rule dhondt --seats 4 --already Ash=1 --threshold 0%",
         ["Threshold: 0%", "Seats already held: Ash 1"]),
        ("lists.csv --rule sainte-lague --seats 3 --first-divisor 1.4", ["Threshold: 5%", "First divisor: 1.4"]),
        ("leader.csv --rule college --weight members=1/2 --weight affiliates=1/4 --weight parliament=1/4",
         ["Weights of the sections: members 1/2; affiliates 1/4; parliament 1/4"]),
        ("committee.blt --rule meek", ["Version: 2006"]),
        ("ward.csv --rule limited --seats 3", ["Votes on each paper: 2"]),
        ("committee.blt --rule av --seats 1 --to-two --together", ["Excluded together: all who", "Goes on until: two"]),
    ],
)  # fmt: skip
def test_the_sheet_says_what_the_rule_was_told(line, facts):
    printed = run(line).stdout.split("\n\n")[1]
    assert all(f"\n{fact}" in printed for fact in facts), printed
