"""A session and a volunteer's place in it, as thousands of callers ask for them at every call."""

from threading import Lock

from groundgame.campaign.canvass.models import Caller, Session
from groundgame.campaign.canvass.statements import first

# Where a row stands and who wrote it: any change to it, in whichever process, moves it.
_VERSION_SQL = """
SELECT concat_ws(' ', s.ctid, s.xmin, w.ctid, w.xmin, u.ctid, u.xmin)
FROM canvass_session s
JOIN canvass_script w ON w.id = s.script_id
JOIN accounts_user u ON u.id = s.created_by_id
WHERE s.id = %(session)s
"""

CALLER_COLUMNS = ["id", "session_id", "user_id", "joined_at", "admitted_at", "paused_at", "removed_at", "last_seen_at"]
_CALLER_SQL = f"""
SELECT {", ".join(CALLER_COLUMNS)} FROM canvass_caller WHERE user_id = %(user)s AND session_id = %(session)s
"""  # noqa: S608 (the model's own columns)

MOST_KEPT = 200
_kept: dict[int, tuple[str, Session]] = {}
_lock = Lock()


def session_of(pk: int) -> Session:
    """Return a session with its script and its maker, as they stand now; to be read, not changed.

    Raises:
        Session.DoesNotExist: if there is none.
    """
    row = first(_VERSION_SQL, {"session": pk})
    kept = _kept.get(pk)
    if row is not None and kept is not None and kept[0] == row[0]:
        return kept[1]
    session = Session.objects.select_related("script", "created_by").get(pk=pk)
    if row is not None:
        with _lock:
            if len(_kept) >= MOST_KEPT:
                _kept.clear()
            _kept[pk] = (row[0], session)
    return session


def caller_of(user: int, session: int) -> Caller | None:
    """Return a person's place in a session (ids), whatever its state, or None where they never asked."""
    row = first(_CALLER_SQL, {"user": user, "session": session})
    return None if row is None else Caller.from_db("default", CALLER_COLUMNS, row)
