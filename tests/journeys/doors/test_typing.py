"""A sheet typed back in a browser: what the site would not keep stays in sight until it is put right or dropped."""

from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Page, expect

from groundgame.campaign.canvass.models import ContactEvent
from groundgame.campaign.doorstep.actions import print_walks, take_back
from groundgame.campaign.doorstep.models import Outing, Sheet
from tests.journeys.doors.steps import TOO_WIDE, shoot

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def sheet(street: Outing) -> Sheet:
    take_back(by=street.given_by, outing=street)
    (made,) = print_walks(by=street.given_by, walks=[street.walk])
    return made


@pytest.fixture
def typing(sheet: Sheet, open_window: Any, live_server: Any) -> Page:
    """Return the page of the sheet, as its organiser has it open."""
    page: Page = open_window(width=1280, height=900).page
    client = Client()
    client.force_login(sheet.printed_by)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])
    page.goto(f"/doorstep/sheets/{sheet.code}/")
    return page


def _type(page: Page, text: str) -> None:
    page.keyboard.type(text)
    page.keyboard.press("Enter")


def test_a_line_that_is_refused_stays_until_it_is_put_right_or_dropped(typing: Page) -> None:
    for text in ("1 0", "2 QQ", "3 ZZ"):
        _type(typing, text)
    status = typing.get_by_role("status").filter(has_text="2 not kept: put them right.")
    expect(status).to_be_visible()
    expect(typing.locator(".waiting")).to_have_count(0)
    expect(typing.locator("#line-2")).to_have_class("wrong")
    typing.reload()
    expect(typing.get_by_role("heading", name="Not kept")).to_be_visible()
    shoot(typing, "doorstep-typing-refused-1280")
    typing.get_by_role("button", name="All of it is typed").click()
    expect(typing.get_by_role("button", name="Put it right: 2 QQ")).to_be_focused()
    typing.keyboard.press("Enter")
    expect(typing.get_by_label("Line, codes, Enter")).to_have_value("2 QQ")
    for _ in "QQ":
        typing.keyboard.press("Backspace")
    _type(typing, "L")
    expect(typing.locator("#line-2 .what")).to_have_text("Labour")
    expect(typing.get_by_role("status").filter(has_text="1 not kept: put it right.")).to_be_visible()
    typing.get_by_role("button", name="Drop it: 3 ZZ").click()
    expect(typing.get_by_role("status").filter(has_text="All of it is kept.")).to_be_visible()
    typing.reload()
    expect(typing.get_by_role("heading", name="Not kept")).to_be_hidden()
    assert sorted(ContactEvent.objects.values_list("outcome", flat=True)) == ["conversation", "not_in"]
    for width in (390, 1280):
        typing.set_viewport_size({"width": width, "height": 844})
        assert typing.evaluate(TOO_WIDE) <= 0


def test_the_right_line_typed_anew_takes_the_place_of_the_refused_one(typing: Page) -> None:
    _type(typing, "2 QQ")
    expect(typing.get_by_role("heading", name="Not kept")).to_be_visible()
    _type(typing, "2 L")
    expect(typing.get_by_role("heading", name="Not kept")).to_be_hidden()
    expect(typing.get_by_role("status").filter(has_text="All of it is kept.")).to_be_visible()
