"""What a party lacks, counted again by each contest's own rule."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from groundgame.electoral.allocation.across.lacking import fptp_lacking, list_lacking, sv_lacking
from groundgame.electoral.forecasting import london_draws
from groundgame.electoral.forecasting.london.dhondt_draws import list_seats
from groundgame.electoral.forecasting.london.groups import GROUPS
from groundgame.electoral.forecasting.london.transfers import elected_by_sv

NUDGE = 1e-7


@pytest.mark.parametrize("party", ["labour", "green", "conservative"])
def test_list_seats_are_won_with_what_is_lacking_and_not_with_less(party):
    drawn = london_draws(date(2026, 1, 8), rng=np.random.default_rng(1), draws=500).assembly
    own = GROUPS.index(party)
    for place, lacking in enumerate(list_lacking(drawn, own)):
        for nudge, more in ((NUDGE, place + 1), (-NUDGE, place)):
            shares = drawn.list_shares.copy()
            shares[:, own] += lacking + nudge
            won = list_seats(shares, drawn.constituency_seats, 11)[:, own]
            assert (won - drawn.list_seats[:, own] == more).all()


@pytest.mark.parametrize("own", [0, 1, 3])
def test_a_mayor_by_second_choices_is_elected_with_what_is_lacking_and_not_with_less(own):
    rng = np.random.default_rng(own)
    first = rng.dirichlet([4, 5, 2, 3, 3, 0.01], 2000)
    first[:, -1] = 0.0
    table = rng.uniform(0, 0.3, (6, 6))
    lacking = sv_lacking(first, own, table, np.ones(len(first)))
    for nudge, elected in ((NUDGE, True), (-NUDGE, False)):
        more = first.copy()
        more[:, own] += lacking + nudge
        usual = (lacking > -first[:, own]) & (more[:, own] < 0.5) & (np.delete(more, own, axis=1).max(axis=1) < 0.5)
        assert usual.sum() > 1000
        assert ((elected_by_sv(more, table, np.ones(len(first))) == own) == elected)[usual].all()


def test_the_others_are_no_rival_to_pass():
    shares = np.array([[0.2, 0.25, 0.1, 0.05, 0.05, 0.35]])
    assert fptp_lacking(shares, 1)[0] == pytest.approx(-0.05)


def test_a_list_under_five_per_cent_lacks_the_threshold_too():
    drawn = london_draws(date(2026, 1, 8), rng=np.random.default_rng(1), draws=50).assembly
    shares = drawn.list_shares.copy()
    shares[:, 2] = 0.01
    small = replace(drawn, list_shares=shares, list_seats=list_seats(shares, drawn.constituency_seats, 11))
    assert (list_lacking(small, 2) >= 0.04 - 1e-9).all()
