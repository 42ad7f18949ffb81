"""What goes over the wire between a telephone and the site."""

import datetime as dt
from typing import Annotated
from uuid import UUID

from ninja import Schema
from pydantic import AfterValidator, AwareDatetime, Field, StringConstraints

from groundgame.campaign.canvass.models import ContactEvent
from groundgame.campaign.doorstep.sync.push import Contact

MOST_CONTACTS, MOST_LETTERS = 200, 50
LONGEST_LETTER = 16_384  # a note of 500 letters, twenty answers and ten issues, sealed, are 7 kB at most
MS_A_CENTURY = 100 * 366 * 24 * 3_600_000
Slug = Annotated[str, StringConstraints(pattern=r"^[-a-zA-Z0-9_]{1,40}$")]
Text = Annotated[str, StringConstraints(max_length=500, pattern=r"^[^\x00]*$")]
Outcome = ContactEvent.Outcome


def _in_utc(when: dt.datetime) -> dt.datetime:
    """Return the time in UTC: the database knows neither every offset nor a year before the first."""
    try:
        return when.astimezone(dt.UTC)
    except OverflowError as error:
        raise ValueError("There is no such time.") from error


Time = Annotated[AwareDatetime, AfterValidator(_in_utc)]


class NewDeviceIn(Schema):
    """A telephone that its volunteer puts a walk on."""

    outing: int = Field(ge=1, le=2**63 - 1)
    name: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60, pattern=r"^[^\x00]*$")]


class KeysOut(Schema):
    """The server's parts of a telephone's keys, in base64; `people` is null where the walk is over for it."""

    people: str | None
    unsent: str
    expires_at: dt.datetime
    offline_hours: int
    server_time: dt.datetime


class NewDeviceOut(KeysOut):
    """A telephone that was added: its id, the secret that it sends with every request, where letters go (base64)."""

    device: UUID
    token: str
    slot: str


class ContactIn(Schema):
    """One contact at a door, made on the telephone with its own id; times are by the telephone's clock.

    `door` is the id of the walk's door where it was shown; older apps do not tell.
    """

    id: UUID
    elector: int = Field(ge=1, le=2**63 - 1)
    outcome: Outcome
    happened_at: Time
    offset_ms: int | None = Field(default=None, ge=-MS_A_CENTURY, le=MS_A_CENTURY)
    answers: dict[Slug, Slug] = Field(default_factory=dict, max_length=20)
    note: Text = ""
    issues: list[Slug] = Field(default_factory=list, max_length=10)
    poster: bool = False
    call_back_at: Time | None = None
    corrects: UUID | None = None
    door: int | None = Field(default=None, ge=1, le=2**63 - 1)

    def contact(self) -> Contact:
        """Return it as the room reads it."""
        return Contact(**(self.dict() | {"outcome": self.outcome.value, "issues": tuple(self.issues)}))


class ContactsIn(Schema):
    """What a telephone hands in. `sent_at` is its clock now, `unsent` how many contacts it keeps beside these."""

    sent_at: Time
    unsent: int = Field(default=0, ge=0, le=100_000)
    contacts: list[ContactIn] = Field(max_length=MOST_CONTACTS)


class EndIn(Schema):
    """Why a telephone clears itself: `finished` tells that its volunteer is done with the walk."""

    finished: bool = False


class LetterIn(Schema):
    """A contact that the telephone sealed for the site alone (base64), and cannot open any more."""

    id: UUID
    letter: Annotated[str, StringConstraints(max_length=LONGEST_LETTER)]


class LettersIn(Schema):
    """What a telephone that lost its keys hands in, in the order in which it was recorded.

    `sent_at` is its clock, `unsent` how many letters it keeps beside these.
    """

    sent_at: Time
    unsent: int = Field(default=0, ge=0, le=100_000)
    letters: list[LetterIn] = Field(max_length=MOST_LETTERS)


class TakenOut(Schema):
    """The ids that are in the log now, so that the telephone may forget them; those refused, with why; what to tell."""

    acknowledged: list[UUID]
    refused: dict[str, str]
    notices: dict[str, list[str]]
    server_time: dt.datetime


class ChangeOut(Schema):
    """A contact at one of the walk's doors, whoever made it; `by` is a first name, `call_back_at` an hour agreed on."""

    id: UUID
    elector: int
    outcome: str
    happened_at: dt.datetime
    mine: bool
    corrects: UUID | None
    by: str
    answers: dict[str, str]
    call_back_at: dt.datetime | None


class ChangesOut(Schema):
    """Contacts since the cursor, and the cursor to ask from next.

    `people`: everybody who may still be asked for; whoever is not named goes from the telephone. `no_opinions`: those
    of them of whom it keeps no opinions.
    """

    changes: list[ChangeOut]
    cursor: str
    more: bool
    people: list[int]
    no_opinions: list[int]
    server_time: dt.datetime


class Refusal(Schema):
    """Why not, in a sentence. `over` tells the telephone to hand in what it can and clear itself."""

    detail: str
    over: bool = False
