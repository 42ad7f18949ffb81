"""A user's own results: what joins the record, and what is refused with which sentence."""

import os
import resource
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groundgame.electoral.contests import UnknownContestError
from groundgame.electoral.contests.additions import AdditionError, add_file, read_results
from groundgame.electoral.contests.record import Record

BY_ELECTION = "local.hackney.cazenove.by.2024-01-18"
HEADER = "contest,candidate,party,votes,elected,electorate,seats,rule,ballots,rejected"
GOOD = f"""{HEADER}
{BY_ELECTION},Alder,Labour,1000,1,9000,,,2510,10
{BY_ELECTION},Birch,Conservative,900,0,,,,,
{BY_ELECTION},"Cedar, the younger",green,600,0,,,,,
"""


def add(tmp_path, text, name="mine.csv", encoding="utf-8"):
    home = tmp_path / "home"
    path = tmp_path / name
    path.write_bytes(text.encode(encoding))
    return add_file(path, home, Record(home).holds), home


def kept_files(home):
    return [path for path in home.rglob("*") if path.is_file()]


def test_added_results_join_the_record(tmp_path):
    _, home = add(tmp_path, GOOD)
    joined = Record(home)
    result = joined.result(BY_ELECTION)
    assert [(each.name, each.party, each.votes, each.elected) for each in result.candidates] == [
        ("Alder", "labour", 1000, True),
        ("Birch", "conservative", 900, False),
        ("Cedar, the younger", "green", 600, False),
    ]
    assert (result.electorate, result.ballots, result.rejected) == (9000, 2510, 10)
    assert (result.contest.tier, result.contest.rule, result.contest.seats) == ("borough", "fptp", 1)
    assert result.contest.boundary_set == "ward22"
    assert BY_ELECTION in {each.id for each in joined.contests(area="E09000012")}
    assert BY_ELECTION in set(joined.votes("borough")["id"])
    assert joined.source(BY_ELECTION).startswith("added by the user")
    assert len(joined.contests()) == len(Record().contests()) + 1


def test_the_packaged_record_alone_does_not_change(tmp_path):
    add(tmp_path, GOOD)
    with pytest.raises(UnknownContestError):
        Record().result(BY_ELECTION)


def test_the_same_file_twice_changes_nothing(tmp_path):
    first, home = add(tmp_path, GOOD)
    again, _ = add(tmp_path, GOOD, name="copy.csv")
    assert (len(first), again) == (1, [])
    assert len(kept_files(home)) == 1


def test_a_contest_that_was_added_may_not_be_added_otherwise(tmp_path):
    _, home = add(tmp_path, GOOD)
    with pytest.raises(AdditionError, match=rf"^Line 2: the record has '{BY_ELECTION}' already"):
        add(tmp_path, GOOD.replace("Alder", "Alder Senior"))
    assert len(kept_files(home)) == 1


def test_a_packaged_contest_may_not_be_added(tmp_path):
    text = f"{HEADER}\nmayor.london.2008-05-01,Somebody,labour,1,1,,,,,\n"
    with pytest.raises(AdditionError, match=r"the record has 'mayor\.london\.2008-05-01' already"):
        add(tmp_path, text)


def test_a_sheet_saved_by_an_old_program_is_read(tmp_path):
    text = GOOD.replace("Alder", "Zoë Alder").replace("\n", "\r\n")
    [result], _ = add(tmp_path, text, encoding="cp1252")
    assert result.candidates[0].name == "Zoë Alder"
    [same] = read_results(GOOD.encode("utf-8-sig"))
    assert same.candidates[0].name == "Alder"


def test_rules_follow_the_law_where_none_is_stated():
    rows = {
        "mayor.hackney.2018-05-03": "sv",
        "mayor.lewisham.2024-03-07": "fptp",
        "gla.a.2028-05-04": "dhondt",
        "gla.c.barnet-and-camden.2028-05-04": "fptp",
        "parl.islington-north.by.2027-01-01": "fptp",
    }
    text = "contest,candidate,party,votes,elected\n" + "".join(f"{contest},Alder,green,1,1\n" for contest in rows)
    assert {each.contest.id: each.contest.rule for each in read_results(text.encode())} == rows


