"""The pattern of turnout over the wards: what lasts, what belongs to a kind of contest, and what is a ward's own.

A linear mixed model on the logit scale, its variances given: each contest has its own level; wards differ by their
people, their borough, their ring and themselves, partly in all contests alike and partly in one kind. Everything is
shrunk towards nothing as its variance says, which is ridge regression (Hoerl and Kennard 1970; Lindley and Smith 1972).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np
import numpy.typing as npt
from scipy.linalg import cho_solve, cholesky, solve_triangular

from groundgame.electoral.turnout.grid import Floats
from groundgame.electoral.turnout.layout import Layout
from groundgame.electoral.turnout.observed import Observed
from groundgame.electoral.turnout.spreads import SPREADS, Spreads


@dataclass(frozen=True)
class Pattern:
    """A kind of contest's departures by ward, logit scale: the mean, and the standard deviations of what is not known.

    `ward_sd` is each ward's own, beside `borough_sd` and `ring_sd`, which the wards of a borough or a ring share.
    """

    mean: Floats
    ward_sd: Floats
    borough_sd: float
    ring_sd: float


@dataclass(frozen=True)
class Block:
    """Wards that the same contests are known of: their numbers, and values and rows (contests, wards, columns)."""

    wards: npt.NDArray[np.intp]
    contests: npt.NDArray[np.intp]
    values: Floats
    rows: Floats


class Model:
    """Contests as one regression on shared effects; a ward's own departures are noise that its contests share."""

    def __init__(self, seen: tuple[Observed, ...], as_of: date, spreads: Spreads = SPREADS) -> None:
        """Take the contests to learn from, each of wards or of areas, and the day on which they are looked back to."""
        self.layout = Layout(seen, as_of, spreads)
        self.spreads = spreads

    def predict(self, kind: str) -> Pattern:
        """Return the departures to expect of the wards in the next contest of a kind."""
        rows = self.layout.rows_to_come(kind)
        own = self._own_with_contests(kind)
        mean = rows @ self.effects
        variance = np.full(len(mean), self.spreads.lasting.ward**2 + self.spreads.kind.ward**2)
        for block in self._blocks:
            gain = np.linalg.solve(self._covariance(block.contests), own[block.contests])
            mean[block.wards] += gain @ (block.values - block.rows @ self.effects)
            rows[block.wards] -= np.tensordot(gain, block.rows, axes=1)
            variance[block.wards] -= own[block.contests] @ gain
        return self._pattern(mean, variance, rows)

    def _pattern(self, mean: Floats, variance: Floats, rows: Floats) -> Pattern:
        contest = self.spreads.contest
        # The level of the city is foretold apart: what is not known of past levels is no part of the pattern.
        shared = rows.copy()
        shared[:, : len(self.layout.seen)] = 0
        unknown = np.square(solve_triangular(self._root, shared.T, lower=True)).sum(axis=0)
        borough = float(np.sqrt(contest.borough**2 + unknown.mean()))
        return Pattern(mean, np.sqrt(variance + contest.ward**2), borough, contest.ring)

    @cached_property
    def effects(self) -> Floats:
        """The shared effects as fitted, in the order of the layout's columns."""
        fitted: Floats = cho_solve((self._root, True), self._moments)
        return fitted

    @property
    def log_likelihood(self) -> float:
        """How probable the model makes what was seen, up to a constant: what the spreads were chosen by."""
        fitted = self._moments @ self.effects
        return float(-0.5 * (self._squares - fitted) - self._log_scale - np.log(np.diag(self._root)).sum())

    @cached_property
    def _root(self) -> Floats:
        precision = self._gathered[0]
        root: Floats = cholesky(precision + np.eye(len(precision)), lower=True)
        return root

    @property
    def _moments(self) -> Floats:
        return self._gathered[1]

    @property
    def _squares(self) -> float:
        return self._gathered[2]

    @property
    def _log_scale(self) -> float:
        return self._gathered[3]

    @cached_property
    def _gathered(self) -> tuple[Floats, Floats, float, float]:
        """Sum rows'rows, rows'values and values'values over all that was seen, each first divided by its noise."""
        # Before the first contest whose areas are known there is nothing to gather, and the prior stands.
        nothing = (np.zeros((0, self.layout.rows_to_come("").shape[1])), np.zeros(0), 0.0)
        parts = [nothing, *self._of_wards(), *self._of_areas()]
        rows = np.vstack([rows for rows, _, _ in parts])
        values = np.concatenate([values for _, values, _ in parts])
        return rows.T @ rows, rows.T @ values, float(values @ values), sum(scale for _, _, scale in parts)

    def _of_wards(self) -> Iterator[tuple[Floats, Floats, float]]:
        for block in self._blocks:
            root = np.linalg.cholesky(self._covariance(block.contests))
            inverse = np.linalg.inv(root)
            rows = np.tensordot(inverse, block.rows, axes=1).reshape(-1, block.rows.shape[2])
            scale = len(block.wards) * float(np.log(np.diag(root)).sum())
            yield rows, (inverse @ block.values).ravel(), scale

    def _of_areas(self) -> Iterator[tuple[Floats, Floats, float]]:
        spreads = self.spreads
        for contest in self.layout.seen:
            if contest.shares is not None:
                wider = self.layout.widened(contest) ** 2
                own = spreads.lasting.ward**2 + spreads.kind.ward**2 + wider * spreads.contest.ward**2
                of_wards = own * np.square(contest.shares).sum(axis=1)
                noise = np.sqrt(contest.noise**2 + wider * spreads.contest.borough**2 + of_wards)
                rows = contest.shares @ self.layout.rows_of(contest) / noise[:, None]
                yield rows, contest.logit / noise, float(np.log(noise).sum())

    @cached_property
    def _blocks(self) -> tuple[Block, ...]:
        contests = self.layout.by_ward
        if not contests:
            return ()
        values = np.array([each.logit for each in contests])
        rows = np.array([self.layout.rows_of(each) for each in contests])
        known = np.isfinite(values)
        kinds, of_kind = np.unique(known, axis=1, return_inverse=True)
        blocks = []
        for number, mask in enumerate(kinds.T):
            members, seen = np.flatnonzero(of_kind == number), np.flatnonzero(mask)
            if len(seen):
                block = np.ix_(seen, members)
                blocks.append(Block(members, seen, values[block], rows[block]))
        return tuple(blocks)

    def _covariance(self, contests: npt.NDArray[np.intp]) -> Floats:
        """Return how the departures of a ward of its own in some contests vary together, with each contest's noise."""
        chosen = [self.layout.by_ward[at] for at in contests]
        together = np.array([self._own_with_contests(each.kind)[contests] for each in chosen])
        single = [(self.layout.widened(each) * self.spreads.contest.ward) ** 2 + each.noise**2 for each in chosen]
        covariance: Floats = together + np.diag(single)
        return covariance

    def _own_with_contests(self, kind: str) -> Floats:
        same = np.array([each.kind == kind for each in self.layout.by_ward], dtype=float)
        return self.spreads.lasting.ward**2 + same * self.spreads.kind.ward**2
