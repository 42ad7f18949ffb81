"""Joint draws of a general election: calibrated, counted seat by seat, and blind to what came later."""

from dataclasses import replace
from datetime import date
from functools import cache

import numpy as np
import pytest

from groundgame.electoral.contests import record
from groundgame.electoral.forecasting import ForecastError, forecast
from groundgame.electoral.forecasting.general import coming, draw
from groundgame.electoral.forecasting.general import elections as every_election
from groundgame.electoral.forecasting.general import forecast as general_forecast
from groundgame.electoral.forecasting.general.assumptions import FARTHEST_DAYS
from groundgame.electoral.forecasting.general.blocs import blocs, column
from groundgame.electoral.forecasting.general.days import house_seats, latest_day
from groundgame.electoral.forecasting.general.running import forecast_of
from groundgame.electoral.polls import average

DAY = date(2019, 12, 12)


@cache
def elections():
    return every_election()


@cache
def given_true_shares(draws=3000):
    election = next(one for one in elections() if one.day == DAY)
    return draw(coming(elections(), DAY), DAY, rng=np.random.default_rng(3), draws=draws, national=election.national)


@cache
def polled(day):
    return forecast("general", day, rng=np.random.default_rng(5), draws=1500)


def tampered(since):
    """Return the elections with every vote of a day and later thrown about, who stands left as it was."""
    rng = np.random.default_rng(11)
    return tuple(
        one
        if one.day < since
        else replace(one, votes=np.where(one.stood, rng.integers(1, 60_000, one.votes.shape), 0).astype(float))
        for one in elections()
    )


def test_every_draw_gives_every_seat_to_one_bloc():
    draws = given_true_shares()
    assert draws.seats.sum(axis=(1, 2)).tolist() == [632] * 3000
    assert draws.chance.sum(axis=1) == pytest.approx(1.0)
    assert np.abs(draws.shares.sum(axis=2) - 1).max() < 1e-4


def test_chances_are_the_seats_of_the_draws():
    draws = given_true_shares()
    assert draws.chance.sum(axis=0) == pytest.approx(draws.seats.sum(axis=1).mean(axis=0))


def test_a_party_that_does_not_stand_never_wins():
    draws, setting = given_true_shares(), coming(elections(), DAY).setting
    absent = ~setting.stood & ~setting.speaker[:, None]
    assert draws.chance[absent].max() == 0


def test_the_90_percent_intervals_of_shares_hold_nine_tenths_of_the_truth():
    election = next(one for one in elections() if one.day == DAY)
    low, high = np.quantile(given_true_shares().shares, (0.05, 0.95), axis=0)
    known = election.stood & ~election.speaker[:, None]
    inside = ((low <= election.shares) & (election.shares <= high))[:, :3][known[:, :3]]
    assert 0.87 < inside.mean() < 0.97


def test_seats_move_together_far_more_than_if_each_were_drawn_alone():
    draws = given_true_shares()
    conservative = column("conservative")
    alone = np.sqrt((draws.chance[:, conservative] * (1 - draws.chance[:, conservative])).sum())
    assert draws.seats[:, :, conservative].sum(axis=1).std() > 1.5 * alone


@pytest.mark.parametrize("day", [date(1992, 4, 9), pytest.param(date(2019, 12, 12), marks=pytest.mark.slow)])
def test_a_replay_is_the_same_whatever_happened_on_the_day_and_later(day):
    one, other = (
        forecast_of(coming(known, day), day, rng=np.random.default_rng(7), draws=300)
        for known in (elections(), tampered(day))
    )
    assert one.contests == other.contests
    assert one.summary == other.summary


def test_a_forecast_of_2019_says_that_the_conservatives_were_likely_to_win():
    summary = polled(DAY).summary
    assert summary["conservative"]["chance"] > 0.8
    assert summary["conservative"]["seats"].p05 < 365 < summary["conservative"]["seats"].p95
    assert summary["labour"]["seats"].p05 < 203 < summary["labour"]["seats"].p95
    assert {"snp", "plaid-cymru"} <= set(summary)


def test_every_seat_has_a_contest_of_the_record():
    found = polled(DAY)
    assert len(found.contests) == 632
    assert all(record().holds(one.id) for one in found.contests)
    chorley = next(one for one in found.contests if one.id == "parl.chorley.2019-12-12")
    assert chorley.chance_to_win == {"speaker": 1.0}


