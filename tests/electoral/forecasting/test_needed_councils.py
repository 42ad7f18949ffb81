"""What a party needs to win each council, beside the forecast's chances."""

from datetime import date

import numpy as np
import pytest

from groundgame.electoral.forecasting import forecast
from groundgame.electoral.forecasting.errors import ForecastError
from groundgame.electoral.forecasting.leads import seats_lead
from groundgame.electoral.forecasting.needed_councils import councils_needed
from groundgame.electoral.places import atlas

AS_OF = date(2022, 5, 5)


@pytest.fixture(scope="module")
def councils():
    return councils_needed("labour", AS_OF, rng=np.random.default_rng(1))


@pytest.fixture(scope="module")
def chances():
    """Return Labour's chance of each council by the borough's name, on the eve of May 2022."""
    found = forecast("boroughs", AS_OF, rng=np.random.default_rng(1), draws=2000).contests
    names = {slug(area.name): area.code for area in atlas().areas("borough")}
    by_id = {each.id.split(".")[1]: each for each in found if each.id.count(".") == 2}
    return {names[name]: each.chance_to_win["labour"] for name, each in by_id.items()}


def slug(name):
    return name.lower().replace(" ", "-")


def test_every_council_is_answered_with_its_majority(councils):
    assert len(councils) == 32
    assert {each.borough: each.majority_seats for each in councils}["E09000003"] == 32  # Barnet's 63 seats
    assert [each.swing for each in councils] == sorted(each.swing for each in councils)


@pytest.mark.slow
def test_no_swing_is_needed_where_a_majority_is_likelier_than_not(councils, chances):
    likely = [chances[each.borough] for each in councils if each.swing == 0]
    unlikely = [chances[each.borough] for each in councils if each.swing > 0.02]
    assert len(likely) > 10
    assert min(likely) > 0.4
    assert max(unlikely) < 0.5


@pytest.mark.slow
def test_the_more_swing_a_council_needs_the_less_likely_it_is(councils, chances):
    far = [each for each in councils if each.swing > 0]
    assert np.corrcoef([each.swing for each in far], [chances[each.borough] for each in far])[0, 1] < -0.5


def test_the_deciding_ward_is_the_one_that_makes_the_majority():
    """Three wards of 3, 2 and 1 seats, won by 10, lost by 5 and lost by 20 of 100: the second makes 4 seats of 6."""
    votes = np.array([[55.0, 45.0], [47.5, 52.5], [40.0, 60.0]])
    assert seats_lead(0, 4, each=[3, 2, 1])(votes) == pytest.approx(-0.05)
    assert seats_lead(0, 3, each=[3, 2, 1])(votes) == pytest.approx(0.10)
    assert seats_lead(0, 6, each=[3, 2, 1])(votes) == pytest.approx(-0.20)


def test_a_party_that_is_not_followed_gets_a_sentence():
    with pytest.raises(ForecastError, match="does not follow 'aspire' by itself"):
        councils_needed("aspire", AS_OF, rng=np.random.default_rng(1))
