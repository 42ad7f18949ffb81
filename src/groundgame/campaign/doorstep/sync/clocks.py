"""When a contact happened, told by a telephone whose clock may be wrong."""

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Claim:
    """What a telephone says of a time: its own clock then, and how far it had measured that clock to be behind ours.

    `offset_ms` is None where it had never heard from us, and `sent_at` is its clock when it sent.
    """

    claimed_at: dt.datetime
    offset_ms: int | None
    sent_at: dt.datetime


def estimate(claim: Claim, *, given_at: dt.datetime, received_at: dt.datetime) -> dt.datetime:
    """Return when by our clock it happened: neither before the walk was given out, nor after we were told.

    The offset that the telephone had measured before is believed first. Where it leads out of those bounds, somebody
    has set the clock since, and the offset at the time of sending is tried. Where neither fits, the nearer bound holds.

    >>> hour = dt.timedelta(hours=1)
    >>> noon = dt.datetime(2026, 5, 1, 12, tzinfo=dt.timezone.utc)
    >>> slow = Claim(claimed_at=noon - 3 * hour, offset_ms=2 * 3_600_000, sent_at=noon - 2 * hour)
    >>> estimate(slow, given_at=noon - 2 * hour, received_at=noon).hour
    11
    """
    offsets = [received_at - claim.sent_at]
    if claim.offset_ms is not None:
        offsets.insert(0, dt.timedelta(milliseconds=claim.offset_ms))
    guesses = [_moved(claim.claimed_at, offset) for offset in offsets]
    within = [guess for guess in guesses if given_at <= guess <= received_at]
    return within[0] if within else min(max(guesses[0], given_at), received_at)


def _moved(when: dt.datetime, by: dt.timedelta) -> dt.datetime:
    """Return the time moved, at most to the ends of the calendar: a clock without a battery says 1970, or 2099."""
    try:
        return when + by
    except OverflowError:
        return when
