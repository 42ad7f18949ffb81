"""What the town halls of a seat tell, and what they cannot tell yet."""

from datetime import date, timedelta

import numpy as np
import pytest

from groundgame.electoral.forecasting.general.blocs import blocs, column
from groundgame.electoral.forecasting.general.councils import gained, town_halls

LIBERAL = column("liberal-democrat")


def test_a_seat_is_matched_to_its_council_by_name():
    """Chichester's councillors of 2023: 25 Liberal Democrats of 36."""
    found = town_halls(("chichester", "harrogate-and-knaresborough", "birmingham-yardley"), 2023)
    assert found[0, LIBERAL] == pytest.approx(25 / 36)
    assert not np.isnan(found[2]).any()


def test_a_seat_without_a_council_of_like_name_has_none():
    assert np.isnan(town_halls(("penistone-and-stocksbridge",), 2023)).all()


def test_nothing_after_the_day_is_read():
    """Councils elected on 4 May 2023 are not known on 1 May; they are in June."""
    before = gained(("chichester",), date(2019, 12, 12), date(2023, 5, 1))
    after = gained(("chichester",), date(2019, 12, 12), date(2023, 6, 1))
    assert after[0, LIBERAL] > before[0, LIBERAL] + 0.2


def test_an_election_in_early_may_knows_the_councils_of_the_year_before():
    one = gained(("chichester",), date(2010, 5, 6), date(2015, 5, 7))
    other = town_halls(("chichester",), 2014) - town_halls(("chichester",), 2009)
    assert one == pytest.approx(other)


def test_parts_of_a_council_are_at_most_the_whole():
    found = town_halls(("guildford", "leeds-central", "cardiff-west", "edinburgh-south"), 2019)
    assert found.shape == (4, len(blocs()))
    assert (np.nansum(found, axis=1) <= 1.0001).all()


@pytest.mark.parametrize("day", [date(2001, 6, 7), date(2004, 6, 10), date(2009, 6, 4), date(2014, 5, 22)])
def test_councils_that_were_elected_late_are_not_known_on_the_day(day):
    """In 2001 counties were elected on the day of the general election itself."""
    seats = ("chichester", "taunton", "devon-north", "guildford")
    on_the_day, after = (gained(seats, date(1997, 5, 1), one) for one in (day, day + timedelta(days=1)))
    assert on_the_day == pytest.approx(town_halls(seats, day.year - 1) - town_halls(seats, 1996), nan_ok=True)
    assert after == pytest.approx(town_halls(seats, day.year) - town_halls(seats, 1996), nan_ok=True)
