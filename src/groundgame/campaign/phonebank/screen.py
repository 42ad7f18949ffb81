"""What a caller's screen shows of one lease: one prepared statement, and words that are the same for every elector.

Thousands of callers ask for it every minute, so nothing here is asked of the database twice.
"""

# ruff: noqa: S608 (the statement is put together from the package's own constants)

import datetime as dt
import uuid
from dataclasses import dataclass, field
from typing import Any

from django.utils.safestring import SafeString

from groundgame.campaign.accounts.models import User
from groundgame.campaign.accounts.statements import Values, first
from groundgame.campaign.canvass.known import of_session, within
from groundgame.campaign.canvass.models import Session
from groundgame.campaign.canvass.wordings import opening_for
from groundgame.campaign.phonebank.asking import asked_of
from groundgame.campaign.phonebank.numbers import as_read
from groundgame.campaign.register.models import Suppression
from groundgame.campaign.register.suppression import BARS_CALLS, CALLABLE_NUMBER_SQL, SHOWN_SQL

_BARRED = ", ".join(repr(str(kind)) for kind in BARS_CALLS)

# The numbers without TPS first; and the others who live there, may be shown and have not asked us not to ring.
_SCREEN_SQL = f"""
SELECT l.token, extract(epoch FROM l.expires_at - statement_timestamp())::int, p.borough,
       btrim(p.forename || ' ' || p.surname), coalesce(a.lines, ''), c.last_contact_at,
       EXISTS (
           SELECT FROM register_suppression o
           WHERE o.elector_id = p.id AND o.borough = p.borough AND o.lifted_at IS NULL
             AND o.kind = '{Suppression.Kind.NO_PROFILING}'),
       (SELECT json_agg(json_build_array(t.id, t.e164) ORDER BY t.tps_since NULLS FIRST, t.id)
        FROM register_telephonenumber t
        WHERE t.elector_id = p.id AND t.borough = p.borough AND {CALLABLE_NUMBER_SQL}),
       (SELECT json_agg(json_build_array(e.id, btrim(e.forename || ' ' || e.surname)) ORDER BY e.forename, e.surname)
        FROM register_elector e
        WHERE e.address_id = l.household AND e.borough = l.borough AND e.id <> p.id AND {SHOWN_SQL}
          AND NOT EXISTS (
              SELECT FROM register_suppression s
              WHERE s.elector_id = e.id AND s.borough = e.borough AND s.lifted_at IS NULL AND s.kind IN ({_BARRED}))),
       (SELECT n.e164 FROM phonebank_shownnumber n WHERE n.borough = p.borough),
       coalesce(l.household, p.address_id, -p.id)
FROM canvass_lease l
JOIN register_elector p ON p.id = l.elector_id AND p.borough = l.borough
LEFT JOIN register_address a ON a.id = p.address_id AND a.borough = p.borough
LEFT JOIN canvass_electorstate c ON c.elector_id = p.id AND c.borough = p.borough
WHERE l.id = %(lease)s {within("l")}
"""


# Of the call that a caller has fetched ahead: asked for before its lease is known.
_AHEAD_SQL = _SCREEN_SQL.replace(
    "l.id = %(lease)s",
    "l.session_id = %(session)s AND l.user_id = %(user)s AND l.ahead AND l.closed_at IS NULL AND l.channel = 'phone'",
)


@dataclass(frozen=True, slots=True)
class Number:
    """A number to dial: its id, for the link, and for the eye."""

    id: int
    e164: str
    shown: str


@dataclass(frozen=True, slots=True)
class Mate:
    """Somebody else of the household."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class Screen:
    """All that a caller sees of an elector, and nothing more: what the call needs.

    `seconds` is for how long the lease still holds; `ours` the number that the borough's electors know.
    """

    token: uuid.UUID
    seconds: int
    borough: str
    elector: str
    lines: str
    last_contact_at: dt.datetime | None
    keeps_no_opinions: bool
    numbers: tuple[Number, ...]
    household: tuple[Mate, ...]
    ours: str
    opening: str
    closing: str
    questions: SafeString
    event: uuid.UUID = field(default_factory=uuid.uuid4)


def screen_of(lease: int, session: Session, caller: User) -> Screen:
    """Return the screen of a lease (id) in the session, with an id for the event that will come of it."""
    row = first(of_session(_SCREEN_SQL, session), {"lease": lease, "borough": session.borough})
    if row is None:
        raise LookupError(f"There is no lease {lease}.")
    return shown(row, session, caller)


def ahead_of(session: Session, caller: User) -> tuple[str, Values]:
    """Return the statement for the screen of the call that the caller has fetched ahead; `shown` reads its row."""
    return of_session(_AHEAD_SQL, session), {"session": session.pk, "user": caller.pk, "borough": session.borough}


def shown(row: tuple[Any, ...], session: Session, caller: User) -> Screen:
    """Return the screen that a row of the statement tells of."""
    token, seconds, borough, elector, lines, last, objects, numbers, mates, ours, household = row
    script = session.script
    return Screen(
        token=token,
        seconds=seconds,
        borough=borough,
        elector=elector,
        lines=lines,
        last_contact_at=last,
        keeps_no_opinions=objects,
        numbers=_numbers(numbers),
        household=tuple(Mate(*mate) for mate in mates or ()),
        ours=as_read(ours) if ours else "",
        opening=_said(opening_for(session, household), elector, caller),
        closing=_said(script.closing, elector, caller),
        questions=asked_of(script, without_opinions=objects),
    )


def _numbers(found: list[list[Any]] | None) -> tuple[Number, ...]:
    return tuple(Number(pk, e164, as_read(e164)) for pk, e164 in found or ())


def _said(text: str, elector: str, caller: User) -> str:
    return text.replace("{elector}", elector).replace("{caller}", caller.get_short_name())