def test_a_list_holds_several_seats():
    text = "contest,candidate,party,votes,elected,seats\n" + "".join(
        f"gla.a.2028-05-04,{name},{party},{votes},{won},11\n"
        for name, party, votes, won in [("A", "labour", 900, 6), ("B", "conservative", 800, 5), ("C", "green", 10, 0)]
    )
    [result] = read_results(text.encode())
    assert [(each.seats_won, each.elected) for each in result.candidates] == [(6, True), (5, True), (0, False)]


def test_a_ward_of_several_seats_and_one_of_another_city():
    text = "contest,candidate,party,votes,elected\n" + "".join(
        f"local.barnsley.darton-east.2026-05-07,{name},independent,{votes},{won}\n"
        for name, votes, won in [("A", 5, 1), ("B", 4, 1), ("C", 3, 0)]
    )
    [result] = read_results(text.encode())
    assert (result.contest.rule, result.contest.seats) == ("block", 2)
    assert result.contest.area == "local:barnsley:darton-east"


def line(**changes):
    fields = {
        "contest": BY_ELECTION, "candidate": "Alder", "party": "labour", "votes": "1000", "elected": "1",
        "electorate": "", "seats": "", "rule": "", "ballots": "", "rejected": "",
    } | changes  # fmt: skip
    return ",".join(fields.values())


@pytest.mark.parametrize(
    ("lines", "sentence"),
    [
        ([line(votes="-5")], r"^Line 2: votes '-5' is no count\. Write a whole number"),
        ([line(votes="12.5")], r"^Line 2: votes '12\.5' is no count"),
        ([line(votes="٣")], r"^Line 2: votes '٣' is no count"),
        ([line(votes="99999999999")], r"^Line 2: votes '99999999999' is no count"),
        ([line(electorate="many")], r"^Line 2: electorate 'many' is no count"),
        ([line(candidate="  ")], r"^Line 2: the column 'candidate' is empty"),
        ([line(elected="perhaps")], r"^Line 2: elected 'perhaps' is neither yes nor no\. Write 1 or 0"),
        ([line(elected="0")], r"^Line 2: nobody is elected in local\.hackney"),
        ([line(elected="2", seats="2")], r"^Line 2: elected 2: a person holds one seat"),
        ([line(), line(candidate="Birch", seats="1")], r"^Line 2: 2 are elected in .* seats 1"),
        ([line(seats="2", rule="fptp")], r"^Line 2: rule fptp fills one seat, not 2"),
        ([line(), line(elected="0")], r"^Line 3: 'Alder' stands twice in local"),
        ([line(), line(candidate="Birch", votes="2000", elected="0")], r"^Line 2: 'Alder' is elected with 1000 votes"),
        ([line(party="Labuor")], r"^Line 2: no party is known as 'Labuor'\. Nearest: labour"),
        ([line(rule="stv")], r"^Line 2: there is no rule 'stv'\. Write one of fptp, block, sv, dhondt"),
        ([line(electorate="5", ballots="9")], r"^Line 2: ballots 9 is more than electorate 5"),
        ([line(ballots="900")], r"^Line 2: votes 1000 is more than the 900 valid papers"),
        ([line(seats="1"), line(candidate="B", elected="0", seats="2")], r"^Line 3: seats 2 differs from 1 on line 2"),
        ([line(contest="barnet-2024")], r"^Line 2: 'barnet-2024' is no id of a contest\. Write Democracy Club's"),
        ([line(contest="local.hackney.2024-01-18")], r"^Line 2: 'local\.hackney\.2024-01-18' is no id of a contest"),
        ([line(contest="local.hackney.cazenov.2024-01-18")], r"there is no 'cazenov' in ward22\. Nearest: cazenove"),
        ([line(contest="pcc.surrey.2024-05-02")], r"is of no tier that is kept here"),
        ([line() + ",more"], r"^Line 2: 11 fields where the header names 10"),
        (["", line(), "", line(candidate='"Bir"ch', elected="0")], r"^Line 5: this is no CSV"),
    ],
)
def test_a_bad_row_is_refused_and_nothing_is_added(tmp_path, lines, sentence):
    with pytest.raises(AdditionError, match=sentence):
        add(tmp_path, "\n".join([HEADER, *lines]))
    assert not (tmp_path / "home").exists()


