"""Local elections read as a general election, against what came."""

from datetime import date

import numpy as np
import pytest

from groundgame.electoral.contests.national import general_elections, seats_won
from groundgame.electoral.swing import NoLocalsError, equivalents, read_locals
from groundgame.electoral.swing.local_to_general_days import local_day
from groundgame.electoral.swing.local_to_general_equivalents import latest_before, own_estimate, published
from groundgame.electoral.swing.local_to_general_lessons import lessons, rivals
from groundgame.electoral.swing.local_to_general_seats import seats_for, winners_for
from groundgame.electoral.swing.local_to_general_wards import balanced

SINCE_1983 = [day for day in general_elections() if day.year >= 1983]


def test_our_estimate_of_2022_from_the_wards_of_2021_is_near_the_published_one():
    ours = own_estimate(2022)
    theirs = next(one for one in published() if one.year == 2022)
    assert ours is not None
    for party in ("conservative", "labour", "liberal-democrat"):
        assert ours.shares[party] == pytest.approx(theirs.shares[party], abs=0.015)
    assert sum(ours.shares.values()) == pytest.approx(1)


def test_years_without_a_published_equivalent_are_estimated_and_say_so():
    known = {one.year: one for one in equivalents()}
    assert known[2023].published
    assert not known[2024].published
    assert known[2025].shares["reform"] == max(known[2025].shares.values())


def test_a_national_equivalent_of_the_day_of_a_general_election_is_never_read():
    # That of 2015 is of 7 May, the general election's own day; those of 1997, 2001 and 2005 are that election itself.
    assert not {1979, 1997, 2001, 2005, 2010, 2015} & {one.year for one in equivalents()}
    assert latest_before(date(2001, 6, 7)).year == 2000
    assert latest_before(date(2015, 5, 7)).year == 2014


def test_weights_bring_the_wards_to_the_country_and_stay_positive():
    rows = np.random.default_rng(1).dirichlet([4, 3, 2], size=300)
    target = np.array([0.35, 0.40, 0.25])
    weights = balanced(rows, target)
    assert (weights > 0).all()
    assert weights @ rows == pytest.approx(target)


def test_the_lead_is_read_within_the_bar_and_its_interval_has_always_held():
    errors, inside = [], []
    for day in SINCE_1983:
        reading = read_locals(day, day)
        now = general_elections()[day]
        truth = now[reading.government] - now[reading.opposition]
        low, high = reading.lead_interval()
        errors.append(abs(reading.lead.mean - truth))
        inside.append(low <= truth <= high)
        assert 0.14 < (high - low) / 2 < 0.27
    assert all(inside)
    assert len(errors) == 11
    assert np.mean(errors[-4:]) <= 0.06


def test_only_elections_before_the_day_are_learned_from():
    assert [lesson.election for lesson in lessons(date(2015, 5, 7))][-1] == date(2010, 5, 6)
    assert lessons(date(1983, 6, 9)) == ()
    early = read_locals(date(2014, 6, 1), date(2015, 5, 7))
    late = read_locals(date(2015, 5, 7), date(2015, 5, 7))
    assert early.lead == late.lead


def test_liberal_democrats_are_read_about_four_points_lower_by_2024():
    reading = read_locals(date(2024, 7, 4), date(2024, 7, 4))
    assert reading.over_read["liberal-democrat"].mean == pytest.approx(0.036, abs=0.01)
    assert reading.mean()["liberal-democrat"] < reading.equivalent.shares["liberal-democrat"]


def test_who_governs_is_told_by_seats():
    assert rivals(date(2001, 1, 1)) == ("labour", "conservative")
    assert rivals(date(2024, 7, 4)) == ("conservative", "labour")
    assert rivals(date(2024, 7, 5)) == ("labour", "conservative")


def test_draws_are_shares_and_as_wide_as_the_interval():
    reading = read_locals(date(2015, 5, 7), date(2015, 5, 7))
    drawn = reading.draw(np.random.default_rng(2), 20_000)
    assert drawn.sum(axis=1) == pytest.approx(1)
    assert (drawn >= 0).all()
    low, high = reading.lead_interval()
    assert np.mean((drawn[:, 0] - drawn[:, 1] >= low) & (drawn[:, 0] - drawn[:, 1] <= high)) == pytest.approx(
        0.9, abs=0.01
    )


def test_the_last_result_as_it_was_gives_every_seat_to_who_holds_it():
    before = date(2017, 6, 8)
    shares = general_elections()[date(2015, 5, 7)]
    found = winners_for(shares, before)
    assert len(found) == 632
    held = seats_for(tuple(shares), np.array([list(shares.values())]), before)
    for party, seats in seats_won()[date(2015, 5, 7)].items():
        # The Speaker's seat and what the source puts together may be told apart in one table and not in the other.
        assert abs(int(held[party][0]) - seats) <= 1, party


def test_readings_without_a_basis_are_refused():
    with pytest.raises(NoLocalsError, match="before 1980-01-01"):
        read_locals(date(1980, 1, 1), date(1983, 6, 9))
    with pytest.raises(NoLocalsError, match="say nothing of a vote on 2021-01-01"):
        read_locals(date(2023, 6, 1), date(2021, 1, 1))


def test_a_vote_beyond_the_next_general_election_is_refused_as_its_seats_would_be_of_the_future():
    with pytest.raises(NoLocalsError, match="which was on 2015-05-07 and not on 2019-01-01"):
        read_locals(date(2014, 6, 1), date(2019, 1, 1))
    assert read_locals(date(2015, 5, 7), date(2015, 5, 7)).vote == date(2015, 5, 7)


def test_the_day_of_local_elections_that_were_not_on_the_first_thursday_of_may():
    assert local_day(1986) == date(1986, 5, 8)
    assert local_day(2014) == date(2014, 5, 22)
    assert local_day(2021) == date(2021, 5, 6)
