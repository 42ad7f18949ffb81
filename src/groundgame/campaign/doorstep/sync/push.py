"""Take what telephones recorded at the doors: once, however often it is sent, and never lost."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.db import transaction

from groundgame.campaign.canvass.actions import record_contacts
from groundgame.campaign.canvass.clock import database_now
from groundgame.campaign.canvass.models import ContactEvent
from groundgame.campaign.canvass.reports import ISSUE, POSTER, RAISED, DoorReport
from groundgame.campaign.doorstep.asked import shown_to
from groundgame.campaign.doorstep.models import Device, DoorContact, WalkDoor
from groundgame.campaign.doorstep.rights import check_may_hand_in
from groundgame.campaign.doorstep.sync.clocks import Claim, estimate
from groundgame.campaign.register.models import Elector

LONGEST_PROMISE = dt.timedelta(days=366)  # beyond it a clock was set in between: nobody promises so far ahead


@dataclass(frozen=True, slots=True)
class Contact:
    """One contact as a telephone sends it; `happened_at` and `call_back_at` are by its own clock.

    `door` is the id of the walk's door where the elector was shown, None from an older app.
    """

    id: UUID
    elector: int
    outcome: str
    happened_at: dt.datetime
    offset_ms: int | None = None
    answers: dict[str, str] = field(default_factory=dict)
    note: str = ""
    issues: tuple[str, ...] = ()
    poster: bool = False
    call_back_at: dt.datetime | None = None
    corrects: UUID | None = None
    door: int | None = None


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of the contacts: those in the log, those refused with the reason, and what to tell the canvasser."""

    acknowledged: frozenset[UUID]
    refused: dict[UUID, str]
    notices: dict[UUID, tuple[str, ...]]


@transaction.atomic
def take_contacts(*, device: Device, contacts: Sequence[Contact], sent_at: dt.datetime, unsent: int) -> Taken:
    """Write the contacts of a telephone into the log, and keep beside each what its clock said.

    One that cannot be taken fails none of the others.

    Raises:
        OverError: if the telephone may not hand in any more; nothing is written.
    """
    check_may_hand_in(device)
    now = database_now()
    refused = _not_here(device, contacts)
    here = [contact for contact in contacts if contact.id not in refused]
    times = _times(device, here, sent_at, now)
    homes = _homes(device, here)
    reports = [_report(contact, times[contact.id], homes) for contact in here]
    recorded = record_contacts(by=device.user, session=device.outing.walk.session, reports=reports, device=device.pk)
    _keep_claims(device, [contact for contact in here if contact.id in recorded.acknowledged])
    _seen(device, now, sent_at, unsent)
    return Taken(frozenset(recorded.acknowledged), refused | dict(recorded.refused), dict(recorded.notices))


def _not_here(device: Device, contacts: Sequence[Contact]) -> dict[UUID, str]:
    """Refuse contacts with people who neither live at a door of this walk nor were shown on it."""
    wanted = {contact.elector for contact in contacts}
    doors = WalkDoor.objects.filter(walk=device.outing.walk_id).values("address")
    living = set(Elector.objects.filter(pk__in=wanted, address__in=doors).values_list("pk", flat=True))
    if wanted - living:
        living |= shown_to(device.user, wanted - living, device.outing.given_at)
    sentence = "Nobody of that number lives at a door of this walk any more. Tell the organiser who it was."
    return {contact.id: sentence for contact in contacts if contact.elector not in living}


def _times(
    device: Device, contacts: Sequence[Contact], sent_at: dt.datetime, now: dt.datetime
) -> dict[UUID, dt.datetime]:
    """Return when each happened; of one that is in the log already, as it stands there, so that a retry is the same."""
    known = dict(
        ContactEvent.objects.filter(pk__in=[contact.id for contact in contacts]).values_list("pk", "happened_at")
    )
    given = device.outing.given_at
    return {
        contact.id: known.get(contact.id)
        or estimate(Claim(contact.happened_at, contact.offset_ms, sent_at), given_at=given, received_at=now)
        for contact in contacts
    }


def _homes(device: Device, contacts: Sequence[Contact]) -> dict[int | None, int]:
    """Return the addresses of the walk's doors that the contacts name."""
    named = {contact.door for contact in contacts if contact.door is not None}
    return dict(WalkDoor.objects.filter(walk=device.outing.walk_id, pk__in=named).values_list("pk", "address_id"))


def _report(contact: Contact, happened_at: dt.datetime, homes: Mapping[int | None, int]) -> DoorReport:
    """Return what the contact log is told; a call back was agreed so long after the contact."""
    extra = {f"{ISSUE}{issue}": RAISED for issue in contact.issues}
    later = min(contact.call_back_at - contact.happened_at, LONGEST_PROMISE) if contact.call_back_at else None
    return DoorReport(
        event=contact.id,
        elector=contact.elector,
        outcome=contact.outcome,
        answers=contact.answers | extra | (dict([POSTER]) if contact.poster else {}),
        note=contact.note,
        happened_at=happened_at,
        call_back_at=happened_at + max(later, dt.timedelta()) if later else None,
        corrects=contact.corrects,
        household=homes.get(contact.door),
    )


def _keep_claims(device: Device, contacts: Sequence[Contact]) -> None:
    """Keep the telephone's own times; those of a retry are there already."""
    mine = set(
        ContactEvent.objects.filter(pk__in=[each.id for each in contacts], device=device.pk).values_list(
            "pk", flat=True
        )
    )
    rows = [
        DoorContact(
            event_id=contact.id,
            borough=device.borough,
            device=device,
            claimed_at=contact.happened_at,
            offset_ms=contact.offset_ms,
        )
        for contact in contacts
        if contact.id in mine
    ]
    DoorContact.objects.bulk_create(rows, ignore_conflicts=True)


def _seen(device: Device, now: dt.datetime, sent_at: dt.datetime, unsent: int) -> None:
    offset = round((now - sent_at).total_seconds() * 1000)
    Device.objects.filter(pk=device.pk).update(last_seen_at=now, unsent=unsent, offset_ms=offset)
