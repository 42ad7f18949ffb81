"""What a party needs for the next mayor, on the forecast's own draws."""

from datetime import date

import numpy as np
import pytest

from groundgame.electoral.forecasting.errors import ForecastError
from groundgame.electoral.forecasting.mayor import forecast
from groundgame.electoral.forecasting.needed_next import mayor_needed, spread

AS_OF = date(2024, 5, 2)


def test_votes_by_borough_add_up_to_london_and_to_each_borough():
    rng = np.random.default_rng(1)
    london, pattern = rng.dirichlet([4, 3, 2], 5), rng.integers(100, 900, (33, 3)).astype(float)
    cast = rng.uniform(20_000, 90_000, 33)
    votes = spread(london, pattern, cast)
    assert votes.sum(axis=1) / cast.sum() == pytest.approx(london, rel=1e-4)
    assert votes.sum(axis=2) == pytest.approx(np.broadcast_to(cast, (5, 33)))
    odds = votes[0, :, 0] * pattern[:, 1] / (votes[0, :, 1] * pattern[:, 0])
    assert odds == pytest.approx(np.full(33, odds[0]))


@pytest.mark.slow
def test_a_party_needs_a_swing_if_and_only_if_its_chance_is_under_a_half():
    chances = forecast(AS_OF, rng=np.random.default_rng(1), draws=1000).contests[0].chance_to_win
    ahead, behind = (mayor_needed(party, AS_OF, rng=np.random.default_rng(1)) for party in ("labour", "conservative"))
    assert chances["labour"] > 0.5 > chances["conservative"]
    assert (ahead.day, ahead.rule, ahead.needed.swing) == (AS_OF, "fptp", 0.0)
    assert behind.needed.rival == "labour"
    # A swing takes from one what it gives to the other: half of the lead, unless a third comes first.
    assert behind.needed.swing == pytest.approx(-behind.needed.lead / 2, abs=0.005)


@pytest.mark.parametrize(
    ("party", "as_of", "sentence"),
    [
        ("animal-welfare", AS_OF, "does not follow 'animal-welfare' by itself; it follows "),
        ("labour", date(2021, 5, 6), "No mayor election by borough is known before 2021-05-06"),
    ],
)
def test_what_cannot_be_told_gets_a_sentence(party, as_of, sentence):
    with pytest.raises(ForecastError, match=sentence):
        mayor_needed(party, as_of, rng=np.random.default_rng(1))
