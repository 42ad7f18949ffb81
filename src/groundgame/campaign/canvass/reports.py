"""What a caller's page sends about one call, and a walk's device or sheet about one elector."""

import datetime as dt
import hashlib
import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from uuid import UUID

from groundgame.campaign.canvass.errors import ContactRefusedError
from groundgame.campaign.canvass.models import AnswerOption, Script
from groundgame.campaign.canvass.outcomes import BY_DOOR, BY_PHONE, Outcome

# Asked for at every door, whatever the script: "yes" to a poster, and each issue that was raised.
ISSUE, RAISED = "issue-", "raised"
POSTER = ("poster", "yes")
MOST_NOTE, MOST_KEY = 500, 40


@lru_cache(maxsize=10_000)
def _was_offered(script: int, key: str, value: str) -> None:
    """Find an answer in a script, and remember it: those that are retired stand, so what was found stays true.

    Raises:
        AnswerOption.DoesNotExist: if it is not there; that is not remembered.
    """
    AnswerOption.objects.only("pk").get(question__script=script, question__key=key, value=value)


def _is_offered(script: int, key: str, value: str) -> bool:
    try:
        _was_offered(script, key, value)
    except AnswerOption.DoesNotExist:
        return False
    return True


@dataclass(frozen=True, slots=True)
class Report:
    """One call: `event` was made on the page or the device, `token` is the lease's.

    `answers` maps question keys to values. `happened_at` is None where the page runs no script. `number` is the id of
    the telephone number that was dialled. `call_back_minutes` counts from the call; `call_back_at` is the very hour
    that was agreed, where one was.
    """

    event: UUID
    token: UUID
    outcome: str
    answers: Mapping[str, str] = field(default_factory=dict)
    note: str = ""
    happened_at: dt.datetime | None = None
    call_back_minutes: int | None = None
    number: int | None = None
    call_back_at: dt.datetime | None = None

    def digest(self) -> str:
        """Return the SHA-256 of all that was sent, so that a retry is told from a second thought."""
        said = [self.token, self.outcome, sorted(self.answers.items()), self.note, self.number]
        when: list[object] = [self.happened_at, self.call_back_minutes]
        if self.call_back_at is not None:
            when.append(self.call_back_at)
        return hashlib.sha256(json.dumps([*said, *when], default=str).encode()).hexdigest()

    def check_answers(self, script: Script) -> None:
        """Refuse an outcome that is none, and answers that the script does not offer and never did.

        Raises:
            ContactRefusedError: with the question and the answer that do not fit.
        """
        if self.outcome not in BY_PHONE:
            raise ContactRefusedError(f"{self.outcome!r} is no outcome of a call. Choose one on the page.")
        if not self.answers:
            return
        for key, value in self.answers.items():
            if not _is_offered(script.pk, key, value):
                raise ContactRefusedError(
                    f"{value!r} is no answer to {key!r} in this phone bank\u2019s script. "
                    "Open the call again and choose one."
                )


@dataclass(frozen=True, slots=True)
class DoorReport:
    """One event without a lease of the telephone: somebody at a door, or a line of a sheet.

    `event` was made on the device or by the page on which the sheet is typed; `elector` is the register's id. `answers`
    maps question keys to values of the session's script, retired ones included, or to a voting-intention code; `poster`
    and `issue-...` may stand there whatever the script. `happened_at` is None where nobody knows better than now;
    `call_back_at` is the hour promised; `corrects` the event that this one puts right; `channel` "door" or "paper".
    `household` is the address of the door where it was, None where nobody says; no part of what is digested.
    """

    event: UUID
    elector: int
    outcome: str
    answers: Mapping[str, str] = field(default_factory=dict)
    note: str = ""
    happened_at: dt.datetime | None = None
    call_back_at: dt.datetime | None = None
    corrects: UUID | None = None
    channel: str = "door"
    household: int | None = None

    def digest(self) -> str:
        """Return the SHA-256 of all that was sent, so that a retry is told from a second thought.

        A correction happened when what it corrects did, whatever was sent; its call back counts from what was sent.
        """
        said = [self.elector, self.outcome, sorted(self.answers.items()), self.note, self.channel]
        when: list[object] = [self.happened_at, self.call_back_at, self.corrects]
        if self.corrects and self.happened_at:
            when[:2] = [None, self.call_back_at and self.call_back_at - self.happened_at]
        return hashlib.sha256(json.dumps([*said, *when], default=str).encode()).hexdigest()

    def wrong(self, offered: Collection[tuple[str, str]]) -> str:
        """Return the sentence that says what does not fit, or "": `offered` are the script's (question, answer)."""
        if self.outcome not in BY_DOOR and not (self.outcome == Outcome.WITHDRAWN and self.corrects):
            return f"{self.outcome!r} is no outcome at a door. Choose one that the page offers."
        if len(self.note) > MOST_NOTE:
            return f"The note has {len(self.note)} letters, and {MOST_NOTE} fit. Shorten it."
        for key, value in self.answers.items():
            if (key, value) not in offered and not _always_offered(key, value):
                return f"{value!r} is no answer to {key!r} in this session\u2019s script. Open it again and choose one."
        return ""


def _always_offered(key: str, value: str) -> bool:
    return (key, value) == POSTER or (key.startswith(ISSUE) and value == RAISED and len(key) <= MOST_KEY)
