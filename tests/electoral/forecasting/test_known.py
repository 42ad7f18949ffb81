"""A forecast knows nothing of its day or later: with those results changed, or gone, it says the same."""

from datetime import date, timedelta

import numpy as np
import polars as pl
import pytest

from groundgame.electoral.contests import Record, record
from groundgame.electoral.forecasting.london.assembly_model import assembly_draws
from groundgame.electoral.forecasting.london.borough_model import borough_model
from groundgame.electoral.forecasting.london.elected import elected
from groundgame.electoral.forecasting.london.known import Known
from groundgame.electoral.forecasting.london.mayor_model import mayor_draws
from groundgame.electoral.forecasting.london.target import national_draws, polls_of

DRAWS = 50
BOROUGHS_2022, MAYOR_2021 = date(2022, 5, 5), date(2021, 5, 6)


class Changed(Record):
    """The record with every vote of a day and after it turned upside down."""

    def __init__(self, day: date) -> None:
        super().__init__(None)
        self.day = day

    def votes(self, tier: str) -> pl.DataFrame:
        rows = super().votes(tier)
        late = pl.col("date") >= self.day
        upside_down = pl.col("votes").max().over("id") - pl.col("votes") + 1
        changed = rows.with_columns(
            votes=pl.when(late).then(upside_down).otherwise("votes"),
            elected=pl.when(late).then(~pl.col("elected")).otherwise("elected"),
        )
        assert not changed.filter(late).equals(rows.filter(late)) or not rows.filter(late).height
        return changed


class Cut(Record):
    """The record as it stood before a day: no contest of that day or later is in it at all."""

    def __init__(self, day: date) -> None:
        super().__init__(None)
        self.day = day

    @property
    def index(self) -> pl.DataFrame:
        return super().index.filter(pl.col("date") < self.day)

    def votes(self, tier: str) -> pl.DataFrame:
        return super().votes(tier).filter(pl.col("date") < self.day)


def _boroughs(held: Record, as_of: date) -> list[np.ndarray]:
    model = borough_model(Known(held, as_of), BOROUGHS_2022, rng=np.random.default_rng(1), draws=DRAWS)
    return [model.means, model.target.draws, model.standing]


def _mayor_and_assembly(held: Record, as_of: date) -> list[np.ndarray]:
    known, rng = Known(held, as_of), np.random.default_rng(1)
    country = national_draws(polls_of(as_of), rng, DRAWS)
    mayor = mayor_draws(known, MAYOR_2021, country, rng)
    assembly = assembly_draws(known, country, rng)
    return [mayor.first, elected(mayor.first, "sv", known, rng), assembly.list_shares, assembly.shares, assembly.seats]


@pytest.mark.parametrize(("forecast", "day"), [(_boroughs, BOROUGHS_2022), (_mayor_and_assembly, MAYOR_2021)])
def test_results_of_the_day_and_after_it_change_nothing(forecast, day):
    for ours, changed in zip(forecast(record(None), day), forecast(Changed(day), day), strict=True):
        assert np.array_equal(ours, changed)


@pytest.mark.parametrize(("forecast", "day"), [(_boroughs, BOROUGHS_2022), (_mayor_and_assembly, MAYOR_2021)])
def test_before_nominations_even_who_stands_is_unknown(forecast, day):
    early = day - timedelta(days=40)
    for ours, cut in zip(forecast(record(None), early), forecast(Cut(early), early), strict=True):
        assert np.array_equal(ours, cut)


def test_results_before_the_day_do_count():
    earlier = date(2018, 5, 3)
    ours, changed = (_boroughs(held, BOROUGHS_2022)[0] for held in (record(None), Changed(earlier)))
    assert not np.allclose(ours, changed, atol=0.05)


def test_nothing_that_is_known_is_of_the_day_or_later():
    known = Known(record(None), BOROUGHS_2022)
    for tier in ("borough", "mayor", "assembly", "assembly-list", "parliament"):
        assert known.votes(tier)["date"].max() < BOROUGHS_2022
