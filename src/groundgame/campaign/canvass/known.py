"""A session and a volunteer's place in it, as thousands of callers ask for them at every call."""

# ruff: noqa: S608 (the statements are put together from the models' own columns)

import re
from collections.abc import Sequence
from functools import cache
from threading import Lock
from typing import Any

from groundgame.campaign.accounts.statements import first
from groundgame.campaign.canvass.models import Caller, Session

CALLER_COLUMNS = ["id", "session_id", "user_id", "joined_at", "admitted_at", "paused_at", "removed_at", "last_seen_at"]
_PLACE = ", ".join(f"c.{name}" for name in CALLER_COLUMNS)
_CALLER_SQL = f"SELECT {_PLACE} FROM canvass_caller c WHERE c.user_id = %(user)s AND c.session_id = %(session)s"

# Where a row stands and who wrote it: any change to it, in whichever process, moves it.
_STANDING_SQL = f"""
SELECT concat_ws(' ', s.ctid, s.xmin, w.ctid, w.xmin, u.ctid, u.xmin), {_PLACE}
FROM canvass_session s
JOIN canvass_script w ON w.id = s.script_id
JOIN accounts_user u ON u.id = s.created_by_id
LEFT JOIN canvass_caller c ON c.session_id = s.id AND c.user_id = %(user)s
WHERE s.id = %(session)s
"""

MOST_KEPT = 200
_kept: dict[int, tuple[str, Session]] = {}
_lock = Lock()


def within(alias: str) -> str:
    """Return the mark of a condition that only statements of a session of one borough carry."""
    return f"/* within {alias} */"


def of_session(statement: str, session: Session) -> str:
    """Return a statement as it is run for the session; one borough's asks for `borough` as well."""
    return _written(statement, one_borough=session.borough is not None)


@cache
def _written(statement: str, *, one_borough: bool) -> str:
    return re.sub(r"/\* within (\w) \*/", r"AND \1.borough = %(borough)s" if one_borough else "", statement)


def standing(user: int, session: int) -> tuple[Session, Caller | None]:
    """Return a session (both are asked for by their ids), to be read and not changed, and a person's place in it.

    The session comes with its script and its maker, as they stand now; the place whatever its state, or None where the
    person never asked for one.

    Raises:
        Session.DoesNotExist: if there is none.
    """
    row = first(_STANDING_SQL, {"user": user, "session": session})
    if row is None:
        raise Session.DoesNotExist(f"There is no session {session}.")
    version, *place = row
    return _kept_session(session, version), None if place[0] is None else _caller(place)


def _kept_session(pk: int, version: str) -> Session:
    kept = _kept.get(pk)
    if kept is not None and kept[0] == version:
        return kept[1]
    session = Session.objects.select_related("script", "created_by").get(pk=pk)
    with _lock:
        if len(_kept) >= MOST_KEPT:
            _kept.clear()
        _kept[pk] = (version, session)
    return session


def caller_of(user: int, session: int) -> Caller | None:
    """Return a person's place in a session (ids), whatever its state, or None where they never asked."""
    row = first(_CALLER_SQL, {"user": user, "session": session})
    return None if row is None else _caller(row)


def _caller(place: Sequence[Any]) -> Caller:
    return Caller.from_db("default", CALLER_COLUMNS, place)
