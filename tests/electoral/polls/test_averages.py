"""Averages of polls, held against the elections that followed."""

from datetime import date, timedelta

import numpy as np
import pytest

from groundgame.electoral import polls
from groundgame.electoral.polls.expected import expected
from groundgame.electoral.polls.houses import house_effects
from groundgame.electoral.polls.misses import misses, pulled
from groundgame.electoral.polls.recency import weights_on
from groundgame.electoral.polls.table import PollTable, national_polls

SINCE_1979 = [day for day in polls.general_elections() if day.year >= 1979]


def table(rows, parties=("labour", "conservative")):
    """Return a table of (pollster, day number, shares…), in order of days."""
    return PollTable(
        parties=parties,
        pollster=np.array([row[0] for row in rows]),
        start=np.array([row[1] for row in rows]),
        end=np.array([row[1] for row in rows]),
        sample=np.full(len(rows), np.nan),
        shares=np.array([row[2:] for row in rows], dtype=float),
    )


def test_final_polls_miss_the_lead_by_nearly_six_points_since_1992():
    final = [miss for miss in misses() if miss.horizon_days == 0 and miss.half_life_days == 10]
    leads = np.array([miss.error()[0] - miss.error()[1] for miss in final])
    assert len(final) == 18
    assert 100 * np.sqrt(np.mean(leads[-9:] ** 2)) == pytest.approx(5.7, abs=0.3)
    first, second = (np.array([miss.error()[column] for miss in final]) for column in (0, 1))
    assert np.corrcoef(first, second)[0, 1] < -0.3


def test_that_is_the_error_of_the_lead_used_and_drawn_today():
    found = polls.average(date(2026, 1, 8))
    drawn = found.draw(np.random.default_rng(1), 40_000)
    first, second = np.argsort(-found.mean[:-1])[:2]
    assert found.error.lead == pytest.approx(0.057, abs=0.004)
    assert np.std(drawn[:, first] - drawn[:, second]) == pytest.approx(found.error.lead, rel=0.05)
    assert np.corrcoef(drawn[:, first], drawn[:, second])[0, 1] < 0


def test_shares_sum_to_one_and_name_the_parties_of_the_time():
    assert polls.average(date(2015, 5, 7)).parties[-3:] == ("ukip", "green", "other")
    assert polls.average(date(2024, 7, 4)).parties[-3:] == ("reform", "green", "other")
    assert polls.average(date(1987, 6, 11)).parties == ("conservative", "labour", "liberal-democrat", "other")
    for day in SINCE_1979:
        found = polls.average(day)
        assert found.shares.sum() == pytest.approx(1)
        assert found.mean.sum() == pytest.approx(1)
        assert np.allclose(found.covariance, found.covariance.T)
        assert np.linalg.eigvalsh(found.covariance).min() > -1e-12


def test_nothing_later_than_the_day_is_used():
    day = date(2010, 5, 1)
    later = national_polls().between(day, date(2010, 6, 1))
    found, with_more = polls.average(day), polls.average(day, extra=later)
    assert len(later) > 20
    assert found.polls.end.max() < day.toordinal()
    assert np.array_equal(found.mean, with_more.mean)
    assert np.array_equal(found.covariance, with_more.covariance)
    assert polls.average(date(2010, 5, 6)).error.elections <= 9
    # An election's own miss is no lesson before it is held, and one the day after.
    assert expected(date(2024, 7, 4), 0) == expected(date(2024, 6, 1), 0)
    assert expected(date(2024, 7, 5), 0) != expected(date(2024, 7, 4), 0)


def test_the_drawn_mean_beats_the_polls_and_its_intervals_hold():
    errors, raw, inside = [], [], []
    rng = np.random.default_rng(3)
    for day in SINCE_1979:
        found = polls.average(day - timedelta(days=365), days=365)
        result = polls.general_elections()[day]
        lead = result["conservative"] - result["labour"]
        drawn = found.draw(rng, 4000)
        low, high = np.quantile(drawn[:, 0] - drawn[:, 1], [0.05, 0.95])
        errors.append(found.mean[0] - found.mean[1] - lead)
        raw.append(found.shares[0] - found.shares[1] - lead)
        inside.append(low <= lead <= high)
    assert np.sqrt(np.mean(np.square(errors))) < 0.065
    assert np.sqrt(np.mean(np.square(raw))) > 0.08
    assert sum(inside) >= 11


def test_the_error_grows_with_the_time_to_the_vote():
    day = date(2024, 1, 1)
    scales = [expected(day, days).scale for days in (0, 30, 180, 700)]
    assert scales == sorted(scales)
    others = [expected(day, days, "other").scale for days in (0, 120, 365)]
    assert others == sorted(others)
    assert expected(day, 120, "other").pull == 0


