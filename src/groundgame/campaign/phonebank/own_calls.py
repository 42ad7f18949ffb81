"""What a volunteer rang last, for as long as they may put it right."""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from groundgame.campaign.accounts.models import User
from groundgame.campaign.canvass.clock import database_now
from groundgame.campaign.canvass.models import ContactEvent, Session
from groundgame.campaign.canvass.rules import CORRECTED_WITHIN_HOURS

MOST = 10


@dataclass(frozen=True, slots=True)
class OwnCall:
    """A call as it stands now: whom (id and name), when, what came of it.

    `right` is the event to start from when it is put right; None where an organiser did so since, whose words are not
    the volunteer's to see.
    """

    elector: int
    name: str
    at: dt.datetime
    outcome: str
    put_right: bool
    right: UUID | None


def own_calls(session: Session, user: User) -> list[OwnCall]:
    """Return the newest calls that the person made in the session within a day, the newest first."""
    since = database_now() - dt.timedelta(hours=CORRECTED_WITHIN_HOURS)
    made = ContactEvent.objects.filter(session=session, user=user, corrects=None, received_at__gt=since)
    shown = made.exclude(elector__name_key="").select_related("elector").prefetch_related("corrections")
    return [_as_it_stands(event) for event in shown.order_by("-received_at", "pk")[:MOST]]


def _as_it_stands(event: ContactEvent) -> OwnCall:
    last = max(event.corrections.all(), key=lambda one: (one.received_at, str(one.pk)), default=event)
    own = last.user_id == event.user_id
    return OwnCall(
        elector=event.elector_id,
        name=str(event.elector),
        at=event.happened_at,
        outcome=(last if own else event).get_outcome_display(),
        put_right=last is not event,
        right=last.pk if own else None,
    )
