"""A press of a volunteer's is taken once and for whom it was meant, and what it saved can be put right."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from groundgame.campaign.audit.models import Look
from groundgame.campaign.canvass.models import ContactEvent, Session
from tests.journeys.pressing import hold_clock, settle

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

SHOTS = Path("test-results")
SENT = "() => !Object.keys(localStorage).some(name => name.startsWith('phonebank-unsent'))"
WIDER = "() => document.documentElement.scrollWidth - innerWidth"
CallIn = Callable[[Page], Session]


def _start(page: Page, call_in: CallIn) -> Session:
    with page.expect_response("**/ahead/"):
        session = call_in(page)
    page.wait_for_function("() => waiting !== null")
    settle(page)
    return session


def _shoot(page: Page, name: str) -> None:
    SHOTS.mkdir(exist_ok=True)
    for width in (390, 1280):
        page.set_viewport_size({"width": width, "height": 844})
        page.screenshot(path=SHOTS / f"{name}-{width}.png", full_page=True)
        assert page.evaluate(WIDER) <= 0
    page.set_viewport_size({"width": 390, "height": 844})


def _outcomes(page: Page) -> list[str]:
    page.wait_for_function(SENT)
    return list(ContactEvent.objects.order_by("received_at").values_list("outcome", flat=True))


def test_two_taps_or_a_key_held_down_save_one_call(open_window: Any, call_in: CallIn) -> None:
    page = open_window(width=390, height=844).page
    _start(page, call_in)
    first = page.locator("h1").inner_text()
    page.get_by_role("radio", name="Labour", exact=True).check()
    save = page.get_by_role("button", name="Save and next")
    move_on = hold_clock(page)
    save.click()
    expect(page.locator("h1")).not_to_have_text(first)
    page.get_by_role("radio", name="Labour", exact=True).check()
    for _ in range(3):
        move_on(350)
        save.click()
    expect(page.get_by_text(f"Saved: {first}, spoke.")).to_be_visible()
    assert _outcomes(page) == ["conversation"]
    move_on(1_500)
    second = page.locator("h1").inner_text()
    save.focus()
    for _ in range(4):  # held down: the first is a press, all that follow are repeats
        page.keyboard.down("s")
    expect(page.get_by_text(f"Saved: {second}, spoke.")).to_be_visible()
    expect(page.locator("h1")).not_to_have_text(second)
    page.get_by_role("radio", name="Labour", exact=True).check()
    move_on(1_500)
    for _ in range(4):
        page.keyboard.down("s")
    page.keyboard.up("s")
    assert _outcomes(page) == ["conversation"] * 2


def test_nothing_ticked_is_asked_about_once_and_what_was_saved_is_put_right(open_window: Any, call_in: CallIn) -> None:
    page = open_window(width=390, height=844).page
    session = _start(page, call_in)
    first = page.locator("h1").inner_text()
    save = page.get_by_role("button", name="Save and next")
    move_on = hold_clock(page)
    save.dblclick()
    expect(page.get_by_role("status").filter(has_text="Nothing is ticked.")).to_be_visible()
    expect(page.locator("h1")).to_have_text(first)
    _shoot(page, "phonebank-nothing-ticked")
    move_on(1_500)
    save.click()
    expect(page.get_by_text(f"Saved: {first}, spoke.")).to_be_visible()
    _shoot(page, "phonebank-saved")
    page.get_by_role("link", name="Put it right").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Put a contact right")
    _shoot(page, "phonebank-put-right")
    page.get_by_label("Would not speak").check()
    page.get_by_role("button", name="Put it right").click()
    expect(page.get_by_text("is put right.")).to_be_visible()
    page.get_by_role("link", name="Your last calls").click()
    expect(page.get_by_role("listitem").filter(has_text=first)).to_contain_text("would not speak, put right since")
    _shoot(page, "phonebank-last-calls")
    assert Look.objects.filter(by__email="helper@example.org").count() == 2
    page.goto(f"/phonebank/{session.pk}/")
    expect(page.locator("a.dial").first).to_be_visible()
    assert _outcomes(page) == ["conversation", "refused"]


def test_an_hour_is_promised_and_every_way_has_a_key(open_window: Any, call_in: CallIn) -> None:
    page = open_window().page
    session = _start(page, call_in)
    first = page.locator("h1").inner_text()
    hour = (timezone.localtime() + dt.timedelta(days=3)).replace(hour=11, minute=0, second=0, microsecond=0)
    page.keyboard.press("l")
    expect(page.get_by_label("When")).to_be_focused()
    page.get_by_label("or at").fill("2020-01-01T11:00")
    page.get_by_role("button", name="Save: ring later").click()
    expect(page.get_by_role("status").filter(has_text="still to come")).to_be_visible()
    page.get_by_label("or at").fill(f"{hour:%Y-%m-%dT%H:%M}")
    _shoot(page, "phonebank-ring-later")
    page.set_viewport_size({"width": 1280, "height": 900})
    settle(page)
    page.get_by_role("button", name="Save: ring later").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text(f"Saved: {first}, ring later.")).to_be_visible()
    assert ContactEvent.objects.get().call_back_at == hour
    settle(page)
    page.locator("h1").focus()
    page.keyboard.press("a")
    expect(page.get_by_role("button", name="Do not call again")).to_be_focused()
    page.keyboard.press("Escape")
    page.keyboard.press("a")
    page.keyboard.press("1")
    expect(page.get_by_text("do not call again.")).to_be_visible()
    assert _outcomes(page) == ["call_back", "do_not_call"]
    settle(page)
    page.locator("h1").focus()
    page.keyboard.press("f")
    page.wait_for_url("**/phonebank/")
    page.goto(f"/phonebank/{session.pk}/")
    expect(page.get_by_role("button", name="Start calling")).to_be_visible()
    _shoot(page, "phonebank-start")