def test_polls_of_before_the_last_general_election_are_settled_by_it():
    found = polls.average(date(2024, 7, 25))
    assert found.polls.end.min() > date(2024, 7, 4).toordinal()


def test_house_effects_sum_to_zero_and_are_found():
    rng = np.random.default_rng(4)
    rows = [
        (house, 1000 + day, 0.40 + bias + rng.normal(0, 0.01), 0.35 - bias + rng.normal(0, 0.01))
        for day in range(0, 300, 3)
        for house, bias in (("high", 0.02), ("middle", 0.0), ("low", -0.02))
    ]
    found = house_effects(table(rows))
    assert found.effects.sum(axis=0) == pytest.approx(0, abs=1e-9)
    by_name = dict(zip(found.names.tolist(), found.effects[:, 0].tolist(), strict=True))
    assert by_name["high"] == pytest.approx(0.02, abs=0.004)
    assert by_name["low"] == pytest.approx(-0.02, abs=0.004)


def test_a_pollster_of_one_poll_gets_a_smaller_effect_than_one_of_many():
    rows = [
        (house, 1000 + day, 0.40 + bias, 0.35)
        for day in range(0, 200, 4)
        for house, bias in (("a", 0.02), ("b", -0.02))
    ]
    rng = np.random.default_rng(5)
    noisy = [(who, day, first + rng.normal(0, 0.015), second) for who, day, first, second in rows]
    found = house_effects(table(sorted([*noisy, ("once", 1100, 0.44, 0.35)], key=lambda row: row[1])))
    effects = dict(zip(found.names.tolist(), found.effects[:, 0].tolist(), strict=True))
    assert 0 < effects["once"] < 0.04


def test_a_pollster_of_ten_polls_counts_about_three_times_one_of_one():
    rows = [*(("many", 1000, 0.4, 0.3) for _ in range(10)), ("one", 1000, 0.4, 0.3)]
    weights = weights_on(table(rows), date.fromordinal(1001), 10)
    assert weights[:10].sum() / weights[10] == pytest.approx(np.sqrt(10))


def test_a_party_that_was_tiny_is_not_drawn_to_what_it_had():
    polled, previous = np.array([0.3, 0.3, 0.3, 0.1]), np.array([0.5, 0.4, 0.02, 0.08])
    moved = pulled(polled, previous, 0.5)
    assert moved.sum() == pytest.approx(1)
    assert moved[0] == pytest.approx(0.4)
    # The others take 0.84 of the whole; it is left the rest, and not drawn to 0.02.
    assert moved[2] == pytest.approx(0.16)


def test_london_is_the_country_as_it_differed_and_less_certain():
    country, london = (polls.average(date(2024, 7, 4), area) for area in ("gb", "london"))
    result = polls.general_elections("london")[date(2024, 7, 4)]
    assert london.share("labour") > country.share("labour")
    assert london.share("reform") < 0.75 * country.share("reform")
    assert abs(london.mean[london.parties.index("reform")] - result["reform"]) < 0.03
    assert np.trace(london.covariance) > np.trace(country.covariance)


def test_the_mayors_of_2008_2012_and_2021_lie_within_their_intervals():
    rng = np.random.default_rng(6)
    for day, lead in ((date(2008, 5, 1), 0.062), (date(2012, 5, 3), 0.037), (date(2021, 5, 6), -0.047)):
        found = polls.mayor_average(day, day)
        drawn = found.draw(rng, 20_000)
        at = [found.parties.index(party) for party in ("conservative", "labour")]
        low, high = np.quantile(drawn[:, at[0]] - drawn[:, at[1]], [0.05, 0.95])
        assert low <= lead <= high, day


@pytest.mark.parametrize(
    ("day", "options", "says"),
    [
        (date(1949, 1, 1), {}, "no poll before 1949-01-01"),
        (date(1956, 1, 1), {}, "begins in 1959. Name a day after 1966-03-31"),
        (date(2024, 7, 6), {}, "between the last general election and 2024-07-06"),
        (date(1974, 1, 2), {"days": 30, "vote": "other"}, "cannot be learned before 1974-01-02.*Name a day of 1977"),
        (date(2026, 11, 1), {}, "ended on 2026-01-08"),
        (date(2024, 1, 1), {"area": "wales"}, "no average of 'wales'"),
        (date(2024, 1, 1), {"days": -3}, "-3 days later"),
        (date(1974, 9, 1), {"area": "london"}, "begin in 1974. Name a day after 1974-10-10"),
    ],
)
def test_what_cannot_be_averaged_is_refused(day, options, says):
    with pytest.raises(polls.PollsError, match=says):
        polls.average(day, **options)


def test_a_mayors_election_without_polls_is_refused():
    with pytest.raises(polls.PollsError, match="2024"):
        polls.mayor_average(date(2024, 5, 2), date(2024, 5, 2))
