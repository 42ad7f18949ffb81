"""The days of the record's polls, as their source wrote them down."""

from datetime import date

import numpy as np
import pytest

from groundgame.electoral import polls
from groundgame.electoral.polls.fieldwork import fieldwork_days


@pytest.mark.parametrize(
    ("start", "written", "begun", "ended"),
    [
        # Dated by the day it came out: without the days written down it would have ended after the election of 6 May.
        (date(2010, 4, 17), "16", date(2010, 4, 16), date(2010, 4, 16)),
        (date(2008, 3, 14), "12-13", date(2008, 3, 12), date(2008, 3, 13)),
        (date(2014, 10, 3), "31-1", date(2014, 10, 31), date(2014, 11, 1)),
        (date(1998, 1, 28), "28/1-23/2", date(1998, 1, 28), date(1998, 2, 23)),
        (date(1998, 4, 23), "23/4-28/6", date(1998, 4, 23), date(1998, 6, 28)),
        (date(1992, 4, 6), "c.6-9", date(1992, 4, 6), date(1992, 4, 9)),
        (date(1986, 11, 19), "?-10", date(1986, 11, 19), date(1986, 12, 10)),
        (date(2011, 1, 5), "5-?", date(2011, 1, 5), date(2011, 1, 5)),
        (date(1964, 9, 1), None, date(1964, 9, 1), date(1964, 9, 1)),
    ],
)
def test_when_fieldwork_began_and_ended(start, written, begun, ended):
    assert fieldwork_days(start, written) == (begun, ended)


def test_polls_that_stand_in_the_wrong_month_or_parliament_are_left_out():
    table = polls.national_polls()
    assert len(table) == 8195 - 3 - 5
    february = table.between(date(2023, 2, 13), date(2023, 2, 16))
    assert not ((february.pollster == "Techne") & (february.end == date(2023, 2, 14).toordinal())).any()
    # Six weeks of fieldwork, which the source puts by its end, are no mistake.
    long = table.end - table.start
    assert (long[table.pollster == "More in Common"] > 30).any()


def test_the_polls_of_april_2010_end_before_the_election():
    after = polls.national_polls().between(date(2010, 5, 7), date(2010, 5, 20))
    assert "YouGov" in after.pollster
    assert np.nanmax(after.shares[:, after.parties.index("liberal-democrat")]) < 0.25


def test_the_newest_poll_of_the_record_is_the_day_before_an_average_can_be_asked_for():
    newest = polls.newest()
    assert newest == date(2026, 1, 8)
    assert polls.average(date.fromordinal(newest.toordinal() + 1)).polls.end.max() == newest.toordinal()
    assert polls.newest(polls.national_polls().between(date(2010, 1, 1), date(2010, 5, 6))) == date(2010, 5, 5)
    with pytest.raises(polls.PollsError, match="without one"):
        polls.newest(polls.national_polls().between(date(1940, 1, 1), date(1941, 1, 1)))
