"""The next elector is on the page before the call is sent, and what is sent without a connection arrives once."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from groundgame.campaign.canvass.models import ContactEvent, Lease, Session
from tests.journeys.pressing import settle
from tests.journeys.waiting import wait_until

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

KEPT = "() => Object.keys(localStorage).filter(name => name.startsWith('phonebank-unsent')).length"
SENT = "() => !Object.keys(localStorage).some(name => name.startsWith('phonebank-unsent'))"
CallIn = Callable[[Page], Session]


def _token(page: Page) -> str:
    return page.locator("input[name=token]").get_attribute("value") or ""


def _start(page: Page, call_in: CallIn) -> None:
    """Join, start, and wait until the call after the first is with the page."""
    with page.expect_response("**/ahead/"):
        call_in(page)
    page.wait_for_function("() => waiting !== null")
    settle(page)


def test_the_next_elector_is_shown_before_the_call_is_sent(open_window: Any, call_in: CallIn) -> None:
    page = open_window(width=390, height=844).page
    _start(page, call_in)
    fetched = str(Lease.objects.get(ahead=True).token)
    held: list[Route] = []
    page.route("**/save/", lambda route: held.append(route))
    page.keyboard.press("1")
    page.get_by_role("button", name="Save and next").click()
    expect(page.locator("input[name=token]")).to_have_value(fetched)
    expect(page.locator("h1")).to_be_focused()
    wait_until(page, lambda: bool(held))  # what the page shows first says nothing of when it is sent
    assert not ContactEvent.objects.exists()
    with page.expect_response("**/save/"):
        held[0].continue_()
    page.wait_for_function("() => waiting !== null")
    assert (ContactEvent.objects.count(), page.evaluate(KEPT)) == (1, 0)
    assert not Lease.objects.get(token=fetched).ahead


def test_without_a_connection_two_calls_are_made_and_arrive_once_in_their_order(
    open_window: Any, call_in: CallIn
) -> None:
    page = open_window(width=390, height=844).page
    _start(page, call_in)
    tokens = [_token(page), str(Lease.objects.get(ahead=True).token)]
    page.context.set_offline(True)
    page.keyboard.press("1")
    page.keyboard.press("s")
    expect(page.locator("input[name=token]")).to_have_value(tokens[1])
    settle(page)
    page.get_by_text("Couldn’t reach").click()
    page.get_by_role("button", name="Voicemail").click()
    expect(page.get_by_role("status").filter(has_text="No connection")).to_be_visible()
    assert page.evaluate(KEPT) == 2
    page.context.set_offline(False)
    page.wait_for_function(SENT)
    events = ContactEvent.objects.order_by("received_at")
    assert [(str(event.lease.token), event.outcome, event.late) for event in events] == [
        (tokens[0], "conversation", False),
        (tokens[1], "voicemail", False),
    ]
    expect(page.locator("input[name=token]")).not_to_have_value(tokens[1])
    assert _token(page) not in tokens


def test_a_call_kept_over_a_reload_arrives_once(open_window: Any, call_in: CallIn) -> None:
    page = open_window().page
    _start(page, call_in)
    second = str(Lease.objects.get(ahead=True).token)
    page.route("**/save/", lambda route: route.abort())
    page.keyboard.press("1")
    page.keyboard.press("s")
    expect(page.locator("input[name=token]")).to_have_value(second)
    page.reload()
    # The way opens only now: the page before tries again every second, and must not be the one that gets through.
    assert page.evaluate(KEPT) == 1
    page.unroute("**/save/")
    expect(page.get_by_role("status").filter(has_text="is saved now")).to_be_visible()
    assert (ContactEvent.objects.count(), page.evaluate(KEPT)) == (1, 0)
    # The page that came back shows whoever the save has put there.
    expect(page.locator("input[name=token]")).to_have_value(second)


def test_a_whole_call_is_made_with_the_keyboard_alone(open_window: Any, call_in: CallIn) -> None:
    page = open_window().page
    _start(page, call_in)
    first = _token(page)
    page.keyboard.press("1")
    page.keyboard.press("q")
    page.keyboard.press("s")
    expect(page.locator("input[name=token]")).not_to_have_value(first)
    second = _token(page)
    settle(page)
    page.keyboard.press("n")
    page.keyboard.press("1")
    expect(page.locator("input[name=token]")).not_to_have_value(second)
    page.wait_for_function(SENT)
    said = {event.outcome: event.answers.count() for event in ContactEvent.objects.all()}
    assert said == {"conversation": 2, "no_answer": 0}


def test_on_a_telephone_what_is_pressed_most_is_large_and_within_the_thumbs_reach(
    open_window: Any, call_in: CallIn
) -> None:
    page = open_window(width=390, height=844).page
    _start(page, call_in)
    for name in ("Save and next", "Couldn’t reach"):
        box = page.get_by_text(name).bounding_box()
        assert box is not None
        assert box["height"] >= 44
        assert box["y"] > 844 / 2
    dial = page.locator("a.dial").first
    assert (dial.get_attribute("href") or "").startswith("tel:+")
    assert page.evaluate("() => document.documentElement.scrollWidth") <= 390