def test_a_bad_last_row_keeps_the_good_ones_out(tmp_path):
    with pytest.raises(AdditionError, match=r"^Line 5: votes 'x' is no count"):
        add(tmp_path, GOOD + line(candidate="Dogwood", votes="x", elected="0"))
    assert not (tmp_path / "home").exists()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "is empty"),
        (b"\n\n", "is empty"),
        (HEADER.encode(), "a header and no candidate"),
        (b"contest,candidate,party,votes\n", "^Line 1: the column 'elected' is missing"),
        ((HEADER + ",colour\n").encode(), "^Line 1: there is no column 'colour'"),
        ((HEADER + ",votes\n").encode(), "^Line 1: the column 'votes' stands twice"),
        (b"PK\x03\x04\x00\x00", "holds NUL bytes"),
        (HEADER.encode() + b"\nx,\x81,labour,1,1", "^Line 2: byte 0x81 is neither UTF-8 nor Windows-1252"),
    ],
)
def test_what_is_no_file_of_results_is_refused(content, sentence):
    with pytest.raises(AdditionError, match=sentence):
        read_results(content)


def read_or_refused(content):
    """The results, or the sentence; any other error is a fault."""
    try:
        return read_results(content)
    except AdditionError as error:
        return str(error)


@settings(deadline=None)  # a busy machine is no fault of the reader's
@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(content):
    assert read_or_refused(content)


@settings(deadline=None)  # a busy machine is no fault of the reader's
@given(st.lists(st.text(st.characters(codec="utf-8"), max_size=30), min_size=5, max_size=5))
def test_any_fields_are_read_or_refused(fields):
    quoted = ",".join('"' + field.replace('"', '""') + '"' for field in fields)
    assert read_or_refused(f"contest,candidate,party,votes,elected\n{quoted}\n".encode())


def test_a_missing_file_is_refused(tmp_path):
    with pytest.raises(AdditionError, match=r"nothing\.csv' cannot be read \(No such file"):
        add_file(tmp_path / "nothing.csv", tmp_path, lambda contest: False)


def test_a_kept_file_that_was_changed_is_noticed(tmp_path):
    _, home = add(tmp_path, GOOD)
    [kept] = kept_files(home)
    kept.write_text(GOOD.replace("1000", "9999"))
    with pytest.raises(AdditionError, match="has been changed"):
        Record(home).result(BY_ELECTION)


FULL_DISK = """
import resource, sys
from pathlib import Path
from groundgame.electoral.contests.additions import AdditionError, add_file
resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))
try:
    add_file(Path(sys.argv[1]), Path(sys.argv[2]), lambda contest: False)
except AdditionError as error:
    sys.exit(f"refused: {error}")
"""


def test_a_disk_that_is_full_half_way_leaves_nothing(tmp_path):
    """The kernel's limit on a file's size stands in for the full disk: the write fails after its first bytes."""
    path = tmp_path / "mine.csv"
    path.write_text(GOOD)
    assert len(GOOD) > 100
    assert resource.getrlimit(resource.RLIMIT_FSIZE)[0] == resource.RLIM_INFINITY
    command = [sys.executable, "-c", FULL_DISK, str(path), str(tmp_path / "home")]
    done = subprocess.run(command, capture_output=True, text=True, env=os.environ | {"PYTHONPATH": "src"}, check=False)
    assert done.returncode == 1
    assert "refused: The results cannot be kept in" in done.stderr
    assert kept_files(tmp_path / "home") == []


def test_a_contest_that_a_later_package_holds_is_the_package_s(tmp_path):
    path, home = tmp_path / "mine.csv", tmp_path / "home"
    path.write_text("contest,candidate,party,votes,elected\nmayor.london.2008-05-01,Alder,labour,1,1\n")
    add_file(path, home, lambda contest: False)
    joined = Record(home)
    assert joined.index["id"].is_unique().all()
    assert joined.result("mayor.london.2008-05-01").final_round["Boris Johnson"] == 1_168_738
