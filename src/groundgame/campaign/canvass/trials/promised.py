"""What holding some households back will tell, and what it costs, before a session is made."""

import datetime as dt
from math import ceil

from django.utils import timezone

from groundgame.campaign.canvass.audience import Makeup
from groundgame.electoral.trials import Design, TrialError, promise

TURNOUT, SPOKEN_TO, VOTES_PER_CONTACT = 0.4, 0.3, 0.01
"""Guesses, and said to be: of those listed, the part that votes anyway and the part that we speak to; and of a hundred
conversations by telephone, the votes that they bring (docs/planning.md)."""

LEAST_SAID = 0.1


def promised(makeup: Makeup, part: float, polling_day: dt.date | None) -> list[str]:
    """Return what is to be learnt by a polling day and what it costs, a sentence each, or why nothing is."""
    if not part or polling_day is None:
        return ["Nobody is left in peace for this session, so nothing will be learnt from it."]
    electors, households = makeup.electors * part, makeup.households * part
    cost = electors * SPOKEN_TO * VOTES_PER_CONTACT
    votes = f"about {cost:,.1f} votes" if cost >= LEAST_SAID else "hardly a vote"
    left = f"About {households:,.0f} households ({electors:,.0f} electors) are left in peace by every session"
    return [
        f"{left} until {polling_day:%-d %B %Y}. That costs {votes}.",
        _told(makeup, part, polling_day),
    ]


def _told(makeup: Makeup, part: float, polling_day: dt.date) -> str:
    try:
        design = Design(
            households=makeup.households,
            held_back=part,
            base=TURNOUT,
            contacted=SPOKEN_TO,
            electors=max(1.0, makeup.electors / max(1, makeup.households)),
        )
    except TrialError:
        return "So few households tell nothing by themselves; they count together with other sessions."
    weeks = max(1, ceil((polling_day - timezone.localdate()).days / 7))
    return (
        f"{promise(design, weeks)} This takes it that four in ten vote and that you speak with three in ten. "
        "Households that another session lists already keep what was drawn there, and count there."
    )
