"""What a caller's page sends about one call."""

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from groundgame.campaign.canvass.errors import ContactRefusedError
from groundgame.campaign.canvass.models import AnswerOption, Script
from groundgame.campaign.canvass.outcomes import BY_PHONE


@dataclass(frozen=True, slots=True)
class Report:
    """One call: `event` was made on the page or the device, `token` is the lease's.

    `answers` maps question keys to values. `happened_at` is None where the page runs no script. `number` is the id of
    the telephone number that was dialled. `call_back_minutes` counts from the call.
    """

    event: UUID
    token: UUID
    outcome: str
    answers: Mapping[str, str] = field(default_factory=dict)
    note: str = ""
    happened_at: dt.datetime | None = None
    call_back_minutes: int | None = None
    number: int | None = None

    def digest(self) -> str:
        """Return the SHA-256 of all that was sent, so that a retry is told from a second thought."""
        said = [self.token, self.outcome, sorted(self.answers.items()), self.note, self.number]
        when = [self.happened_at, self.call_back_minutes]
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
        offered = set(AnswerOption.objects.filter(question__script=script).values_list("question__key", "value"))
        for key, value in self.answers.items():
            if (key, value) not in offered:
                raise ContactRefusedError(
                    f"{value!r} is no answer to {key!r} in this phone bank\u2019s script. "
                    "Open the call again and choose one."
                )
