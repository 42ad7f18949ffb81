"""The menu: a few ways stand in one row, many in groups, and one sees where one is."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from groundgame.campaign.accounts.models import Role
from groundgame.campaign.site.ways import GROUPS, PAGES, ROOMS

BARNET = "E09000003"
pytestmark = [pytest.mark.database, pytest.mark.django_db]


def groups_on(page: str) -> list[str]:
    return re.findall(r'class="head" href="[^"]+">([^<]+)</a>', page)


def test_every_way_leads_somewhere_and_every_page_lies_on_one() -> None:
    ways = {way.url for group in GROUPS for way in group.ways}
    assert all(reverse(url) for url in ways)
    assert {*PAGES.values(), *ROOMS.values()} <= ways


def test_an_organiser_finds_five_groups_less_one_and_the_ways_of_the_one_where_they_are(
    client: Client, field_work: Any
) -> None:
    client.force_login(field_work.organiser())
    page = client.get(reverse("doorstep:rounds")).content.decode()
    assert groups_on(page) == ["Results", "Plan", "Contact", "People"]
    assert page.count('class="group here"') == 1
    assert re.search(r'class="group here">\s*<a class="head" href="[^"]+">Contact<', page)
    assert re.findall(r'aria-current="page">([^<]+)</a>', page) == ["Doors"]


def test_a_volunteer_has_one_way_and_no_group(client: Client, field_work: Any) -> None:
    client.force_login(field_work.person(Role.VOLUNTEER, BARNET))
    page = client.get(reverse("phonebank:home")).content.decode()
    assert groups_on(page) == []
    assert re.findall(r'aria-current="page">([^<]+)</a>', page) == ["Calling"]
