"""Where more was done, did the party do better than the tide? An association, which says nothing of why.

Branches with many volunteers differ from others in much else; only what chance held back tells what work does.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from groundgame.electoral.trials.errors import TrialError
from groundgame.electoral.trials.intervals import Estimate, plain
from groundgame.electoral.trials.measured import Floats

ROUNDS = 50
FEWEST = 3
"""Branches of an election beside the mean and the slope: fewer leave nothing to judge by."""


@dataclass(frozen=True)
class BranchEffort:
    """One branch before one election.

    `contacts_by_week` counts contacts; `departure` is how far its share (0-1) was from the tide, with its
    standard error.
    """

    election: str
    branch: str
    households: int
    contacts_by_week: tuple[int, ...]
    departure: float
    departure_error: float

    @property
    def contacts_a_household(self) -> float:
        """Contacts of all weeks by the branch's households."""
        return sum(self.contacts_by_week) / self.households


@dataclass(frozen=True)
class Association:
    """How much further from the tide (0-1) branches were for one contact a household more. Never an effect.

    `from_trials` is what trials would have given for the same contact (0-1), if there are any.
    """

    election: str
    branches: int
    per_contact_a_household: Estimate
    from_trials: Estimate | None = None

    def sentence(self) -> str:
        """Return what may be said of it, and what may not."""
        value, low, high = (_in_ten(getattr(self.per_contact_a_household, name)) for name in ("value", "low", "high"))
        said = (
            f"{self.election}: over {self.branches} branches, one contact more for every ten households went with "
            f"{value} points against the tide (nine times in ten between {low} and {high}). An association: branches "
            "that do more differ in other ways too."
        )
        if self.from_trials is None:
            return f"{said} No trial has told yet what the work did."
        return f"{said} Trials put the work's own part at {_in_ten(self.from_trials.value)} points."


def _in_ten(share: float) -> str:
    """Return in points what goes with a contact in one household of ten: one in each is more than anybody makes."""
    return f"{share * 100 / 10:+.1f}"


def association(efforts: Sequence[BranchEffort], trials: Estimate | None = None) -> list[Association]:
    """Return the association of each election, in the order of their names.

    Least squares, every branch weighted by how surely its departure is known and by how much branches depart for
    reasons of their own; the interval by residuals scaled for their leverage (HC3), and Student's t. `trials` is what
    trials give for one contact a household (`for_a_household`).

    Raises:
        TrialError: if an election has too few branches, or all did the same.
    """
    elections = sorted({one.election for one in efforts})
    return [_of_one(name, [one for one in efforts if one.election == name], trials) for name in elections]


def for_a_household(per_contact: Estimate, voters_a_household: float) -> Estimate:
    """Return what one contact a household would add to the party's share, by an effect per contact.

    A contact is with one elector; of a household so many vote, so that a vote more is that much less of a share.
    """
    parts = (per_contact.value, per_contact.error, per_contact.low, per_contact.high)
    return Estimate(*(one / voters_a_household for one in parts))


def _of_one(election: str, efforts: Sequence[BranchEffort], trials: Estimate | None) -> Association:
    ordered = sorted(efforts, key=lambda one: one.branch)
    effort = np.array([one.contacts_a_household for one in ordered])
    if len(ordered) < FEWEST + 2 or np.ptp(effort) == 0:
        raise TrialError(
            f"{election} has {len(ordered)} branches, or all of them made as many contacts a household: an association "
            f"takes {FEWEST + 2} branches that differ."
        )
    departure = np.array([one.departure for one in ordered])
    errors = np.array([one.departure_error for one in ordered])
    weights = 1 / (errors**2 + _own_reasons(effort, departure, errors))
    return Association(election, len(ordered), _slope(effort, departure, weights), trials)


def _slope(effort: Floats, departure: Floats, weights: Floats) -> Estimate:
    design = np.stack([np.ones(len(effort)), effort], axis=1)
    inverse = np.linalg.inv(design.T @ (design * weights[:, None]))
    influence = inverse @ (design * weights[:, None]).T
    left = departure - design @ (influence @ departure)
    scaled = left / (1 - (design * influence.T).sum(axis=1))
    variance = float((influence[1] * scaled) @ (influence[1] * scaled))
    return plain(float(influence[1] @ departure), variance, len(effort) - 2)


def _own_reasons(effort: Floats, departure: Floats, errors: Floats) -> float:
    """Return the variance of departures beyond their errors and beyond the slope: what makes squares as expected."""
    low, high = 0.0, float(np.ptp(departure)) + 1e-9
    if _squares(effort, departure, errors, low) <= len(effort) - 2:
        return 0.0
    for _ in range(ROUNDS):
        middle = (low + high) / 2
        above = _squares(effort, departure, errors, middle) > len(effort) - 2
        low, high = (middle, high) if above else (low, middle)
    return high**2


def _squares(effort: Floats, departure: Floats, errors: Floats, spread: float) -> float:
    weights = 1 / (errors**2 + spread**2)
    scale = np.sqrt(weights)
    design = np.stack([scale, scale * effort], axis=1)
    left = scale * departure - design @ np.linalg.lstsq(design, scale * departure, rcond=None)[0]
    return float(left @ left)
