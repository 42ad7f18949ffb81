"""Who asks, read by prepared statements: every request asks for it, ten thousand callers' before all others."""

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session

from groundgame.campaign.accounts.models import User
from groundgame.campaign.accounts.statements import first

_SESSION_SQL = """
SELECT session_data FROM django_session WHERE session_key = %(key)s AND expire_date > statement_timestamp()
"""
_USER_COLUMNS = tuple(field.attname for field in User._meta.concrete_fields)  # noqa: SLF001 (Django's public _meta)
_USER_SQL = f"SELECT {', '.join(_USER_COLUMNS)} FROM accounts_user WHERE id = %(user)s"  # noqa: S608 (the model's own)


class SessionStore(db.SessionStore):
    """Django's own sessions in the database."""

    def _get_session_from_db(self) -> Session | None:
        row = first(_SESSION_SQL, {"key": self.session_key})
        if row is None:
            self._session_key = None
            return None
        return Session(session_key=self.session_key or "", session_data=row[0])


class Backend(AuthenticationBackend):  # type: ignore[misc]  # allauth tells no types
    """The sign-in by e-mail address."""

    def get_user(self, user_id: int) -> User | None:
        """Return the person, or None where they are gone or may not sign in any more."""
        row = first(_USER_SQL, {"user": user_id})
        user = None if row is None else User.from_db("default", _USER_COLUMNS, row)
        return user if user is not None and self.user_can_authenticate(user) else None
