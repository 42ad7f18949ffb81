"""Turnout to expect in every ward of 2022, as of a day, with its spread."""

from dataclasses import dataclass, replace
from datetime import date
from functools import cache, cached_property

import numpy as np
import numpy.typing as npt
import polars as pl

from groundgame.electoral.turnout.electors import electors
from groundgame.electoral.turnout.errors import TurnoutError
from groundgame.electoral.turnout.grid import HOLDERS, Floats, groups, wards
from groundgame.electoral.turnout.grid import outer as _outer
from groundgame.electoral.turnout.habits import departures
from groundgame.electoral.turnout.levels import level
from groundgame.electoral.turnout.observed import observed
from groundgame.electoral.turnout.odds import log_odds, raised_to, share
from groundgame.electoral.turnout.scenario import at_sliders

KINDS = {
    "mayor": "mayor",
    "assembly": "mayor",
    "assembly-list": "mayor",
    "borough": "borough",
    "parliament": "parliament",
    "general": "parliament",
}
"""The kinds of contest that may be asked for, and whose turnouts they are: one paper's voters are all three's."""

PLACES = ["ward", *(column for column in HOLDERS.values())]


@dataclass(frozen=True, eq=False)
class WardTurnout:
    """The turnout to expect by ward, and the four independent parts of its error, all on the logit scale.

    `logit` and `ward_sd` are by ward, in the order of `wards`; `level_sd` is common to the city, `ring_sd` raises outer
    London as it lowers inner, `borough_sd` is common to a borough's wards. `level` is the turnout of the city (0-1).
    `free` is 1 by ward, and 0 where the ring's turnout is given, so that the first two errors do not touch it.
    """

    kind: str
    day: date
    electors: Floats
    logit: Floats
    ward_sd: Floats
    level: float
    level_sd: float
    ring_sd: float
    borough_sd: float
    free: Floats

    @cached_property
    def wards(self) -> pl.DataFrame:
        """One row a ward: ward, borough, assembly, westminster, ring, electors, turnout, sd (0-1; the level known)."""
        own = np.sqrt(self.ward_sd**2 + self.borough_sd**2 + (self.ring_sd * self.free) ** 2)
        turnout = share(self.logit)
        columns = {"electors": self.electors, "turnout": turnout, "sd": own * turnout * (1 - turnout)}
        return wards().select(PLACES).with_columns(**{name: pl.Series(values) for name, values in columns.items()})

    def draws(self, draws: int, rng: np.random.Generator) -> npt.NDArray[np.float32]:
        """Return turnouts (0-1) that may come, draws by wards, moved together as the four errors say."""
        boroughs, of = groups("borough")
        common = rng.standard_normal((draws, 1), dtype=np.float32) * np.float32(self.level_sd)
        ring = rng.standard_normal((draws, 1), dtype=np.float32) * np.float32(self.ring_sd)
        borough = rng.standard_normal((draws, len(boroughs)), dtype=np.float32) * np.float32(self.borough_sd)
        own = rng.standard_normal((draws, len(of)), dtype=np.float32)
        own *= self.ward_sd.astype(np.float32)
        own += self.logit.astype(np.float32) + borough[:, of]
        own += (common + ring * np.where(_outer(), 1, -1).astype(np.float32)) * self.free.astype(np.float32)
        np.negative(own, out=own)
        np.exp(own, out=own)
        own += 1
        return np.reciprocal(own, out=own)

    def of(self, boundary_set: str) -> pl.DataFrame:
        """Return area, electors, turnout and sd (0-1, all errors) of boroughs, `lac`, `pcon24`, `ring` or `city`.

        A ward counts whole to its borough, and to the seat that holds most of it.

        Raises:
            TurnoutError: if wards are not summed to such a set.
        """
        codes, of = _holders(boundary_set)
        held = np.zeros((len(codes), len(of)))
        held[of, np.arange(len(of))] = self.electors
        totals = held.sum(axis=1)
        turnout = held @ share(self.logit) / totals
        sd = self.sd_of(held / totals[:, None])
        return pl.DataFrame({"area": codes, "electors": totals, "turnout": turnout, "sd": sd})

    def at(self, *, inner: float | None = None, outer: float | None = None) -> "WardTurnout":
        """Return the same wards with a ring's turnout (0-1) set: all its wards move alike in log-odds.

        The turnout of a ring whose slider is set is what is asked about: what error is left is of its places. A ring
        that is left alone is known no better than before.

        Raises:
            TurnoutError: if a turnout is not between 0 and 1.
        """
        if inner is None and outer is None:
            return self
        turnout = at_sliders(share(self.logit), self.electors, _outer(), inner_turnout=inner, outer_turnout=outer)
        whole = float(turnout @ self.electors / self.electors.sum())
        left = [ring for ring, slider in ((False, inner), (True, outer)) if slider is None]
        return replace(self, logit=log_odds(turnout), level=whole, free=self.free * np.isin(_outer(), left))

    def sd_of(self, weights: Floats) -> Floats:
        """Return the standard deviation (0-1, all errors) of weighted means of the wards, weights areas by wards."""
        turnout = share(self.logit)
        slopes = weights * turnout * (1 - turnout)
        boroughs, of = groups("borough")
        by_borough = np.square(slopes @ np.eye(len(boroughs))[of]).sum(axis=1)
        of_level = slopes @ self.free
        by_ring = slopes @ (np.where(_outer(), 1.0, -1.0) * self.free)
        variance = (
            self.level_sd**2 * of_level**2
            + self.ring_sd**2 * by_ring**2
            + self.borough_sd**2 * by_borough
            + np.square(slopes * self.ward_sd).sum(axis=1)
        )
        sd: Floats = np.sqrt(variance)
        return sd


def ward_turnout(kind: str, day: date, *, as_of: date | None = None) -> WardTurnout:
    """Return the turnout to expect by ward of 2022 in a contest of a kind on a day, from the contests before `as_of`.

    `as_of` is the day itself unless it is given. The census of 2021 describes the wards at all times, and the wards
    are those of 2022; electors are those known before `as_of`.

    Raises:
        TurnoutError: if the kind is none of `mayor`, `assembly`, `assembly-list`, `borough`, `parliament` or `general`,
            or if nothing is known of it before the day.
    """
    if kind not in KINDS:
        raise TurnoutError(f"Turnout knows no kind of contest {kind!r}; there are {', '.join(KINDS)}.")
    return replace(expected(KINDS[kind], day, min(as_of or day, day)), kind=kind)


@cache
def expected(kind: str, day: date, as_of: date) -> WardTurnout:
    """Return what `ward_turnout` does, of a kind that has levels of its own."""
    city = level(kind, as_of)
    pattern = departures(kind, observed(as_of), as_of)
    people = electors(as_of)
    whole = float(share(np.array(city.logit)))
    return WardTurnout(
        kind=kind,
        day=day,
        electors=people,
        logit=raised_to(pattern.mean, people / people.sum(), whole),
        ward_sd=pattern.ward_sd,
        level=whole,
        level_sd=city.sd,
        ring_sd=pattern.ring_sd,
        borough_sd=pattern.borough_sd,
        free=np.ones(len(people)),
    )


def _holders(boundary_set: str) -> tuple[tuple[str, ...], npt.NDArray[np.intp]]:
    if boundary_set == "city":
        return ("city",), np.zeros(wards().height, dtype=np.intp)
    if boundary_set not in HOLDERS:
        known = ", ".join([*HOLDERS, "city"])
        raise TurnoutError(f"Turnout by ward is not summed to {boundary_set!r}; there are {known}.")
    return groups(HOLDERS[boundary_set])
