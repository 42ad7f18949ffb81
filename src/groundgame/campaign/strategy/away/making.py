"""Days out of a plan that is made: its rows, and what is kept of what it says of them."""

from collections.abc import Sequence
from typing import Any

from groundgame.campaign.strategy.away.offered import Offer
from groundgame.campaign.strategy.models import DayOut
from groundgame.campaign.strategy.plans.asked import WEEK
from groundgame.electoral.allocation.across.effects import Effects
from groundgame.electoral.allocation.across.outcome import Chance
from groundgame.electoral.allocation.away.answer import AwayPlan
from groundgame.electoral.allocation.away.days import Ground
from groundgame.electoral.allocation.away.told import days_told, why

MOST_SEATS = 12
"""Of seats without a day only the first are kept, those that are most in doubt."""
OF_LONDON_ALONE = "What is tried in other cases are the hours in London alone, not the days out."


def day_rows(there: AwayPlan, moved_weeks: int) -> list[DayOut]:
    """Return a plan's days out, not saved yet, so many weeks later than its own."""
    return [
        DayOut(
            branch=one.branch or "",
            seat=one.seat.code,
            seat_name=one.seat.name,
            week=one.week + moved_weeks * WEEK,
            days=one.days,
            day_hours=there.day_hours,
            minutes=round(one.minutes),
        )
        for one in there.days
    ]


def figures_of(there: AwayPlan, offer: Offer, effects: Effects) -> dict[str, Any]:
    """Return what is kept of days out: what was offered, the sentence, and the seats with their chances and why."""
    chances = {one.id: one for one in there.london.chances}
    grounds = _worth_telling(there, [(one, chances[one.stake.id]) for one in there.going.grounds])
    return {
        **offer.as_json(),
        "told": days_told(there),
        "considered": len(there.going.grounds),
        "seats": [
            [one.seat.name, told.before, told.after, told.low, told.high, why(there, one, effects)]
            for one, told in grounds
        ],
    }


def _worth_telling(there: AwayPlan, grounds: Sequence[tuple[Ground, Chance]]) -> list[tuple[Ground, Chance]]:
    """Return the seats with days, and of the others the most in doubt."""
    days = {one.seat.code: 0 for one, _ in grounds}
    for one in there.days:
        days[one.seat.code] += one.days
    ranked = sorted(grounds, key=lambda pair: (-days[pair[0].seat.code], abs(pair[1].before - 0.5), pair[0].seat.code))
    return ranked[: max(MOST_SEATS, sum(1 for number in days.values() if number))]
