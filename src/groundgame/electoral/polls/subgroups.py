"""Subgroups of a poll, such as a capital against the country: what each is worth, and whether they differ."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from math import ceil, hypot, sqrt

from scipy import special

from groundgame.electoral.polls.errors import PollsError
from groundgame.electoral.polls.leadership import section_error

# Weighting a panel to a membership makes its sample worth about two thirds of what was asked: assumed, not measured.
DESIGN_EFFECT = 1.5
NORMAL_95 = 1.96
MOST_NEEDED = 1_000_000
MOST_SHARE = 1.005


@dataclass(frozen=True, slots=True)
class Subgroup:
    """A part of a poll: its name, how many were asked, and the share (0-1) of each candidate."""

    name: str
    sample: int
    shares: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Margin:
    """A candidate's share (0-1) in a subgroup, with what to add and take off for 95%.

    `sampling` is for chance alone, `honest` with the error that polls of a party's sections have had beside.
    """

    group: str
    name: str
    share: float
    sampling: float
    honest: float


@dataclass(frozen=True, slots=True)
class Difference:
    """How much higher a candidate's share (0-1) is in the first group than in the second, and whether that is told.

    `margin` is for 95%. What a poll has wrong in both groups alike cancels, and is not in it. `chance` is that the
    first is truly higher; `needed` how many would have to be asked in each group to tell a difference of this size.
    """

    first: str
    second: str
    name: str
    difference: float
    margin: float
    chance: float
    needed: int

    @property
    def told(self) -> bool:
        """Whether the difference is larger than its margin."""
        return abs(self.difference) > self.margin

    @property
    def sentence(self) -> str:
        """The difference in plain words."""
        points, margin = 100 * abs(self.difference), 100 * self.margin
        stands = "higher" if self.difference > 0 else "lower"
        where = f"{stands} in {self.first} than in {self.second}"
        apart = f"{self.name} is {points:.0f} points {where}, give or take {margin:.0f}"
        if self.told:
            return f"{apart}: the poll tells them apart."
        more = f"about {self.needed:,} in each" if self.needed < MOST_NEEDED else "more than anybody asks"
        return f"{apart}: the poll cannot tell them apart. It would take {more}."


@dataclass(frozen=True, slots=True)
class Subgroups:
    """Every share with its margin, and every difference between two groups."""

    margins: tuple[Margin, ...]
    differences: tuple[Difference, ...]


def subgroups(groups: Sequence[Subgroup], *, as_of: date = date.max, design_effect: float = DESIGN_EFFECT) -> Subgroups:
    """Return what each subgroup's shares are worth, and which differences are more than chance.

    The effective sample is what was asked over `design_effect`, as weighted answers are worth fewer (Kish 1965).
    The error that polls of a party's sections had is learned from those before `as_of`.

    Raises:
        PollsError: if there are fewer than two groups, one asked nobody, or shares are none.
    """
    _check(groups, design_effect)
    beyond = section_error(as_of)
    margins = [_margin(group, name, design_effect, beyond) for group in groups for name in group.shares]
    pairs = [
        _difference(first, second, name, design_effect)
        for first, second in combinations(groups, 2)
        for name in first.shares
        if name in second.shares
    ]
    return Subgroups(tuple(margins), tuple(pairs))


def rest(whole: Subgroup, part: Subgroup) -> Subgroup:
    """Return the rest of a poll: all of it but one part, such as the country without its capital.

    Raises:
        PollsError: if the part is as large as the whole, or more were for somebody in it than in all.

    >>> rest(Subgroup("all", 1000, {"A": 0.5}), Subgroup("London", 200, {"A": 0.3})).shares
    {'A': 0.55}
    """
    left = whole.sample - part.sample
    if left <= 0:
        raise PollsError(
            f"{part.name} asked {part.sample}, and all of the poll {whole.sample}: a part is less than all."
        )
    names = [name for name in whole.shares if name in part.shares]
    shares = {
        name: round((whole.shares[name] * whole.sample - part.shares[name] * part.sample) / left, 12) for name in names
    }
    wrong = next((name for name, share in shares.items() if not 0 <= share <= 1), None)
    if wrong is not None:
        raise PollsError(
            f"{wrong} cannot have {part.shares[wrong]:.0%} of {part.name} and {whole.shares[wrong]:.0%} of all."
        )
    return Subgroup("the rest", left, shares)


def _margin(group: Subgroup, name: str, design_effect: float, beyond: float) -> Margin:
    error = _error(group, name, design_effect)
    return Margin(group.name, name, group.shares[name], NORMAL_95 * error, NORMAL_95 * hypot(error, beyond))


def _difference(first: Subgroup, second: Subgroup, name: str, design_effect: float) -> Difference:
    errors = _error(first, name, design_effect), _error(second, name, design_effect)
    apart, error = first.shares[name] - second.shares[name], hypot(*errors)
    each = (
        NORMAL_95**2 * sum(group.shares[name] * (1 - group.shares[name]) for group in (first, second)) * design_effect
    )
    needed = min(ceil(each / apart**2), MOST_NEEDED) if apart else MOST_NEEDED
    chance = float(special.ndtr(apart / error)) if error else float(apart > 0)
    return Difference(first.name, second.name, name, apart, NORMAL_95 * error, chance, needed)


def _error(group: Subgroup, name: str, design_effect: float) -> float:
    """Return the standard error of a share; at nought and all, of half a person's answer, as nobody is certain."""
    share = min(max(group.shares[name], 0.5 / group.sample), 1 - 0.5 / group.sample)
    return sqrt(design_effect * share * (1 - share) / group.sample)


def _check(groups: Sequence[Subgroup], design_effect: float) -> None:
    if len(groups) < 2:
        raise PollsError("Name at least two groups: a capital says nothing until something stands beside it.")
    if design_effect < 1:
        raise PollsError(f"A design effect of {design_effect:g} is less than 1: weighting makes no sample worth more.")
    for group in groups:
        check_shares(group)


def check_shares(group: Subgroup) -> None:
    """Refuse a group that asked nobody, or whose shares are none.

    Raises:
        PollsError: if so.
    """
    if group.sample < 1:
        raise PollsError(f"{group.name} asked {group.sample}: a group is of one person or more.")
    for name, share in group.shares.items():
        if not 0 <= share <= 1:
            raise PollsError(f"{name} has {share:g} of {group.name}: a share is between 0 and 1.")
    whole = sum(group.shares.values())
    if whole > MOST_SHARE:
        raise PollsError(f"The shares of {group.name} add to {whole:.0%}: they add to 100% at most; correct them.")
