"""Whom a session of a plan is for, as plain conditions: a ward, and a kind of elector."""

from dataclasses import replace

from django.conf import settings

from groundgame.campaign.canvass.audience import NOT_KNOWN, Audience, count_audience
from groundgame.campaign.canvass.models import IntentionCode
from groundgame.campaign.strategy.models import PlannedWork

Stance = IntentionCode.Stance
SUPPORTER, UNDECIDED, RIVAL = "supporter", "undecided", "rival"
WORDED = {SUPPORTER: ("for", "leaning"), UNDECIDED: ("undecided",), RIVAL: ("against",)}
"""What scripts ask for where the party has no codes of its own (`canvass.default_script`)."""
TRIES = 3
"""A guess: electors to ask for, for every conversation that is expected."""


def codes_of(audience: str) -> tuple[str, ...]:
    """Return the values of voting intention that a plan's kind of elector goes by."""
    ours = settings.GROUNDGAME_PARTY
    kinds = {
        SUPPORTER: [code for code in _codes() if code.stance == Stance.PARTY and code.party == ours],
        UNDECIDED: [code for code in _codes() if code.stance in {Stance.UNDECIDED, Stance.WILL_NOT_SAY}],
        RIVAL: [
            code
            for code in _codes()
            if code.stance == Stance.AGAINST or (code.stance == Stance.PARTY and code.party != ours)
        ],
    }
    return tuple(code.value for code in kinds[audience]) or WORDED[audience]


def _codes() -> list[IntentionCode]:
    return list(IntentionCode.objects.all())


def audience_for(work: PlannedWork, held_back: float = 0.0) -> Audience:
    """Return whom the work is for: those known to be of its kind, and where they are too few, those never asked too.

    Of those known, the part (0-1) that is `held_back` cannot be reached.
    """
    known = Audience(wards=(work.ward,), intentions=codes_of(work.audience))
    electors, _ = count_audience(known, work.channel)
    if electors * (1 - held_back) >= TRIES * work.contacts:
        return known
    return replace(known, intentions=(*known.intentions, NOT_KNOWN))
