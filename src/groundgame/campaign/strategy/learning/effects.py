"""What a contact is worth to the plan: the defaults, and our own trials as they come."""

import datetime as dt
from collections.abc import Sequence

from groundgame.campaign.canvass.models import Trial
from groundgame.campaign.strategy.learning.results import Told, kept_results
from groundgame.campaign.strategy.learning.shown import of_polling_day
from groundgame.campaign.strategy.twinning.whom import codes_of
from groundgame.electoral.allocation.across.effects import Effect, Effects, default_effects
from groundgame.electoral.contests import record
from groundgame.electoral.trials import Belief, Prior, believe

LEARNT = "supporter"
"""Trials measure turnout, and a voter more is a vote more where a supporter votes."""
NEARLY_ALL = 0.995
"""From here on a whole number of per cent would say that trials told nothing."""
LEAST_OWN = 0.9
"""The part of the conversations with a trial's called that must have gone by its own channel: a choice."""


def learned_effects() -> Effects:
    """Return what a contact is worth by the plan's defaults and the trials of all the site's sessions together."""
    lasting = list(Trial.objects.filter(ended_at=None).values_list("pk", flat=True))
    told = [one for one in of_polling_day(kept_results(lasting)) if not why_not_learnt(one)]
    general = {contest.date for contest in record().contests(tier="parliament")} if told else set()
    return {key: _learnt(key, one, told, general) for key, one in default_effects().items()}


def why_not_learnt(one: Told) -> str:
    """Return why the plan takes nothing from a trial, or "": it must be of supporters alone, by its own channel.

    What was worked out before that was kept says nothing of the channel.
    """
    asked = set(one.session.audience.get("intentions", ()))
    if one.session.trial.ended_at is not None:
        return "it was given up"
    if not asked or not asked <= set(codes_of(LEARNT)):
        return "its audience is not our supporters alone, of whom a voter more is a vote more"
    if one.own_channel is None:
        return (
            "it was worked out before we kept by which channel people were spoken to, or nobody was: work it out again"
        )
    if one.own_channel < LEAST_OWN:
        return f"{1 - one.own_channel:.0%} of the conversations with those on its list went by another channel"
    if one.result is None or not one.result.per_contact.is_bounded:
        return "too few were spoken to"
    return ""


def _learnt(key: tuple[str, str, str], default: Effect, told: Sequence[Told], general: set[dt.date]) -> Effect:
    channel, audience, election = key
    kind = [one for one in told if (one.measured_on in general) == (election == "general")]
    mine = [one.result.per_contact for one in kind if one.result is not None and one.session.channel == channel]
    if audience != LEARNT or not [one for one in mine if one.is_bounded]:
        return default
    return _joined(default, believe(mine, Prior(default.votes_per_contact, default.sd)))


def _joined(default: Effect, belief: Belief) -> Effect:
    trials = len(belief.sessions)
    source = (
        f"Our own trials: {trials} session{'' if trials == 1 else 's'} and the default of "
        f"{default.votes_per_contact:+.4g} votes, on which {part_of_default(belief.from_default)} still rests"
    )
    return Effect(belief.mean.value, belief.mean.error, source)


def part_of_default(of_default: float) -> str:
    """Say how much rests on the default: what trials have told, however little, is not nothing.

    >>> part_of_default(0.98), part_of_default(0.9994)
    ('98%', 'nearly all')
    """
    return "nearly all" if of_default > NEARLY_ALL else f"{of_default:.0%}"
