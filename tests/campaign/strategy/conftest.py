"""People who read the director's pages."""

from typing import Any

import pytest
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
