"""The hours of every ward that add most to seats won and councils controlled."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from groundgame.electoral.allocation.control import control_gains
from groundgame.electoral.allocation.effort import Effort, Floats
from groundgame.electoral.allocation.errors import AllocationError
from groundgame.electoral.allocation.gains import SMOOTHED_POINTS, GainCurve, gain_curve
from groundgame.electoral.allocation.needs import WardNeed
from groundgame.electoral.allocation.passes import turns
from groundgame.electoral.allocation.spending import spend


@dataclass(frozen=True)
class Worth:
    """What is wanted: the weight of a seat, and that of the control of a council."""

    seat: float = 1.0
    control: float = 0.0


class Prospects:
    """Wards with the curves of what hours add there; made once, planned on with any budget and weights.

    One polling day, and one effort for all: what a replay holds plans against others on. `across.planner.Planner` plans
    all tiers, with channels, weeks, volunteers and floors.
    """

    def __init__(
        self, wards: Sequence[WardNeed], homes: Floats, effort: Effort, points: float = SMOOTHED_POINTS
    ) -> None:
        """Make the curves of wards of so many homes each, (wards,).

        Raises:
            AllocationError: if a ward has no homes, or there is no ward.
        """
        if not wards or not (np.asarray(homes) > 0).all():
            raise AllocationError("A plan needs at least one ward, and the number of homes of each.")
        self.wards, self.homes, self.effort, self.points = wards, homes, effort, points
        self.curves: list[GainCurve] = [
            gain_curve(ward, float(number), effort, points) for ward, number in zip(wards, homes, strict=True)
        ]
        self._seats = [curve.gains() for curve in self.curves]

    def gained(self, hours: Floats) -> float:
        """Return the expected seats, smoothed, that a plan's hours win."""
        pairs = zip(hours, self.curves, self._seats, strict=True)
        return float(sum(np.interp(spent, curve.hours, gains) for spent, curve, gains in pairs))

    def votes(self, hours: Floats) -> Floats:
        """Return the votes that a plan's hours yield in each ward."""
        return self.effort.votes(hours, self.homes)

    def plan(self, budget_hours: float, worth: Worth | None = None) -> Floats:
        """Return each ward's hours, (wards,), within the budget.

        Control of a council depends on all its wards at once: the curves are worked out again, pass after pass, as
        the plan stands.

        Raises:
            AllocationError: if the budget or a weight is below 0.
        """
        worth = worth or Worth()
        if min(budget_hours, worth.seat, worth.control) < 0:
            raise AllocationError(f"Hours and weights cannot be below 0: {budget_hours:g} hours, {worth}.")
        hours = np.zeros(len(self.wards))
        for turn in turns(bends=worth.control > 0):
            hours += turn * (self._spent(budget_hours, self._gains(worth, hours)) - hours)
        return hours

    def _gains(self, worth: Worth, hours: Floats) -> list[Floats]:
        if not worth.control:
            return [worth.seat * seats for seats in self._seats]
        pairs = zip(self._seats, control_gains(self.wards, self.curves, self.votes(hours)), strict=True)
        return [worth.seat * seats + worth.control * made for seats, made in pairs]

    def _spent(self, budget_hours: float, gains: list[Floats]) -> Floats:
        return spend([curve.hours for curve in self.curves], gains, budget_hours)
