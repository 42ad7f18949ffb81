"""Who asks, read by prepared statements: every request asks for it, ten thousand callers' before all others."""

# ruff: noqa: S608 (the statements are put together from the model's own columns)

import time
from functools import lru_cache
from threading import local
from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends import db
from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.models import Session
from django.core import signing
from django.db import OperationalError

from groundgame.campaign.accounts.models import User
from groundgame.campaign.accounts.statements import first

_USER_COLUMNS = tuple(field.attname for field in User._meta.concrete_fields)  # noqa: SLF001 (Django's public _meta)
_USER_SQL = f"SELECT {', '.join(_USER_COLUMNS)} FROM accounts_user WHERE id = %(user)s"
_SESSION_SQL = f"""
SELECT s.session_data, {", ".join(f"u.{name}" for name in _USER_COLUMNS)}
FROM django_session s LEFT JOIN accounts_user u ON u.id = %(user)s
WHERE s.session_key = %(key)s AND s.expire_date > statement_timestamp()
"""
# Whose sign-in it was when it was last read here: only so that the person can be read with it. Who it is now it tells
# by itself.
_whose: dict[str, int] = {}
MOST_KEPT = 20_000
# The person that the thread's request was read with, for as long as a request takes to ask who it is.
_thread = local()
KEPT_SECONDS = 1.0


class _AsItStands(signing.JSONSerializer):
    """Leaves what was signed as the text it is."""

    def loads(self, data: bytes) -> bytes:
        """Return the text."""
        return data


@lru_cache(MOST_KEPT)
def _opened(text: str, salt: str) -> bytes:
    """Return what a session's text holds once its signature was found to be ours: it takes longer than all the rest.

    Raises:
        signing.BadSignature: if it is not; that is not remembered.
    """
    opened: bytes = signing.loads(text, salt=salt, serializer=_AsItStands)
    return opened


class SessionStore(db.SessionStore):
    """Django's own sessions in the database; whoever is signed in is read along with theirs."""

    def decode(self, session_data: bytes | str) -> dict[str, Any]:
        """Return what a session's text holds, or nothing where it is not ours."""
        text = session_data if isinstance(session_data, str) else session_data.decode()
        try:
            held: dict[str, Any] = self.serializer().loads(_opened(text, self.key_salt))
        except (signing.BadSignature, ValueError):
            return super().decode(session_data)  # which writes it into the log
        return held

    def load(self) -> dict[str, Any]:
        """Return what the session holds."""
        data: dict[str, Any] = super().load()
        whose = data.get(SESSION_KEY)
        if whose is not None and self.session_key is not None:
            if len(_whose) >= MOST_KEPT:
                _whose.clear()
            _whose[self.session_key] = int(whose)
        return data

    def save(self, must_create: bool = False) -> None:  # noqa: FBT001, FBT002 (Django's own signature)
        """Keep what the session holds.

        Django takes whatever goes wrong for a session that is gone, and tells the browser that it asked wrongly; while
        PostgreSQL is away that would be untrue, and nobody would ask again.

        Raises:
            UpdateError: if the session is gone.
            OperationalError: if the database is away, or cannot write.
        """
        try:
            super().save(must_create)
        except UpdateError as error:
            if isinstance(error.__context__, OperationalError):
                raise error.__context__ from None
            raise

    def _get_session_from_db(self) -> Session | None:
        key = self.session_key
        row = first(_SESSION_SQL, {"key": key, "user": _whose.get(key or "")})
        if row is None:
            self._session_key = None
            return None
        data, *person = row
        _thread.person = None if person[0] is None else (time.monotonic(), person)
        return Session(session_key=key or "", session_data=data)


class Backend(AuthenticationBackend):  # type: ignore[misc]  # allauth tells no types
    """The sign-in by e-mail address."""

    def get_user(self, user_id: int) -> User | None:
        """Return the person, or None where they are gone or may not sign in any more."""
        row = _read_with_session(int(user_id)) or first(_USER_SQL, {"user": user_id})
        user = None if row is None else User.from_db("default", _USER_COLUMNS, row)
        return user if user is not None and self.user_can_authenticate(user) else None


def _read_with_session(user_id: int) -> list[Any] | None:
    """Return the columns of a person whom this request's session was just read with, once."""
    read = getattr(_thread, "person", None)
    _thread.person = None
    if read is None or time.monotonic() - read[0] > KEPT_SECONDS:
        return None
    person: list[Any] = read[1]
    return person if person[_USER_COLUMNS.index("id")] == user_id else None
