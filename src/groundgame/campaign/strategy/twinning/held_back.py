"""Who is left in peace by a session that is made of a plan's work, until when, and what that will tell."""

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone

from groundgame.campaign.canvass.audience import NOT_KNOWN, makeup_of
from groundgame.campaign.canvass.hours import next_ordinary_polling_day
from groundgame.campaign.canvass.trials import promised
from groundgame.campaign.strategy.models import PlannedWork
from groundgame.campaign.strategy.twinning.named import AUDIENCES
from groundgame.campaign.strategy.twinning.whom import audience_for

OTHERS_TOO = ", and as too few are known, those whom nobody has asked"


def left_until(work: PlannedWork) -> dt.date:
    """Return the polling day that tells what the work did: that before which the plan has it.

    Where that is over, as in a rehearsal, no marked register of it is still to come for this work: then the next
    ordinary polling day, as of sessions that are made by hand.
    """
    day = work.plan.figures.get("days", {}).get(work.before)
    planned = dt.date.fromisoformat(day) if day else None
    return planned if planned is not None and planned > timezone.localdate() else next_ordinary_polling_day()


@dataclass(frozen=True, slots=True)
class Beforehand:
    """Whom the session would be for, how many can be reached once some are held back, and what that tells and costs."""

    whom: str
    electors: int
    households: int
    until: dt.date
    told: tuple[str, ...]


def beforehand(work: PlannedWork, part: float) -> Beforehand:
    """Return what accepting some work comes to where a part (0-1) of its households is held back."""
    audience, until = audience_for(work, part), left_until(work)
    makeup = makeup_of(audience, work.channel)
    return Beforehand(
        f"{AUDIENCES[work.audience]}{OTHERS_TOO if NOT_KNOWN in audience.intentions else ''}",
        round(makeup.electors * (1 - part)),
        round(makeup.households * (1 - part)),
        until,
        tuple(promised(makeup, part, until if part else None)),
    )
