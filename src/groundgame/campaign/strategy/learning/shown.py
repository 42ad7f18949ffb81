"""What trials told, as a page and a command show it."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf

from groundgame.campaign.canvass.models import Session
from groundgame.campaign.strategy.learning.openings import SPOKE, TOLD, VOTED
from groundgame.campaign.strategy.learning.reading import SUPPORT, TURNOUT
from groundgame.campaign.strategy.learning.results import Told
from groundgame.electoral.trials import Combined, Estimate, Look, TrialError, half_life, pool
from groundgame.electoral.trials.words import (
    interval_words,
    openings_together_words,
    openings_words,
    pooled_words,
    result_words,
)

OPENINGS = {SPOKE: "spoke with us", TOLD: "told us how they would vote", VOTED: "voted"}
NAMES = {TURNOUT: "turnout", SUPPORT: "naming us as the party they consider"}
A_WEEK = 0.5
"""Weeks that are written as none: no more is known than that it is days."""
CHANNELS = {Session.Channel.PHONE: "By telephone", Session.Channel.DOOR: "At the door"}


@dataclass(frozen=True, slots=True)
class Shown:
    """One trial's figures with their words."""

    told: Told
    sentence: str
    lost: str
    as_called: str
    per_contact: str


def shown(told: Told) -> Shown:
    """Return the words of one trial that told something.

    Raises:
        ValueError: if it told nothing.
    """
    if (result := told.result) is None:
        raise ValueError(f"{told.session} told nothing: {told.why_not}.")
    called, away = result.lost
    lost = f"{called + away:,} electors have no outcome: {called:,} of those on the list, {away:,} of those held back."
    return Shown(
        told,
        result_words(result, NAMES[told.outcome]),
        lost if called + away else "",
        interval_words(result.as_called),
        interval_words(result.per_contact),
    )


def shown_openings(told: Told) -> str:
    """Return the words of what two openings did to one outcome.

    Raises:
        ValueError: if it told nothing.
    """
    if told.result is None:
        raise ValueError(f"{told.session} told nothing: {told.why_not}.")
    return openings_words(told.result, OPENINGS[told.outcome])


def shown_together(outcome: str, found: Combined) -> str:
    """Return the words of what the same two openings did to one outcome over several sessions."""
    return openings_together_words(found, OPENINGS[outcome])


def of_polling_day(told: Sequence[Told]) -> list[Told]:
    """Return what trials told of turnout on the polling day that they were for."""
    return [one for one in told if one.outcome == TURNOUT and one.measured_on == one.session.trial.polling_day]


def together(told: Sequence[Told], channel: str) -> str:
    """Return what the trials of a channel told together, or why they tell nothing yet."""
    each = _per_contact(told, channel)
    bounded = [one for one in each if one.is_bounded]
    if not each:
        return "No trial has told anything yet."
    if not bounded:
        return "Too few were spoken to for any trial to tell what a conversation did."
    try:
        return pooled_words(pool(each), len(bounded))
    except TrialError:
        return "One trial alone tells what a conversation did. Two that each do can be taken together."


def _per_contact(told: Sequence[Told], channel: str) -> list[Estimate]:
    mine = [one for one in of_polling_day(told) if one.session.channel == channel]
    return [one.result.per_contact for one in mine if one.result is not None]


def faded(told: Sequence[Told]) -> str:
    """Return how fast the effect fades, from trials whose electors were looked up on several polling days, or ""."""
    looks = [look_of(one) for one in told if one.outcome == TURNOUT and one.result is not None]
    try:
        found = half_life([look for look in looks if look is not None])
    except TrialError:
        return ""
    if found.weeks == inf:
        return "No fading is told yet between one polling day and the next."
    return f"Half of an effect is gone after {_weeks(found.weeks)} ({_between(found.low, found.high)})."


def _between(low: float, high: float) -> str:
    """Return within which weeks half of an effect is gone nine times in ten."""
    if high == inf and low < A_WEEK:
        return "it may as well be gone within days, or not fade at all"
    if high == inf:
        return f"nine times in ten at least {_weeks(low)}"
    least = _weeks(low) if low < A_WEEK else f"{low:.0f}"
    return f"nine times in ten between {least} and {_weeks(high)}"


def _weeks(number: float) -> str:
    """Return a number of weeks in words.

    >>> _weeks(0.3), _weeks(1.2), _weeks(5.4)
    ('less than a week', '1 week', '5 weeks')
    """
    if number < A_WEEK:
        return "less than a week"
    return f"{number:.0f} week{'' if round(number) == 1 else 's'}"


def look_of(one: Told) -> Look | None:
    """Return what a trial told of turnout on a day as a look at its effect, or None where it has no error."""
    found = one.result.as_called if one.result else None
    if found is None or one.measured_on is None or not found.error > 0:
        return None
    weeks = (one.measured_on - one.session.trial.polling_day).days / 7
    return Look(str(one.session.pk), weeks, found.value, found.error)
