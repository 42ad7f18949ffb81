"""General elections as Great Britain and London voted."""

from datetime import date

import pytest

from groundgame.electoral.contests.national import general_elections, general_votes, seats_won


def test_every_general_election_since_1955_is_there_once():
    days = list(general_elections())
    assert len(days) == 19
    assert days == sorted(days)
    assert list(general_elections("london")) == [day for day in days if day.year >= 1974]


@pytest.mark.parametrize(
    ("day", "lead"),
    [(date(1959, 10, 8), 4.2), (date(1966, 3, 31), -7.3), (date(1992, 4, 9), 7.6), (date(2024, 7, 4), -10.3)],
)
def test_the_leads_are_those_published(day, lead):
    shares = general_elections()[day]
    assert 100 * (shares["conservative"] - shares["labour"]) == pytest.approx(lead, abs=0.1)


def test_seats_are_those_declared():
    assert seats_won()[date(2024, 7, 4)]["labour"] == 411
    assert seats_won()[date(2015, 5, 7)]["conservative"] == 330
    for day, seats in seats_won().items():
        assert sum(seats.values()) == general_votes().filter(day=day)["area"].n_unique()
