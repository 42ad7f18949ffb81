"""What each outcome of an attempt means: one table, to which a test holds docs/phonebank.md."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from groundgame.campaign.canvass.models import ContactEvent
from groundgame.campaign.register.models import Suppression

Outcome = ContactEvent.Outcome


@dataclass(frozen=True, slots=True)
class Effect:
    """What follows from an outcome.

    `reached`: we heard from the elector. `retry_minutes`: when to try again, or None where nothing is left to try.
    `counts`: the attempt uses up one of the session's. `gone`: the elector is not to be found at the address any more.
    `suppression`: the objection that was made. What was taken back (`withdrawn`) has no effect of its own.
    """

    reached: bool = False
    retry_minutes: int | None = None
    counts: bool = False
    gone: bool = False
    suppression: str | None = None


EFFECTS: Mapping[str, Effect] = MappingProxyType(
    {
        Outcome.CONVERSATION: Effect(reached=True),
        Outcome.NO_ANSWER: Effect(retry_minutes=120, counts=True),
        Outcome.NOT_IN: Effect(retry_minutes=3 * 24 * 60, counts=True),
        Outcome.BUSY: Effect(retry_minutes=15, counts=True),
        Outcome.VOICEMAIL: Effect(retry_minutes=120, counts=True),
        Outcome.CALL_BACK: Effect(reached=True, retry_minutes=60),
        Outcome.REFUSED: Effect(reached=True),
        Outcome.LANGUAGE: Effect(reached=True),
        Outcome.WRONG_NUMBER: Effect(),
        Outcome.DISCONNECTED: Effect(),
        Outcome.MOVED: Effect(gone=True),
        Outcome.DECEASED: Effect(gone=True),
        Outcome.DO_NOT_CALL: Effect(reached=True, suppression=Suppression.Kind.DO_NOT_CALL),
        Outcome.DO_NOT_KNOCK: Effect(reached=True, suppression=Suppression.Kind.DO_NOT_KNOCK),
        Outcome.DO_NOT_CONTACT: Effect(reached=True, suppression=Suppression.Kind.DO_NOT_CONTACT),
        Outcome.WITHDRAWN: Effect(),
    }
)

# In the order that callers meet them, the commonest first.
COULD_NOT_REACH = (
    Outcome.NO_ANSWER,
    Outcome.VOICEMAIL,
    Outcome.BUSY,
    Outcome.WRONG_NUMBER,
    Outcome.DISCONNECTED,
    Outcome.REFUSED,
    Outcome.LANGUAGE,
    Outcome.MOVED,
    Outcome.DECEASED,
)
AT_THE_DOOR = (Outcome.NOT_IN, Outcome.REFUSED, Outcome.LANGUAGE, Outcome.MOVED, Outcome.DECEASED)
OBJECTIONS = (Outcome.DO_NOT_CALL, Outcome.DO_NOT_CONTACT)
OBJECTIONS_AT_THE_DOOR = (Outcome.DO_NOT_KNOCK, Outcome.DO_NOT_CONTACT)
BY_PHONE = frozenset({Outcome.CONVERSATION, Outcome.CALL_BACK, *COULD_NOT_REACH, *OBJECTIONS})
BY_DOOR = frozenset(
    {Outcome.CONVERSATION, Outcome.CALL_BACK, *AT_THE_DOOR, *OBJECTIONS_AT_THE_DOOR, Outcome.DO_NOT_CALL}
)
UNUSABLE_NUMBER = (Outcome.WRONG_NUMBER, Outcome.DISCONNECTED)
REACHED = tuple(outcome for outcome, effect in EFFECTS.items() if effect.reached)
GONE = tuple(outcome for outcome, effect in EFFECTS.items() if effect.gone)
