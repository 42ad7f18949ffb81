"""How hours are split between London and days out: on one price of an hour, wherever it is spent."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from groundgame.electoral.allocation.across.asking import Ask
from groundgame.electoral.allocation.across.limited import Planned
from groundgame.electoral.allocation.across.rounds import Field
from groundgame.electoral.allocation.across.weeks import kept_by_round
from groundgame.electoral.allocation.away import anywhere, by_branch
from groundgame.electoral.allocation.away.days import Ground
from groundgame.electoral.allocation.away.going import WESTMINSTER, AwayDays
from groundgame.electoral.allocation.away.seats import AwaySeat


@dataclass(frozen=True, eq=False)
class Going:
    """The days out, and the seats that were considered.

    `free` are the hours of which days may be taken: those beside leaflets and what every branch gets or, of branches,
    those for whole days; `worth` those that would add more outside London, before they became whole days. `setting` is
    who may set out for where, in the order of the grounds; None where no hours by branch were given.
    """

    days: tuple[AwayDays, ...]
    grounds: tuple[Ground, ...]
    free: float
    worth: float
    setting: by_branch.Setting | None = None

    def doors(self, seat: AwaySeat) -> float:
        """Return the hours at the door in a seat."""
        return sum(one.doors for one in self.days if one.seat == seat)

    @property
    def hours(self) -> float:
        """The hours of all days out, the way among them."""
        return sum(one.hours for one in self.days)


def split(field: Field, ask: Ask, london: Planned, there: Sequence[Ground], day_hours: float) -> Going:
    """Return the days out that add most with London's hours, given London's plan of all that is asked."""
    return (_by_branch if ask.volunteers else _anywhere)(field, ask, london, there, day_hours)


def _anywhere(field: Field, ask: Ask, london: Planned, there: Sequence[Ground], day_hours: float) -> Going:
    """Return the days out where all set out from the middle of London."""
    left = kept_by_round(field, ask)[WESTMINSTER]
    lines = [one.line(london[0].effects, left, ask.weights[WESTMINSTER]) for one in there]
    hours = anywhere.hours_away(london, ask, lines)
    days = tuple(anywhere.dated(field, ask, there, hours, day_hours))
    return Going(days, tuple(there), anywhere.free_hours(field, ask), float(hours.sum()))


def _by_branch(field: Field, ask: Ask, london: Planned, there: Sequence[Ground], day_hours: float) -> Going:
    """Return the days out of branches."""
    setting = by_branch.setting_of(field, ask, [one.seat for one in there], day_hours)
    best = setting.able.max(axis=0)
    near = tuple(replace(one, left=most or one.left) for one, most in zip(there, best.tolist(), strict=True))
    free = day_hours * sum(setting.rooms.values())
    if not setting.able.any():
        return Going((), near, free, 0.0, setting)
    hours = by_branch.hours_away(london, ask, near, setting, day_hours)
    days = tuple(by_branch.dated(field, ask, near, hours, setting, day_hours))
    return Going(days, near, free, float(hours.sum()), setting)
