"""A field small enough to try every plan of it: six wards of two boroughs, a council each, a mayor and a seat."""

from datetime import date

import numpy as np
import pytest

from groundgame.electoral.allocation.across.homes import Homes
from groundgame.electoral.allocation.across.rounds import Field, Round
from groundgame.electoral.allocation.across.stakes import Stake
from groundgame.electoral.allocation.needs import WardNeed
from groundgame.electoral.forecasting.london.seats import Wards, wards_on
from groundgame.electoral.forecasting.rules import rule_of

DRAWS = 2000
DAYS = date(2026, 5, 7), date(2028, 5, 4)


@pytest.fixture
def small() -> Field:
    rng = np.random.default_rng(1)
    real = wards_on(DAYS[0])
    mine = [0, 1, 2, *range(len(real.codes) - 3, len(real.codes))]
    boroughs = tuple(real.boroughs[at] for at in mine)
    wards = Wards(real.boundary_set, tuple(real.codes[at] for at in mine), boroughs, np.ones(6, int))
    centres = rng.uniform(-150, 150, 6)
    needs = tuple(
        WardNeed(code, borough, 1, 3000.0, (centre + 90 * rng.standard_normal((1, DRAWS))).astype(np.float32))
        for code, borough, centre in zip(wards.codes, boroughs, centres, strict=True)
    )
    lacking = 60 + 300 * rng.standard_normal((1, DRAWS))
    part = np.array([1.0, 1.0, 0.5, 0.0, 0.0, 0.0])
    stakes = (
        Stake("mayor.london.2028-05-04", "mayor", "Mayor of London", 18_000.0, lacking, np.ones(6)),
        Stake("gla.c.somewhere.2028-05-04", "assembly", "Somewhere", 7_500.0, lacking / 3, part),
    )
    homes = Homes(
        np.full(6, 2000.0),
        np.linspace(0, 1, 6),
        {"supporter": np.linspace(0.2, 0.5, 6), "undecided": np.full(6, 0.2), "rival": np.linspace(0.6, 0.3, 6)},
    )
    rounds = (Round("boroughs", DAYS[0], "local", needs=needs), Round("mayor", DAYS[1], "local", stakes=stakes))
    return Field(
        "labour", date(2026, 1, 8), wards, homes, rounds, rule_of("mayor", date(2024, 5, 2)), rng.standard_normal(DRAWS)
    )
