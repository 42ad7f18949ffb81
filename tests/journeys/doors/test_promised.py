"""Somebody at a door asks us to come back: the hour stays before the eyes of everybody on the walk until we have."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from groundgame.campaign.canvass.models import ContactEvent
from groundgame.campaign.doorstep.models import Outing
from tests.journeys.doors.steps import TOO_SMALL, TOO_WIDE, answered, not_in, saved, shoot

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
AGREED = re.compile(r"^Come back .*\d\d:\d\d: Ann")


def _first(page: Page) -> Locator:
    return page.locator(".promised .door")


def _agree(page: Page) -> None:
    page.get_by_role("link", name=re.compile("^3 Ann")).click()
    page.get_by_role("link", name=re.compile("^Ann Resident")).click()
    page.get_by_label("Call back").select_option("In two hours")
    page.get_by_role("button", name="Save", exact=True).click()
    answered(page)


def test_an_hour_that_was_agreed_stays_at_the_head_of_the_list_until_we_have_been_back(
    street: Outing, carry: Callable[..., Any]
) -> None:
    page = carry(street).page
    page.context.set_offline(True)
    _agree(page)
    page.reload()
    expect(_first(page)).to_have_count(1)
    expect(_first(page).locator(".status")).to_have_text(AGREED)
    expect(_first(page)).to_contain_text("Alder Road: ")
    expect(page.get_by_role("button", name="To do (12)")).to_be_visible()
    assert page.evaluate(TOO_WIDE) <= 0
    assert page.evaluate(TOO_SMALL) == 0
    shoot(page, "doorstep-promised-390")
    page.context.set_offline(False)
    saved(page)
    not_in(page, "3 Alder Road")  # a moment later: Bob, who was not asked yet
    expect(_first(page).locator(".status")).to_have_text(AGREED)
    saved(page)
    assert sorted(ContactEvent.objects.values_list("outcome", flat=True)) == ["call_back", "not_in"]
    not_in(page, "3 Alder Road")  # nobody else is left to ask for
    expect(_first(page)).to_have_count(0)
    saved(page)
    assert ContactEvent.objects.filter(elector__forename="Ann").latest("happened_at").outcome == "not_in"


def test_whoever_else_walks_there_reads_the_hour_and_whose_word_it_is(
    street: Outing, carry: Callable[..., Any]
) -> None:
    other = carry(street, name="Second").page
    page = carry(street, name="Dora").page
    _agree(page)
    saved(page)
    other.reload()
    expect(_first(other).locator(".status")).to_have_text(re.compile(r"^Come back .*: Ann \(Dora\)"))
