"""All that a party may win, drawn as of real days."""

from datetime import date

import numpy as np
import pytest

from groundgame.electoral.allocation import AllocationError
from groundgame.electoral.allocation.across.field import field
from groundgame.electoral.allocation.across.rounds import Field
from groundgame.electoral.contests import record
from groundgame.electoral.forecasting.london.known import Known


def drawn(party: str, as_of: date = date(2026, 1, 8), **options: date) -> Field:
    return field(Known(record(None), as_of), party, rng=np.random.default_rng(1), draws=200, **options)


def test_a_party_is_drawn_as_the_one_that_forecasts_follow():
    assert drawn("ukip").party == "reform"


@pytest.mark.parametrize(("party", "named"), [("respect", "Respect"), ("nobody", "'nobody'")])
def test_a_party_that_forecasts_do_not_follow_is_refused_with_those_that_they_do(party, named):
    with pytest.raises(AllocationError, match=f"do not follow {named}.* by itself; they follow .*Labour"):
        drawn(party)