def test_beyond_the_record_the_election_is_on_the_last_day_of_the_law():
    found = polled(date(2026, 1, 8))
    assert {one.id.rsplit(".", 1)[1] for one in found.contests} == {"2029-08-15"}
    assert "last day that the law allows" in found.assumptions[0].sentence
    assert "2022" in found.assumptions[0].source
    assert sum(one["seats"].mean for one in found.summary.values()) == pytest.approx(632)


def as_if(held_on, as_of=date(2026, 1, 9)):
    return general_forecast(as_of, rng=np.random.default_rng(5), draws=1000, held_on=held_on)


def test_as_if_held_now_the_forecast_leans_far_less_to_the_last_result_than_for_the_last_day_of_the_law():
    now, later = as_if(date(2026, 1, 9)), as_if(None)
    assert {one.id.rsplit(".", 1)[1] for one in now.contests} == {"2026-01-09"}
    assert now.summary["reform"]["seats"].mean > later.summary["reform"]["seats"].mean + 50
    assert now.assumptions[0].sentence.startswith("As if a general election were held on 2026-01-09")
    assert "last day that the law allows" in later.assumptions[0].sentence


@pytest.mark.parametrize(("held_on", "ahead"), [(date(2026, 1, 9), 0), (date(2026, 7, 8), 180), (None, 1314)])
def test_the_assumptions_say_how_far_the_polls_lean_and_how_wrong_they_have_been(held_on, ahead):
    said = " ".join(one.sentence for one in as_if(held_on).assumptions)
    error = average(date(2026, 1, 9), days=ahead).error
    assert f"lean {error.pull:.0%} of the way to the result of 2024-07-04" in said
    assert f"{100 * error.lead:.1f} points wrong" in said
    assert ("was not tried" in said) == (ahead > FARTHEST_DAYS)


def test_polls_of_longer_before_than_was_tried_are_taken_for_those_of_the_longest():
    as_tried, longer = (average(date(2026, 1, 9), days=days).error for days in (FARTHEST_DAYS, 1314))
    assert as_tried == longer
    assert average(date(2026, 1, 9), days=FARTHEST_DAYS - 100).error != as_tried


def test_as_if_before_an_election_of_the_record_nothing_of_that_election_is_known():
    """The seats of May 2023 were those of 2019: those of 2024, and who stood in them, came later."""
    what = coming(elections(), date(2023, 5, 4), date(2023, 6, 1))
    last = next(one for one in elections() if one.day == DAY)
    assert [one.rsplit(".", 1)[0] for one in what.setting.ids] == [one.rsplit(".", 1)[0] for one in last.ids]
    assert (what.setting.stood == last.stood).all()
    assert coming(elections(), DAY, DAY).setting.ids == last.ids


@pytest.mark.parametrize("held_on", [date(2026, 1, 8), date(2029, 8, 16)])
def test_a_day_on_which_no_election_can_be_held_is_refused_with_those_that_can(held_on):
    with pytest.raises(ForecastError, match="name a day from 2026-01-09 to 2029-08-15"):
        as_if(held_on)
    with pytest.raises(ForecastError, match="to 2024-07-04; one was held on the later day"):
        as_if(held_on, as_of=date(2024, 1, 1))


def test_an_independent_who_won_stands_again_next_time_and_no_other_with_a_large_share_does():
    setting = coming(elections(), date(2026, 1, 9)).setting
    again = {one.split(".")[1] for one, returns in zip(setting.ids, setting.returning, strict=True) if returns}
    assert len(again) == 5
    assert "islington-north" in again


def test_given_shares_are_not_said_to_be_from_polls():
    election = next(one for one in elections() if one.day == DAY)
    found = forecast_of(
        coming(elections(), DAY), DAY, rng=np.random.default_rng(1), draws=10, national=election.national
    )
    said = [one.sentence for one in found.assumptions]
    assert not any("polls, with the errors" in one for one in said)
    assert any("are given" in one for one in said)


def test_a_day_of_which_nothing_is_known_is_refused_with_a_sentence():
    with pytest.raises(ForecastError, match="name a day after 1979"):
        forecast("general", date(1976, 1, 1), rng=np.random.default_rng(1))
    with pytest.raises(ForecastError, match="No general election is known"):
        forecast("general", date(2035, 1, 1), rng=np.random.default_rng(1))


def test_the_house_and_the_law_are_dated():
    assert [house_seats(year) for year in (1979, 1992, 2005, 2024)] == [635, 651, 646, 650]
    assert latest_day(date(2010, 5, 6)) == (date(2015, 5, 7), "Fixed-term Parliaments Act 2011")


def test_every_bloc_is_in_the_draws():
    assert given_true_shares(10).seats.shape == (10, 3, len(blocs()))
