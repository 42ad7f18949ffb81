"""Second choices under the supplementary vote: who of those left gets the votes of those who are out."""

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
import polars as pl

from groundgame.electoral.forecasting import settings
from groundgame.electoral.forecasting.london.groups import GROUPS, Floats, group
from groundgame.electoral.forecasting.london.known import Known
from groundgame.electoral.forecasting.london.past import Ints


@dataclass(frozen=True)
class Transfers:
    """Of voters whose first choice is out: the part (0-1) that goes to a finalist of their own bloc, or another."""

    own: float
    other: float

    def table(self) -> Floats:
        """Return the part of each group's voters (rows) that each group (columns) would get in the final round."""
        sides = blocs()
        between = (self.own + self.other) / 2
        rows = [[self._part(one, two, between) for two in sides] for one in sides]
        return np.array(rows)

    def _part(self, voter: str, finalist: str, between: float) -> float:
        if not voter or not finalist:
            return between
        return self.own if voter == finalist else self.other


@cache
def blocs() -> tuple[str, ...]:
    """Return the bloc of each group, in their order; the others have none."""
    text = files("groundgame.electoral.forecasting").joinpath("blocs.csv").read_text(encoding="utf-8")
    found = {row["group"]: row["bloc"] for row in csv.DictReader(text.splitlines())}
    return tuple(found.get(name, "") for name in GROUPS)


def transfers(known: Known) -> Transfers:
    """Return second choices as the mayor's elections before the day bear out, beside one election's worth of a guess.

    Only what those left gained is published, so the two parts are fitted by least squares on the sums of each bloc.
    """
    rows: list[tuple[list[float], float]] = [([1.0, 0.0], settings.OWN_BLOC), ([0.0, 1.0], settings.OTHER_BLOC)]
    votes = known.votes("mayor")
    for contest in votes["id"].unique().sort():
        rows += _gains(known, contest)
    sides, gained = np.array([side for side, _ in rows]), np.array([gain for _, gain in rows])
    own, other = np.linalg.lstsq(sides, gained, rcond=None)[0]
    return Transfers(float(np.clip(own, 0.05, 0.9)), float(np.clip(other, 0.02, 0.5)))


def _gains(known: Known, contest: str) -> list[tuple[list[float], float]]:
    """Return, for each finalist, the parts of those out that are of its bloc and that are not, and what it gained."""
    rows = known.record.frame("results_mayor").filter(pl.col("contest") == contest).to_dicts()
    final = {row["name"]: row for row in rows if row["final_round"] is not None}
    if len(final) != len([row for row in final.values() if blocs()[group(row["party"])]]) or not final:
        return []
    out = [row for row in rows if row["name"] not in final]
    total = sum(row["votes"] for row in out)
    found = []
    for finalist in final.values():
        side = blocs()[group(finalist["party"])]
        own = sum(row["votes"] for row in out if blocs()[group(row["party"])] == side)
        none = sum(row["votes"] for row in out if not blocs()[group(row["party"])])
        parts = [(own + none / 2) / total, (total - own - none / 2) / total]
        found.append((parts, (finalist["final_round"] - finalist["votes"]) / total))
    return found


def final_round(first: Floats, table: Floats, spread: Floats) -> tuple[Ints, Floats]:
    """Return the two left of each draw and their final shares of all first choices, each (draws, 2), highest first.

    `first` are first choices (draws, groups); `spread` (draws,) multiplies what is transferred.
    """
    order = np.argsort(-first, axis=1)[:, :2].astype(np.int64)
    at = np.arange(len(first))
    out = first.copy()
    for place in (0, 1):
        out[at, order[:, place]] = 0.0
    final = [
        first[at, order[:, place]] + spread * np.einsum("dg,gd->d", out, table[:, order[:, place]]) for place in (0, 1)
    ]
    return order, np.stack(final, axis=1)


def elected_by_sv(first: Floats, table: Floats, spread: Floats) -> Ints:
    """Return who is elected on each draw: with more than half of the first choices at once, else in the final round."""
    order, final = final_round(first, table, spread)
    ahead = np.where(final[:, 0] >= final[:, 1], order[:, 0], order[:, 1])
    half = first.max(axis=1) > 0.5
    return np.where(half, order[:, 0], ahead).astype(np.int64)
