"""A user's own polls, read and refused."""

from datetime import date

import numpy as np
import pytest

from groundgame.electoral import polls

HEADINGS = "date,start,pollster,sample,con,Labour,liberal-democrat,reform,green,other\n"
GOOD = HEADINGS + "2026-02-01,2026-01-30,Ours,1200,18,17,13,29,14,9\n"


@pytest.fixture
def path(tmp_path):
    return tmp_path / "polls.csv"


def test_a_good_file_joins_the_average(path):
    path.write_text(GOOD, encoding="utf-8")
    extra = polls.read(path, as_of=date(2026, 2, 10))
    assert len(extra) == 1
    assert extra.sample[0] == 1200
    assert extra.shares[0][extra.parties.index("labour")] == pytest.approx(0.17)
    assert np.isnan(extra.shares[0][extra.parties.index("ukip")])
    with_it = polls.average(date(2026, 1, 20), extra=extra)
    assert np.array_equal(with_it.shares, polls.average(date(2026, 1, 20)).shares)
    later = polls.average(date(2026, 2, 10), extra=extra)
    assert later.polls.end.max() == date(2026, 2, 1).toordinal()


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        (",9\n", ",39\n", "Line 2: the parties add to 130%"),
        ("18,17", "-18,17", "con -18 is no percentage"),
        ("18,17", "many,17", "con 'many' is no percentage"),
        ("2026-02-01", "1 February", "date '1 February' is no day"),
        ("2026-01-30", "2026-02-02", "began on 2026-02-02 and ended on 2026-02-01"),
        ("2026-02-01", "2026-02-10", "ended on 2026-02-10, and the average is as of 2026-02-10"),
        (
            "2026-02-01,2026-01-30",
            "1850-02-01,",
            "Line 2: the poll ended on 1850-02-01, before the record's first, of 19",
        ),
        ("1200", "twelve", "sample 'twelve'"),
        ("reform,green", "reform,greenish", "No party is known as 'greenish'"),
        ("reform,green", "reform,respect", "'respect' is not among them"),
        ("Labour", "con", "two columns of one name"),
        ("Labour", "conservative", "second one of conservative"),
        ("pollster", "firm", "no column 'pollster'"),
        (",9\n", ",9,1\n", "Line 2 has more cells than there are columns"),
        ("1200", "9" * 5000, "sample '99999999999999999999' is no number"),
        ("Ours", "x" * 200_000, "line 1, is not CSV"),
        ("\n2026", "\n\n\n2026-02-01,,Ours,,many,17,13,29,14,9\n2026", "Line 4: con 'many'"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(path, old, new, says):
    path.write_text(GOOD.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(polls.PollsError, match=says):
        polls.read(path, as_of=date(2026, 2, 10))


def test_a_file_that_is_not_there_or_no_text_is_refused_in_words(path):
    with pytest.raises(polls.PollsError, match=r"polls\.csv cannot be read \(No such file or directory\): give a CSV"):
        polls.read(path)
    path.write_bytes(b"date\xff")
    with pytest.raises(polls.PollsError, match=r"polls\.csv is no text in UTF-8, from byte 5 on: save it"):
        polls.read(path)
    path.write_bytes(b"")
    with pytest.raises(polls.PollsError, match=r"polls\.csv is empty: it needs date"):
        polls.read(path)


def test_a_file_without_polls_or_that_is_not_there_is_refused(path):
    with pytest.raises(polls.PollsError, match="cannot be read"):
        polls.read(path)
    path.write_text(GOOD.splitlines()[0], encoding="utf-8")
    with pytest.raises(polls.PollsError, match="no poll below"):
        polls.read(path)


def test_polls_that_name_one_party_alone_are_refused(path):
    path.write_text("date,pollster,labour,other\n2026-10-20,Ours,35,65\n", encoding="utf-8")
    with pytest.raises(polls.PollsError, match="figures of labour alone: an average needs two parties"):
        polls.average(date(2026, 11, 1), extra=polls.read(path))


def test_one_poll_of_ones_own_is_an_average_long_after_the_record(path):
    path.write_text("Date,Pollster,labour,reform,other\n2026-10-20,Ours,30,32,38\n", encoding="utf-8")
    found = polls.average(date(2026, 11, 1), extra=polls.read(path))
    assert found.parties == ("labour", "reform", "other")
    assert found.share("reform") == pytest.approx(0.32, abs=0.01)
