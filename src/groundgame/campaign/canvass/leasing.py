"""Give out the next elector of a session, and hold on to those who were given out."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar
from uuid import UUID

from django.db import DatabaseError, IntegrityError, OperationalError, connection, transaction
from psycopg.errors import DeadlockDetected

from groundgame.campaign.accounts.statements import Values, first, run
from groundgame.campaign.canvass.known import of_session
from groundgame.campaign.canvass.leasing_sql import (
    ASIDE_SQL,
    FIRST_SQL,
    GO_ON_SQL,
    LEASE_SQL,
    OWN_SQL,
    PASSED_OVER_SQL,
    PROMOTE_SQL,
    PUT_OFF_SQL,
    USUALLY_GO_ON_SQL,
)
from groundgame.campaign.canvass.models import Lease, Session

ASIDE_MINUTES, ASIDE_TARGETS, ASIDE_SECONDS = 60, 1_500, 10
SHORTEST_AHEAD_MINUTES = 2

# Leases with all that the caller's screen shows.
SHOWN = Lease.objects.select_related("elector__address", "elector__state", "session__script", "session__created_by")


@dataclass(frozen=True, slots=True)
class Held:
    """A lease that a caller holds: its id, and the token that the page shows for it."""

    id: int
    token: UUID


@dataclass(frozen=True, slots=True)
class Pick:
    """What one try came to: a lease, nothing free, or somebody faster at a place (`contested`, its id)."""

    held: Held | None
    contested: int | None = None


NOBODY = Pick(None)


def minutes_of(session: Session, *, ahead: bool = False) -> int:
    """Return how long a lease of the session lasts; one fetched ahead comes back sooner, as nobody rings it yet."""
    return max(SHORTEST_AHEAD_MINUTES, session.lease_minutes // 2) if ahead else session.lease_minutes


def own_lease(session: Session, user_id: int, *, ahead: bool = False) -> Held | None:
    """Renew the lease that the caller holds in the session and return it; None if there is none to hold on to.

    It may have run out: as long as nobody else was given the elector, it is still the caller's.
    """
    row = first(of_session(OWN_SQL, session), _values(session, user_id, ahead=ahead))
    return Held(*row) if row else None


def promote(session: Session, user_id: int) -> Held | None:
    """Put the call that was fetched ahead on the caller's screen, where there is none; return its lease."""
    row = _unless_overtaken(lambda: first(of_session(PROMOTE_SQL, session), _values(session, user_id)))
    return Held(*row) if row else None


def pick(session: Session, user_id: int, *, ahead: bool = False) -> Pick:
    """Try once to lease the first free target of the session to a caller."""
    picked, *given = first(of_session(LEASE_SQL, session), _values(session, user_id, ahead=ahead)) or (None, None, None)
    return _pick(picked, *given)


def _pick(picked: int | None, lease: int | None, token: UUID | None) -> Pick:
    if lease is None or token is None:
        return Pick(None, contested=picked)
    return Pick(Held(lease, token))


def promote_and_pick(session: Session, user_id: int) -> tuple[Held | None, Pick]:
    """Show what was fetched ahead, and try once to fetch the next: one statement, as every save ends with it."""
    return gone_on(_unless_overtaken(lambda: first(*going_on(session, user_id, any_due=True))))


def going_on(session: Session, user_id: int, *, any_due: bool) -> tuple[str, Values]:
    """Return the statement that shows what was fetched ahead and tries once to fetch the next.

    `any_due` tells that a promised hour may have come. Where not, a lease that ran out makes the try fail as well.
    """
    statement = GO_ON_SQL if any_due else USUALLY_GO_ON_SQL
    return of_session(statement, session), _values(session, user_id, ahead=True)


def gone_on(row: tuple[Any, ...] | None) -> tuple[Held | None, Pick]:
    """Return what that statement's row says: what is shown now, and what came of the try."""
    now, token, *tried = row or (None, None, None, None, None)
    return None if now is None else Held(now, token), _pick(*tried)


Done = TypeVar("Done")


def _unless_overtaken(do: Callable[[], Done]) -> Done | None:
    """Return None where another window of the same caller took a lease at that very moment, or was in the way."""
    try:
        if connection.in_atomic_block:
            with transaction.atomic():
                return do()
        return do()
    except (IntegrityError, OperationalError) as error:
        if is_overtaken(error):
            return None
        raise


def is_overtaken(error: DatabaseError) -> bool:
    """Tell whether somebody else was faster, or in the way, so that another try may succeed."""
    return isinstance(error, IntegrityError) or isinstance(error.__cause__, DeadlockDetected)


def _values(session: Session, user_id: int, *, ahead: bool = False) -> dict[str, Any]:
    return {
        "session": session.pk,
        "borough": session.borough,
        "user": user_id,
        "minutes": minutes_of(session, ahead=ahead),
        "shown_minutes": session.lease_minutes,
        "ahead": ahead,
    }


def put_off(session: Session, target: int) -> None:
    """Let nobody look at a place (id) whose household is on the line in this session, until that call ends."""
    run(of_session(PUT_OFF_SQL, session), {"target": target, "borough": session.borough, "session": session.pk})


def put_aside(session: Session) -> int:
    """Look for an hour past those at the head of the queue whom we may not ring; return how many.

    Thousands of them, as after a new register or a new list of objections, would make every caller wait.
    """
    values = {"session": session.pk, "minutes": ASIDE_MINUTES, "targets": ASIDE_TARGETS, "borough": session.borough}
    with connection.cursor() as cursor:
        cursor.execute(of_session(ASIDE_SQL, session), values)
        return int(cursor.rowcount)


def has_passed_over(session: Session, user_id: int) -> bool:
    """Tell whether a caller to whom nobody was given may be given somebody after all."""
    values = {"session": session.pk, "borough": session.borough, "user": user_id}
    return first(of_session(PASSED_OVER_SQL, session), values) is not None


def anybody_free(session: Session) -> bool:
    """Tell whether a caller would be given somebody now, without counting the whole session."""
    return first(of_session(FIRST_SQL, session), {"session": session.pk, "borough": session.borough}) is not None


def lease_of(pk: int) -> Lease:
    """Return a lease with all that the caller's screen shows of the elector."""
    return SHOWN.get(pk=pk)
