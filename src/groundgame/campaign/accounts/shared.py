"""What holds over all workers: limits of trying, kept in the database; all else is kept near, by each worker.

A limit that each worker counted for itself would be as many times as high as there are workers.
"""

import json
import time
from typing import Any

from django.core.cache import caches
from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache
from django.core.cache.backends.locmem import LocMemCache
from django.db import connection
from django.db.models.functions import Now

from groundgame.campaign.accounts.models import Remembered

SHARED = "allauth"  # with what allauth's keys begin: tries to sign in, and codes of a second factor that were used
FOR_EVER_SECONDS = 10 * 365 * 24 * 3600
_ADD_SQL = """
INSERT INTO accounts_remembered AS r (key, value, until)
VALUES (%(key)s, %(value)s, statement_timestamp() + make_interval(secs => %(seconds)s))
ON CONFLICT (key) DO UPDATE SET value = EXCLUDED.value, until = EXCLUDED.until {where} RETURNING true
"""
_COUNT_SQL = """
UPDATE accounts_remembered SET value = (value::bigint + %(delta)s)::text
WHERE key = %(key)s AND until > statement_timestamp() RETURNING value::bigint
"""
# Rows that somebody else is just letting go are passed over, so that nobody waits.
_SWEEP_SQL = """
DELETE FROM accounts_remembered WHERE key IN (
    SELECT key FROM accounts_remembered WHERE until <= statement_timestamp() LIMIT 1000 FOR UPDATE SKIP LOCKED)
"""


class SharedCache(BaseCache):
    """A cache in the database for few and short things (JSON), each change one statement; what is over is let go."""

    def __init__(self, _location: str, params: dict[str, Any]) -> None:
        super().__init__(params)

    def add(self, key: str, value: object, timeout: float | None = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        """Keep a value where there is none, and tell whether that was so; of two at once one is told so."""
        return self._keep("WHERE r.until <= statement_timestamp()", key, value, timeout, version)

    def set(self, key: str, value: object, timeout: float | None = DEFAULT_TIMEOUT, version: int | None = None) -> None:
        """Keep a value."""
        self._keep("", key, value, timeout, version)

    def get(self, key: str, default: object = None, version: int | None = None) -> object:
        """Return what is kept, or the default."""
        kept = Remembered.objects.filter(pk=self._key(key, version), until__gt=Now())
        value = kept.values_list("value", flat=True).first()
        return default if value is None else json.loads(value)

    def delete(self, key: str, version: int | None = None) -> bool:
        """Let a value go, and with it what is over."""
        gone, _ = Remembered.objects.filter(pk=self._key(key, version)).delete()
        with connection.cursor() as cursor:
            cursor.execute(_SWEEP_SQL)
        return bool(gone)

    def incr(self, key: str, delta: int = 1, version: int | None = None) -> int:
        """Count up what is kept, which leaves its end as it is.

        Raises:
            ValueError: if nothing is kept.
        """
        with connection.cursor() as cursor:
            cursor.execute(_COUNT_SQL, {"key": self._key(key, version), "delta": delta})
            row = cursor.fetchone()
        if row is None:
            raise ValueError(f"Nothing is kept under {key!r}.")
        return int(row[0])

    def clear(self) -> None:
        """Let everything go."""
        Remembered.objects.all().delete()

    def _key(self, key: str, version: int | None) -> str:
        return str(self.make_and_validate_key(key, version=version))

    def _keep(self, where: str, key: str, value: object, timeout: float | None, version: int | None) -> bool:
        until = self.get_backend_timeout(timeout)
        seconds = FOR_EVER_SECONDS if until is None else until - time.time()
        kept = {"key": self._key(key, version), "value": json.dumps(value), "seconds": seconds}
        with connection.cursor() as cursor:
            cursor.execute(_ADD_SQL.format(where=where), kept)
            return cursor.fetchone() is not None


class NearCache(LocMemCache):
    """Each worker's own memory, but for what must hold over all of them."""

    def add(self, key: str, value: object, timeout: float | None = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        """Keep a value where there is none."""
        return _shared().add(key, value, timeout) if _is_shared(key) else super().add(key, value, timeout, version)

    def set(self, key: str, value: object, timeout: float | None = DEFAULT_TIMEOUT, version: int | None = None) -> None:
        """Keep a value."""
        return _shared().set(key, value, timeout) if _is_shared(key) else super().set(key, value, timeout, version)

    def get(self, key: str, default: object = None, version: int | None = None) -> object:
        """Return what is kept, or the default."""
        return _shared().get(key, default) if _is_shared(key) else super().get(key, default, version)

    def delete(self, key: str, version: int | None = None) -> bool:
        """Let a value go."""
        return _shared().delete(key) if _is_shared(key) else super().delete(key, version)


def _is_shared(key: str) -> bool:
    return key.startswith(SHARED)


def _shared() -> BaseCache:
    return caches["shared"]
