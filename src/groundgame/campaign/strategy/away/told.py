"""The days out of a kept plan in words: what was offered, who goes how often, and what that changes."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from groundgame.campaign.strategy.away.offered import AWAY, Offer, offer_of
from groundgame.campaign.strategy.models import DayOut, KeptPlan
from groundgame.electoral.places import atlas

NOBODY = "Whichever branch accepts"


@dataclass(frozen=True, slots=True)
class Going:
    """A branch's days in a seat: the weeks (Mondays) with how many each, and the minutes of the way there."""

    branch: str
    seat: str
    weeks: tuple[tuple[dt.date, int], ...]
    days: int
    hours: float
    minutes: int


@dataclass(frozen=True, slots=True)
class Seat:
    """A seat's chance (0-1) without the days and with them, nine times of ten from `low` to `high`, and why."""

    name: str
    before: float
    after: float
    low: float
    high: float
    why: str


@dataclass(frozen=True, slots=True)
class ToldDays:
    """All that a plan's page says of days out."""

    offered: str
    sentence: str
    considered: int
    seats: tuple[Seat, ...]
    going: tuple[Going, ...]


def told_days(plan: KeptPlan) -> ToldDays | None:
    """Return a plan's days out in words; None where it was offered no seat outside London."""
    kept = plan.figures.get(AWAY)
    if kept is None:
        return None
    seats = tuple(Seat(*row) for row in kept["seats"])
    return ToldDays(offered_told(offer_of(plan)), kept["told"], kept["considered"], seats, tuple(_going(plan)))


def offered_told(offer: Offer) -> str:
    """Return what was offered, to be read after "Offered:".

    >>> offered_told(Offer(("Watford", "Dover and Deal=90"), "45"))
    'Watford, Dover and Deal (90 minutes each way), and all that are at most 45 minutes from the middle of London'
    """
    named = [_named(word) for word in offer.words]
    within = f"all that are at most {offer.within} minutes from the middle of London" if offer.within else ""
    return ", and ".join(one for one in (", ".join(named), within) if one)


def _named(word: str) -> str:
    name, _, minutes = word.partition("=")
    return f"{name.strip()} ({minutes.strip()} minutes each way)" if minutes else name


def _going(plan: KeptPlan) -> list[Going]:
    rows: dict[tuple[str, str], list[DayOut]] = defaultdict(list)
    for one in plan.days_out.all():
        rows[branch_named(one.branch), one.seat_name].append(one)
    found = [
        Going(
            branch,
            seat,
            tuple((one.week, one.days) for one in mine),
            sum(one.days for one in mine),
            sum(one.hours for one in mine),
            mine[0].minutes,
        )
        for (branch, seat), mine in rows.items()
    ]
    return sorted(found, key=lambda one: (-one.days, one.seat, one.branch))


def branch_named(code: str) -> str:
    """Return a branch's name; of days that are nobody's, who goes."""
    return atlas().area(code, "borough").name if code else NOBODY


def goes_told(days: DayOut) -> str:
    """Return who goes where and when, in a sentence."""
    branch, places = atlas().area(days.sent_by, "borough").name, days.places or 0
    return (
        f"{branch} goes to {days.seat_name} on {days.day:%A %-d %B}, with {places} place{'s' if places > 1 else ''}, "
        f"{days.promised_hours:g} hours."
    )
