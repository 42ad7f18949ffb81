"""Old areas cut into pieces, and new ones put together from them, as arrays."""

from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

Array = NDArray[Any]


class Cut:
    """Counts of old areas with the pieces that take them to new ones.

    Arrays over old areas: `votes` and `shares` (0-1), a column a party. Over pieces: `old` and `new` (positions of
    their areas), `of_old` and `of_new` (0-1: the part of the old area's residents, and of the new area's votes, that
    the piece has) and `density`. Over new areas: `clues`, each of mean 0 and spread 1.
    """

    def __init__(self, counts: pl.DataFrame, pieces: pl.DataFrame, clues: pl.DataFrame) -> None:
        """Put areas and parties in the order of their codes, and number them."""
        table = counts.pivot("party", index="area", values="votes", aggregate_function="sum").fill_null(0).sort("area")
        self.parties = sorted(name for name in table.columns if name != "area")
        self.votes: Array = table.select(self.parties).to_numpy().astype(float)
        self.shares: Array = self.votes / self.votes.sum(axis=1, keepdims=True).clip(1e-12, None)
        old = pl.DataFrame({"from": table["area"], "old": np.arange(table.height)})
        new = clues.select(pl.col("area").alias("to")).sort("to").with_row_index("new")
        self.pieces = (
            pieces.filter(pl.col("share_of_from") > 0).join(old, on="from").join(new, on="to").sort("from", "to")
        )
        self.old, self.new = (self.pieces[name].to_numpy() for name in ("old", "new"))
        self.of_old = self._of_whole(self.pieces["share_of_from"].to_numpy(), self.old)
        self.of_new = self._of_whole(self.of_old * self.votes.sum(axis=1)[self.old], self.new)
        self.density: Array | None = self.pieces["density"].to_numpy() if "density" in pieces.columns else None
        self.clues = _standard(clues.sort("area").drop("area").to_numpy().astype(float))
        self.mixing = self._mixing()

    def shares_of_pieces(self) -> Array:
        """Return each old area's shares, once for each of its pieces."""
        shares: Array = self.shares[self.old]
        return shares

    def centred(self, values: Array) -> Array:
        """Return values of pieces less their mean over the old area, by residents."""
        means = np.bincount(self.old, self.of_old * values, minlength=len(self.votes))
        centred: Array = values - means[self.old]
        return centred

    def frame(self, rates: Array) -> pl.DataFrame:
        """Return from, to, party and rate of an array of pieces and parties."""
        wide = self.pieces.select("from", "to").hstack(pl.DataFrame(rates, schema=self.parties, orient="row"))
        return wide.unpivot(self.parties, index=["from", "to"], variable_name="party", value_name="rate")

    def _of_whole(self, values: Array, whole: Array) -> Array:
        parts: Array = values / np.bincount(whole, values).clip(1e-12, None)[whole]
        return parts

    def _mixing(self) -> Array:
        """Return what a departure of each piece, centred within its old area, adds to the share of each new area."""
        mixing = np.zeros((len(self.clues), len(self.old)))
        mixing[self.new, np.arange(len(self.old))] = self.of_new
        for area in range(len(self.votes)):
            own = np.flatnonzero(self.old == area)
            mixing[np.ix_(self.new[own], own)] -= np.outer(self.of_new[own], self.of_old[own])
        return mixing


def _standard(values: Array) -> Array:
    spread = values.std(axis=0)
    standard: Array = ((values - values.mean(axis=0)) / np.where(spread > 0, spread, 1.0))[:, spread > 0]
    return standard
