"""Who rings in a session now, who waits and for how long: one statement for any number of callers."""

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.core.cache import cache
from django.utils import timezone

from groundgame.campaign.accounts.statements import rows
from groundgame.campaign.canvass.models import Session

KEPT_SECONDS = 5
IDLE_AFTER = dt.timedelta(minutes=10)
HERE_FOR = dt.timedelta(minutes=5)
MOST_SHOWN = 100

_FLOOR_SQL = """
SELECT c.id, u.name, c.admitted_at, c.paused_at, c.last_seen_at, l.id, l.leased_at, v.calls, v.last
FROM canvass_caller c
JOIN accounts_user u ON u.id = c.user_id
LEFT JOIN canvass_lease l
       ON l.session_id = c.session_id AND l.user_id = c.user_id AND l.closed_at IS NULL AND NOT l.ahead
      AND l.channel = 'phone' AND l.expires_at > statement_timestamp()
LEFT JOIN (
    SELECT user_id, count(*) AS calls, max(received_at) AS last
    FROM canvass_contactevent WHERE session_id = %(session)s AND corrects_id IS NULL GROUP BY user_id
) v ON v.user_id = c.user_id
WHERE c.session_id = %(session)s AND c.removed_at IS NULL
"""


class Doing(StrEnum):
    """What somebody does, those first who need somebody."""

    ASKING = "asking to join"
    WAITING = "waiting for a call"
    IDLE = "long on one call"
    PAUSED = "paused"
    RINGING = "ringing"
    AWAY = "away"


@dataclass(frozen=True, slots=True)
class Somebody:
    """A caller as the floor manager sees them: `since` when they do so; never whom they ring."""

    caller: int
    name: str
    doing: Doing
    since: dt.datetime | None
    lease: int | None
    calls: int

    @property
    def minutes(self) -> int | None:
        """Return for how many minutes they have done so."""
        return None if self.since is None else max(0, int((timezone.now() - self.since).total_seconds() // 60))


@dataclass(frozen=True, slots=True)
class Floor:
    """A session's people: how many do what, and those who are shown."""

    counts: tuple[tuple[Doing, int], ...]
    people: tuple[Somebody, ...]
    hidden: int


def floor_of(session: Session, *, named: str = "", doing: str = "") -> Floor:
    """Return who does what, a few seconds old at most; those who have waited longest first, of the name asked for."""
    everybody = _everybody(session)
    counted = Counter(one.doing for one in everybody)
    wanted = [one for one in everybody if named.lower() in one.name.lower() and doing in ("", one.doing.name.lower())]
    return Floor(
        counts=tuple((doing, counted[doing]) for doing in Doing),
        people=tuple(wanted[:MOST_SHOWN]),
        hidden=max(0, len(wanted) - MOST_SHOWN),
    )


def _everybody(session: Session) -> Sequence[Somebody]:
    key = f"floor:{session.pk}"
    kept: list[Somebody] | None = cache.get(key)
    if kept is None:
        kept = sorted(map(_somebody, rows(_FLOOR_SQL, {"session": session.pk})), key=_first_who_waits)
        cache.set(key, kept, KEPT_SECONDS)
    return kept


def forget(session: Session) -> None:
    """Look again at once: somebody was just paused, moved or let go."""
    cache.delete(f"floor:{session.pk}")


def _first_who_waits(one: Somebody) -> tuple[int, dt.datetime]:
    return list(Doing).index(one.doing), one.since or dt.datetime.max.replace(tzinfo=dt.UTC)


def _somebody(row: tuple[Any, ...]) -> Somebody:
    caller, name, admitted, paused, seen, lease, leased, calls, last = row
    now = timezone.now()
    since = max(filter(None, (leased, last)), default=None)
    if admitted is None:
        doing, since = Doing.ASKING, None
    elif paused is not None:
        doing, since = Doing.PAUSED, paused
    elif lease is not None:
        doing = Doing.IDLE if since is not None and now - since > IDLE_AFTER else Doing.RINGING
    else:
        here = seen is not None and now - seen < HERE_FOR
        doing, since = (Doing.WAITING, last or admitted) if here else (Doing.AWAY, seen)
    return Somebody(caller, name, doing, since, lease, calls or 0)
