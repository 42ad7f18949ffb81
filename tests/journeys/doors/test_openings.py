"""A round with two openings, walked without signal: each door says its own, and the site keeps which was said."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from groundgame.campaign.canvass.actions.trials import begin_wordings
from groundgame.campaign.canvass.models import ContactEvent
from groundgame.campaign.canvass.wordings import openings_of
from groundgame.campaign.doorstep.models import Outing
from tests.journeys.doors.steps import saved

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

SECOND = "Good evening, {elector}. {caller} here: may we talk of buses?"


def test_each_door_says_its_own_opening_without_signal(street: Outing, carry: Callable[..., Any]) -> None:
    session = street.walk.session
    begin_wordings(session, SECOND, None)
    two = openings_of(session)
    assert two is not None
    by_number = {door.address.number: door.address_id for door in street.walk.doors.select_related("address")}
    window = carry(street)
    page, context = window.page, window.page.context
    context.set_offline(True)
    page.reload()
    for number in (1, 5, 9, 2, 6, 10):  # where one lives alone
        page.get_by_role("link", name=re.compile(f"^{number} ")).click()
        page.get_by_role("link", name="Present").click()
        page.get_by_text("What to say").click()
        wording = two.wording(by_number[number])
        buses = page.locator("details.say", has_text="Helper here: may we talk of buses?")
        expect(page.locator("details.say")).to_have_count(1)
        expect(buses).to_have_count(1 if wording == "b" else 0)
        page.get_by_role("button", name="Save", exact=True).click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("Walk 1")
    context.set_offline(False)
    page.reload()
    saved(page)
    kept = {event.elector.address_id: event.wording for event in ContactEvent.objects.select_related("elector")}
    assert kept == {by_number[number]: two.wording(by_number[number]) for number in (1, 5, 9, 2, 6, 10)}
