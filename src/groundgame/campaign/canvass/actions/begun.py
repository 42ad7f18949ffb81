"""Whether a session has begun: rounds are given out on paper, and typed when their walks are home."""

from django.db.models import Exists, OuterRef, Q

from groundgame.campaign.canvass.models import ContactEvent, Lease, Session


def begun(session: str = "session") -> Q:
    """Return `has_begun` for a query whose rows name a session: of a hundred rows at once, not row by row."""
    return Exists(Lease.objects.filter(session=OuterRef(session))) | Exists(
        ContactEvent.objects.filter(session=OuterRef(session))
    )


def has_begun(session: Session) -> bool:
    """Tell whether anybody of the session was given out, on a call or on a walk, or written down."""
    given_out = Lease.objects.filter(session=session).exists()
    return given_out or ContactEvent.objects.filter(session=session).exists()
