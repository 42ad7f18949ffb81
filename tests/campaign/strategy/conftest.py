"""People who read the director's pages."""

import time
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from groundgame.campaign.accounts.actions import grant_role
from groundgame.campaign.accounts.models import Role, User

CITY, BARNET = "E12000007", "E09000003"


def _reader(role: str, area: str) -> Client:
    user = User.objects.create_user(f"{role}@example.org", name=role)
    grant_role(by=None, user=user, role=role, area=area)
    client = Client()
    client.force_login(user, backend="groundgame.campaign.accounts.signed_in.Backend")
    return client


@pytest.fixture
def director(db: Any) -> Client:
    return _reader(Role.DIRECTOR, CITY)


@pytest.fixture
def organiser(db: Any) -> Client:
    """Return a reader who runs Barnet."""
    return _reader(Role.ORGANISER, BARNET)


@pytest.fixture
def somebody_waits() -> Callable[[], None]:
    """Return what returns once somebody waits for a lock in this database, or after a minute."""

    def wait() -> None:
        until = time.monotonic() + 60
        while time.monotonic() < until:
            with connection.cursor() as cursor:
                cursor.execute(
                    "SELECT EXISTS (SELECT 1 FROM pg_locks JOIN pg_stat_activity USING (pid) "
                    "WHERE NOT granted AND datname = current_database())"
                )
                if cursor.fetchone()[0]:
                    return
            time.sleep(0.02)

    return wait
