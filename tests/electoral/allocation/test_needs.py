"""What candidates lack agrees with how the block vote is counted."""

from datetime import date

import numpy as np
import pytest

from groundgame.electoral.allocation.control import Councils
from groundgame.electoral.allocation.needs import WardNeed, mixed, seats_lacking, ward_needs
from groundgame.electoral.contests import record
from groundgame.electoral.forecasting.london.block_draws import block_seats, slate_votes
from groundgame.electoral.forecasting.london.borough_model import borough_model
from groundgame.electoral.forecasting.london.council_draws import CouncilErrors, ward_draws
from groundgame.electoral.forecasting.london.groups import GROUPS
from groundgame.electoral.forecasting.london.known import Known

DAY = date(2022, 5, 5)


@pytest.mark.parametrize("seats", [1, 2, 3])
def test_votes_that_are_lacking_win_the_seat_and_any_fewer_do_not(seats):
    rng = np.random.default_rng(seats)
    mean = rng.uniform(0.02, 0.5, (4, 500)).astype(np.float32)
    standing = rng.integers(1, seats + 1, 4)
    standing[[1, 2]] = seats  # with too few rivals a seat is won by whoever stands
    lacking = seats_lacking(mean, standing.tolist(), seats, own=1)
    assert (np.diff(lacking, axis=0) > 0).all()
    for place in range(seats):
        for nudge, wins in ((1e-4, 1), (-1e-4, 0)):
            lifted = _counted(mean, standing.tolist(), seats, lacking[place] + nudge)
            assert (lifted >= place + wins).all()
            assert wins or (lifted <= place).all()


def _counted(mean, standing, seats, more):
    """Return the seats of the second slate when each of its candidates has so much more, candidate by candidate."""
    own = np.array([votes + more for votes in slate_votes(mean[1], standing[1])])
    others = [
        votes for at, number in enumerate(standing) if number and at != 1 for votes in slate_votes(mean[at], number)
    ]
    rivals = np.array(others).reshape(len(others), mean.shape[1])
    above = (rivals[None] > own[:, None]).sum(axis=1) + np.arange(len(own))[:, None]
    return (above < seats).sum(axis=0)


def test_seats_won_without_work_are_those_of_the_forecast():
    model = borough_model(Known(record(None), DAY), DAY, rng=np.random.default_rng(1), draws=300)
    needs = ward_needs(model, "labour", rng=np.random.default_rng(2))
    errors = CouncilErrors(model, np.random.default_rng(2))
    for at in range(0, len(needs), 40):
        seats = ward_draws(model, errors, at)[GROUPS.index("labour")]
        assert (needs[at].won == seats).all()
    assert 900 < sum(ward.won.mean() for ward in needs) < 1300


def test_a_party_without_candidates_lacks_nothing_that_work_could_give():
    mean = np.full((2, 5), 0.4, np.float32)
    assert seats_lacking(mean, [2, 0], seats=2, own=1).shape == (0, 5)
    assert block_seats(mean, np.array([2, 0]), 2)[1].sum() == 0


def test_a_seat_that_no_rival_contests_lacks_nothing():
    mean = np.full((2, 5), 0.4, np.float32)
    assert (seats_lacking(mean, [1, 3], seats=3, own=1)[:2] < 0).all()


def test_where_nobody_stands_on_one_or_both_forecasts_the_draws_are_as_many_and_councils_can_be_counted():
    def ward(code, standing, lacking):
        return WardNeed(code, "A", 1, 100.0, np.full((standing, 3), lacking, np.float32))

    first = [ward("W0", 1, -1.0), ward("W1", 0, 0.0), ward("W2", 0, 0.0)]
    second = [ward("W0", 1, 5.0), ward("W1", 0, 0.0), ward("W2", 1, -1.0)]
    both = mixed(first, second)
    assert [need.lacking.shape for need in both] == [(1, 6), (0, 6), (1, 6)]
    councils = Councils(both, np.zeros(3))
    assert councils.needed == {"A": 2}
    assert councils.held["A"].tolist() == [2, 2, 2, 1, 1, 1]
    assert councils.chances() == {"A": 0.5}
