"""The country's vote where no poll tells: nothing but earlier general elections is used, and its error is as theirs."""

from datetime import date, timedelta

import numpy as np
import pytest

from groundgame.electoral.contests.national import general_elections
from groundgame.electoral.forecasting import ForecastError
from groundgame.electoral.forecasting.london.groups import GROUPS, in_groups
from groundgame.electoral.forecasting.london.unpolled import last_vote, lead_error, unpolled_draws

DRAWS = 4000
LATER = date(2026, 11, 20)


def test_the_country_votes_as_at_its_last_general_election_on_average():
    drawn = unpolled_draws(LATER, date(2028, 5, 4), 1, DRAWS)
    assert last_vote(LATER) == date(2024, 7, 4)
    assert drawn.sum(axis=1) == pytest.approx(1)
    assert drawn.min() >= 0
    truth = in_groups(dict(general_elections()[date(2024, 7, 4)]))
    assert drawn.mean(axis=0) == pytest.approx(truth, abs=0.01)


def test_the_further_off_the_less_is_known_and_one_draw_errs_one_way():
    near, far = (unpolled_draws(LATER, day, 1, DRAWS) for day in (date(2027, 1, 1), date(2030, 5, 2)))
    labour = GROUPS.index("labour")
    assert far[:, labour].std() > 1.3 * near[:, labour].std()
    assert np.corrcoef(near[:, labour], far[:, labour])[0, 1] > 0.98
    # Twice as long after the last vote, as a random walk goes.
    error = [lead_error(LATER, last_vote(LATER) + timedelta(days=days)) for days in (500, 1000)]
    assert error[1] / error[0] == pytest.approx(2**0.5)


def test_a_later_election_tells_an_earlier_day_nothing(monkeypatch):
    def drawn():
        return unpolled_draws(date(2019, 12, 12), date(2020, 5, 7), 1, 200)

    before, known = drawn(), dict(general_elections())
    upside_down = {day: dict(zip(one, reversed(list(one.values())), strict=True)) for day, one in known.items()}
    module = "groundgame.electoral.forecasting.london.unpolled._votes"
    changed = known | {day: one for day, one in upside_down.items() if day >= date(2019, 12, 12)}
    monkeypatch.setattr(module, lambda: {day: in_groups(dict(one)) for day, one in changed.items()})
    assert (drawn() == before).all()


def test_nine_in_ten_draws_held_most_of_what_came():
    """Learned from the elections before each alone: 1997, 2015 and 2024 were larger moves than any before them."""
    held = []
    for day in [one for one in general_elections() if one >= date(1979, 1, 1)]:
        drawn, came = unpolled_draws(day, day, 1, DRAWS), in_groups(dict(general_elections()[day]))
        low, high = np.quantile(drawn, [0.05, 0.95], axis=0)
        stood = in_groups(dict(general_elections()[last_vote(day)])) > 0.03
        held += list(((low <= came) & (came <= high))[stood])
    assert len(held) > 40
    assert 0.84 <= np.mean(held) <= 0.98


def test_before_enough_elections_it_is_refused():
    with pytest.raises(ForecastError, match=r"cannot be learned before 1960-01-01.* Name a day after 1966-03-31"):
        unpolled_draws(date(1960, 1, 1), date(1962, 1, 1), 1, 10)
