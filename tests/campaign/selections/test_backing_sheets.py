"""A sheet of nominations and endorsements: all of it, or nothing and a sentence for each bad line."""

import datetime as dt

import pytest

from groundgame.campaign.selections import actions
from groundgame.campaign.selections.models import Backer, Backing
from groundgame.campaign.selections.support.sheets import SheetError, read_sheet

HEAD = "post,candidate,backer,kind,what,date,source"
GOOD = "Leader,Ash,Union of Invented Trades,union,endorsement,2026-03-02,https://example.org/a"


def sheet(*lines: str, head: str = HEAD) -> bytes:
    return "\r\n".join([head, *lines, ""]).encode()


def test_days_kinds_and_spaces_are_read_as_people_write_them():
    (row,) = read_sheet(sheet(" Leader , Ash,Barnet  Vale,Local party,Nomination,31/03/2026,At its meeting"))
    assert (row.line, row.backer, row.kind, row.what) == (2, "Barnet Vale", "local_party", "nomination")
    assert row.given_on == dt.date(2026, 3, 31)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_accents_survive_whichever_way_the_spreadsheet_wrote_them(encoding):
    (row,) = read_sheet(f"{HEAD}\nLeader,Zoë,Société,society,endorsement,2026-03-02,Letter\n".encode(encoding))
    assert (row.candidate, row.backer) == ("Zoë", "Société")


@pytest.mark.parametrize(
    ("line", "says"),
    [
        (GOOD.replace("union", "guild"), "kind is 'guild': write one of mp, assembly_member"),
        (GOOD.replace("endorsement", "likes"), "what is 'likes': write one of nomination, endorsement"),
        (GOOD.replace("2026-03-02", "2 March"), "date is '2 March': write the day as 2026-03-31 or 31/03/2026"),
        (GOOD.replace("2026-03-02", "31/02/2026"), "date is '31/02/2026'"),
        (GOOD.replace("Ash", " "), "candidate is empty"),
        (GOOD + ",and,more", "9 values for 7 columns: put words that hold a comma in quotes"),
        (GOOD.replace("Invented", "x" * 130), "backer has 146 letters, and 120 is the most"),
        ("Leader", "candidate is empty"),
    ],
)
def test_a_bad_line_is_named_with_its_value_and_what_to_do(line, says):
    with pytest.raises(SheetError) as error:
        read_sheet(sheet(GOOD, line))
    (sentence,) = error.value.sentences
    assert sentence.startswith("Line 3: ")
    assert says in sentence


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "there is no column post"),
        (b"post,candidate\n", "there is no column backer, kind, what, date, source"),
        (sheet(GOOD, head=HEAD + ",mood"), "column 'mood' is none of"),
        (sheet(GOOD, head=HEAD + ",post"), "column 'post' stands there twice"),
        (sheet(), "no line below its headings"),
        (b"PK\x03\x04\x00\x00", "not a CSV file"),
        (sheet('Leader,"Ash'), "Save the sheet as CSV again"),
    ],
)
def test_what_is_no_such_sheet_is_refused(content, says):
    with pytest.raises(SheetError) as error:
        read_sheet(content)
    assert says in error.value.sentences[0]


def test_of_very_many_bad_lines_some_are_told():
    with pytest.raises(SheetError) as error:
        read_sheet(sheet(*["bad"] * 100))
    assert len(error.value.sentences) == 21
    assert "80 more" in error.value.sentences[-1]


@pytest.fixture
def officer(party):
    return party.officer()


@pytest.fixture
def selection(party, officer):
    selection = party.selection(officer)
    party.section(selection)
    party.post(selection, "Ash", "Beech")
    party.post(selection, "Ash", "Elm", "Fir", name="Board", rule="meek", seats=2)
    party.move(selection, "open-nominations")
    return selection


def take_in(officer, selection, *lines, head=HEAD):
    return actions.take_in_backings(by=officer, selection=selection, content=sheet(*lines, head=head))


@pytest.mark.django_db
def test_a_sheet_is_taken_in_and_again_with_more(officer, selection):
    first = take_in(officer, selection, GOOD, GOOD.replace("Leader", "BOARD"))
    assert (first.added, first.withdrawn, first.known) == (2, 0, 0)
    again = take_in(officer, selection, GOOD, GOOD.replace("Leader,Ash", "Board,Elm"))
    assert (again.added, again.known) == (1, 1)
    assert Backer.objects.count() == 1


@pytest.mark.django_db
def test_a_withdrawal_comes_by_the_sheet_too(officer, selection):
    take_in(officer, selection, GOOD)
    wide = f"{HEAD},withdrawn,withdrawn_source"
    taken = take_in(officer, selection, f"{GOOD},2026-03-09,A letter", head=wide)
    assert (taken.added, taken.withdrawn) == (0, 1)
    backing = Backing.objects.get()
    assert (backing.withdrawn_on, backing.withdrawn_source) == (dt.date(2026, 3, 9), "A letter")
    assert take_in(officer, selection, f"{GOOD},2026-03-09,A letter", head=wide).known == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("line", "says"),
    [
        (GOOD.replace("Leader", "Mayor"), "Line 3: post is 'Mayor': write one of Board, Leader."),
        (GOOD.replace("Ash", "Ashe"), "Line 3: nobody called 'Ashe' stands for Leader: write one of Ash, Beech."),
        (GOOD.replace("2026", "2126"), "Line 3: 2 March 2126 has not come yet"),
        (GOOD.replace("Leader,Ash", "Board,Elm") + ",M77", "Line 3: No member has the number 'M77'"),
    ],
)
def test_one_bad_line_and_nothing_is_added(officer, selection, line, says):
    with pytest.raises(SheetError) as error:
        take_in(officer, selection, GOOD.replace("Leader", "Board"), line, head=f"{HEAD},member_number")
    assert error.value.sentences[0].startswith(says)
    assert not Backing.objects.exists()
    assert not Backer.objects.exists()


@pytest.mark.django_db
def test_nominations_beyond_the_seats_are_found_within_one_sheet(officer, selection):
    nomination = GOOD.replace("endorsement", "nomination")
    with pytest.raises(SheetError, match="Line 3: Union of Invented Trades already nominates Ash for Leader"):
        take_in(officer, selection, nomination, nomination.replace("Ash", "Beech"))
    assert not Backing.objects.exists()
