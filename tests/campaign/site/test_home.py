"""Everybody is led to their own work, and offered nothing that would refuse them."""

import re
from typing import Any

import pytest
from django.test import Client

from groundgame.campaign.accounts.models import Role

pytestmark = pytest.mark.django_db

LEADS = {
    Role.DIRECTOR: "/now/",
    Role.VOLUNTEER: "/phonebank/",
    None: "/phonebank/",
    Role.ORGANISER: None,
    Role.AGENT: None,
    Role.RETURNING_OFFICER: None,
}


def signed_in(field_work: Any, role: Role | None) -> Client:
    client = Client()
    client.force_login(field_work.person(role), backend="groundgame.campaign.accounts.signed_in.Backend")
    return client


@pytest.mark.parametrize(("role", "address"), LEADS.items())
def test_home_leads_to_ones_own_work(field_work: Any, role: Role | None, address: str | None) -> None:
    answer = signed_in(field_work, role).get("/")
    if address is None:
        assert answer.status_code == 200
        assert "Barnet" in answer.content.decode()
    else:
        assert answer["Location"] == address


@pytest.mark.parametrize("role", LEADS)
def test_every_way_that_is_offered_is_open(field_work: Any, role: Role | None) -> None:
    client = signed_in(field_work, role)
    html = client.get("/", follow=True).content.decode()
    ways = set(re.findall(r'href="(/[^"]*)"', html.split("<main")[0] + html.split("<main")[1].split("<footer")[0]))
    pages = {way for way in ways if not way.startswith(("/static/", "/places/E0"))}
    assert pages
    for way in sorted(pages):
        assert client.get(way, follow=True).status_code == 200, way
