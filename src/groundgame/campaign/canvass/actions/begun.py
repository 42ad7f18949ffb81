"""Whether a session has begun: rounds are given out on paper, and typed when their walks are home."""

from groundgame.campaign.canvass.models import ContactEvent, Lease, Session


def has_begun(session: Session) -> bool:
    """Tell whether anybody of the session was given out, on a call or on a walk, or written down."""
    given_out = Lease.objects.filter(session=session).exists()
    return given_out or ContactEvent.objects.filter(session=session).exists()
