"""What the audit trail says was done with an elector's entry, in words for the elector: a report is read by citizens.

Rooms above this one hand in the words of their own deeds in `AppConfig.ready`, as they do what they hold.
"""

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from groundgame.campaign.register.models import Channel, Suppression

Details = Mapping[str, Any]
Words = Callable[[Details], str]

_DEEDS: dict[str, Words] = {}


def hand_in_deeds(deeds: Mapping[str, Words]) -> None:
    """Take the words of a room's deeds, by the action that the trail names."""
    _DEEDS.update(deeds)


def in_words(action: str, details: Details) -> str:
    """Return what was done as a sentence without its subject; of a deed without words, the name of it alone."""
    words = _DEEDS.get(action)
    return words(details) if words else action.rpartition(".")[2].replace("_", " ")


def _objection(details: Details) -> str:
    kind = str(details.get("kind", ""))
    known = kind in Suppression.Kind.values
    return f"“{Suppression.Kind(kind).label if known else kind.replace('_', ' ')}”"


def _source(details: Details) -> str:
    return f" ({details['source']})" if details.get("source") else ""


def _channel(details: Details) -> str:
    channel = str(details.get("channel", ""))
    return (Channel(channel).label if channel in Channel.values else channel).lower()


def _due(details: Details) -> str:
    return f"; the answer was due by {dt.date.fromisoformat(details['due']):%-d %B %Y}" if details.get("due") else ""


hand_in_deeds(
    {
        "register.subject_request": lambda said: "noted that you asked what we hold of you" + _due(said),
        "register.subject_answer": lambda _: "noted that we answered you",
        "register.give_consent": lambda said: f"noted that you agreed: {_channel(said)}",
        "register.withdraw_consent": lambda said: f"noted that you agree no longer: {_channel(said)}",
        "register.erase": lambda _: "erased what we held of you, as you asked",
        "register.match": lambda said: (
            f"decided that an entry of another register is {'yours' if said.get('same') else 'not yours'}"
        ),
        "register.suppress": lambda said: f"noted your objection {_objection(said)}{_source(said)}",
        "register.carry_objection": lambda said: f"kept your objection {_objection(said)} under your new entry",
        "register.lift": lambda said: f"noted that you take back your objection {_objection(said)}{_source(said)}",
    }
)
