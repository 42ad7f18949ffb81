"""Open what a telephone sealed for the site alone, and take it like any other contact."""

from base64 import b64decode
from collections.abc import Iterable
from uuid import UUID

from pydantic import ValidationError

from groundgame.campaign.doorstep.api.schemas import ContactIn, LetterIn, LettersIn
from groundgame.campaign.doorstep.errors import SyncError
from groundgame.campaign.doorstep.models import Device
from groundgame.campaign.doorstep.sync.letterbox import open_letter
from groundgame.campaign.doorstep.sync.push import Contact, Taken, take_contacts


def take_letters(device: Device, sent: LettersIn) -> Taken:
    """Write contacts that came sealed into the log; one that cannot be opened or read holds up no other.

    Raises:
        OverError: if the telephone may not hand in any more; nothing is written.
    """
    read, refused = _read(bytes(device.letterbox or b""), sent.letters)
    taken = take_contacts(device=device, contacts=read, sent_at=sent.sent_at, unsent=sent.unsent)
    return Taken(taken.acknowledged, taken.refused | refused, taken.notices)


def _read(letterbox: bytes, letters: Iterable[LetterIn]) -> tuple[list[Contact], dict[UUID, str]]:
    """Return the contacts, and of those that cannot be read why not."""
    read, refused = [], {}
    for one in letters:
        try:
            read.append(_contact(one.id, open_letter(letterbox, b64decode(one.letter))))
        except ValidationError:
            refused[one.id] = "The site could not read what this phone sealed."
        except (SyncError, ValueError) as error:
            refused[one.id] = str(error)
    return read, refused


def _contact(event: UUID, content: bytes) -> Contact:
    contact = ContactIn.model_validate_json(content).contact()
    if contact.id != event:
        raise SyncError("This contact was sealed under another id.")
    return contact
