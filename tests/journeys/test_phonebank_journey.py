"""An evening at the phone bank in real browsers: an organiser, and two volunteers who ring at once."""

import datetime as dt
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from groundgame.campaign.accounts.models import User
from groundgame.campaign.canvass.models import ContactEvent, Lease, Session
from groundgame.campaign.register.models import Elector
from tests.journeys.pressing import settle

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

PASSWORD = "correct horse battery staple"
WARD = "E05013628"
SHOTS = Path("test-results")
TOO_WIDE = "() => document.documentElement.scrollWidth - innerWidth"
CONTROLS = "main a[href], main button, main summary, main select, main label.answer"
TOO_SMALL = """controls => [...document.querySelectorAll(controls)]
  .filter(e => e.checkVisibility()).map(e => [e.getBoundingClientRect(), e])
  .filter(([box, e]) => box.height < 43.5 && !e.closest('p:not(.ways)') && !e.closest('.crumbs'))
  .map(([box, e]) => e.outerHTML.slice(0, 60) + ' ' + box.height)"""
CALLS = 6
SENT = "() => !Object.keys(localStorage).some(name => name.startsWith('phonebank-unsent'))"


def _sign_in(page: Page, user: User) -> None:
    page.goto("/")
    page.get_by_label("Email").fill(user.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("navigation", name="Main")).to_be_visible()


def _shoot(page: Page, name: str) -> None:
    SHOTS.mkdir(exist_ok=True)
    page.screenshot(path=SHOTS / f"{name}.png", full_page=True)


def _make_session(page: Page) -> str:
    """Make a phone bank of one ward by the page; return its link."""
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Contact").click()
    page.get_by_role("link", name="New phone bank").click()
    page.get_by_label("Name", exact=True).fill("Tuesday evening")
    everybody = page.locator("#counted .stat").inner_text()
    page.get_by_label("Barnet Vale").check()
    expect(page.locator("#counted .stat")).not_to_have_text(everybody)
    counted = page.locator("#counted .stat").inner_text()
    _shoot(page, "phonebank-new-1280")
    for hours in ("Not before", "Not before, on a Sunday", "Not after"):  # this test rings at any hour
        page.get_by_label(hours, exact=True).fill("")
    page.get_by_label("Per cent of households to leave in peace").fill("0")
    page.get_by_role("button", name="Make the phone bank").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Tuesday evening")
    expect(page.locator(".stats dd").first).to_have_text(counted)
    _shoot(page, "phonebank-session-1280")
    return page.get_by_label("Link", exact=True).input_value()


def _join(page: Page, link: str, name: str) -> None:
    page.goto(link)
    page.get_by_label("Name").fill(name)
    page.get_by_label("E-mail address").fill(f"{name.lower()}@example.org")
    page.get_by_role("button", name="Join").click()
    expect(page.get_by_text("You have asked to join")).to_be_visible()


def _token(page: Page) -> str:
    return page.locator("input[name=token]").get_attribute("value") or ""


def _wait_for_another(page: Page, token: str) -> None:
    expect(page.locator("input[name=token]")).not_to_have_value(token)


def _save_by_thumb(page: Page, turn: int) -> None:
    """Save a call by taps: a promise, or \"couldn't reach\" in two."""
    settle(page)
    token = _token(page)
    if turn % 2 == 0:
        page.get_by_role("radio", name="Labour", exact=True).check()
        page.get_by_role("radio", name="Yes", exact=True).check()
        page.get_by_role("button", name="Save and next").click()
    else:
        page.get_by_text("Couldn’t reach").click()
        page.get_by_role("button", name="No answer").click()
    _wait_for_another(page, token)


def _save_by_keys(page: Page, turn: int) -> None:
    """Save a call without a mouse: an answer, or \"couldn't reach\" in two keys."""
    settle(page)
    token = _token(page)
    for key in ("2", "e", "s") if turn % 2 == 0 else ("n", "2"):
        page.keyboard.press(key)
    _wait_for_another(page, token)


def _figures(page: Page) -> dict[str, str]:
    names, values = page.locator(".tiles dt").all_inner_texts(), page.locator(".tiles dd").all_inner_texts()
    return dict(zip(names, values, strict=True))


def test_an_evening_at_the_phone_bank(open_window: Any, organiser: User) -> None:
    desk, thumb, keys = open_window(), open_window(width=390, height=844), open_window()
    _sign_in(desk.page, organiser)
    link = _make_session(desk.page)
    for window, name in ((thumb, "Thumb"), (keys, "Keys")):
        _join(window.page, link, name)
    _shoot(thumb.page, "phonebank-waiting-390")
    expect(desk.page.get_by_text("2 waiting to be let in")).to_be_visible()
    _shoot(desk.page, "phonebank-asking-1280")
    desk.page.get_by_role("button", name="Let all of them in").click()

    for window in (thumb, keys):  # their pages notice by themselves
        window.page.get_by_role("button", name="Start calling").click()
        expect(window.page.locator("a.dial").first).to_have_attribute("href", f"tel:{_number(window.page)}")
    _shoot(thumb.page, "phonebank-call-390")
    _shoot(keys.page, "phonebank-call-1280")
    assert thumb.page.evaluate(TOO_WIDE) <= 0
    assert thumb.page.evaluate(TOO_SMALL, CONTROLS) == []

    shown = Counter([_elector(thumb.page), _elector(keys.page)])
    for turn in range(CALLS):
        assert _token(thumb.page) != _token(keys.page)
        _save_by_thumb(thumb.page, turn)
        _save_by_keys(keys.page, turn)
        shown.update([_elector(thumb.page), _elector(keys.page)])
    assert max(shown.values()) == 1
    assert len(shown) == 2 * CALLS + 2

    for window in (thumb, keys):
        window.page.wait_for_function(SENT)  # the page went on at once, before the server had answered
    _check_wall(desk.page)
    _check_ward(desk.page)
    assert [window.complaints for window in (desk, thumb, keys)] == [[], [], []]


def _number(page: Page) -> str:
    """Return the number to ring first: one that never was on the TPS, if the elector has one."""
    numbers = Lease.objects.get(token=_token(page)).elector.telephone_numbers.all()
    return min(numbers, key=lambda number: (number.tps_since is not None, number.tps_since, number.pk)).e164


def _elector(page: Page) -> int:
    """Return the elector whom the page holds, and check that it shows no other."""
    elector = Lease.objects.get(token=_token(page), closed_at=None).elector
    expect(page.get_by_role("heading", level=1)).to_have_text(str(elector))
    return elector.pk


def _check_wall(page: Page) -> None:
    page.goto(f"/phonebank/{Session.objects.get().pk}/wall/")
    half = CALLS // 2
    assert _figures(page) == {
        "callers now": "2",
        "attempts": str(2 * CALLS),
        "conversations": str(CALLS),
        "promises": str(half),
        "reached, of attempts": "50%",
        "calls in the last hour": str(2 * CALLS),
        "electors with callers": "2",  # and one after each, whom nobody rings yet
        "leases run out": "0",
    }
    rows = page.locator(".bars").first.locator("tr")
    expect(rows.filter(has_text="Labour")).to_contain_text(str(half))
    expect(rows.filter(has_text="Conservative")).to_contain_text(str(half))
    _shoot(page, "phonebank-wall-1280")
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate(TOO_WIDE) <= 0
    _shoot(page, "phonebank-wall-390")
    page.set_viewport_size({"width": 1280, "height": 900})


def _check_ward(page: Page) -> None:
    page.goto(f"/places/{WARD}/")
    learnt = page.locator("h2#contact + .stats")
    newest = ContactEvent.objects.filter(outcome="conversation").latest("happened_at").happened_at
    shown = learnt.locator("time").get_attribute("datetime") or ""
    assert dt.datetime.fromisoformat(shown) == newest
    for name, value in (("conversations", CALLS), ("attempts", 2 * CALLS), ("promises", CALLS // 2)):
        expect(learnt.locator("div").filter(has_text=name).locator("dd")).to_have_text(str(value))
    electors = Elector.objects.filter(ward=WARD, left_at=None).count()
    share = learnt.locator("div").filter(has_text="contacted").locator("dd")
    expect(share).to_have_text(f"{100 * CALLS / electors:.1f}%")


def test_the_screen_works_without_script(open_window: Any, call_in: Callable[[Page], Session]) -> None:
    page = open_window(width=390, height=844, script=False).page
    call_in(page)
    for tap in (
        lambda: page.get_by_role("button", name="Save and next").click(),
        lambda: page.get_by_role("button", name="Engaged").click(),
        lambda: page.get_by_role("button", name="Skip").click(),
    ):
        token = _token(page)
        page.get_by_role("radio", name="Labour", exact=True).check()
        page.get_by_text("Couldn’t reach").click()
        tap()
        _wait_for_another(page, token)
    assert sorted(ContactEvent.objects.values_list("outcome", flat=True)) == ["busy", "conversation"]
    token = _token(page)
    page.locator("summary", has_text="Do not contact").click()
    page.get_by_role("button", name="Do not call again").click()
    _wait_for_another(page, token)
    assert ContactEvent.objects.latest("received_at").elector.suppressions.filter(kind="do_not_call").exists()


def test_a_wallboard_whose_sign_in_ended_keeps_its_figures_and_says_they_are_old(
    open_window: Any, organiser: User
) -> None:
    page = open_window().page
    page.clock.install()
    _sign_in(page, organiser)
    page.goto("/phonebank/wall/")
    shown = _figures(page)
    page.context.clear_cookies()
    with page.expect_response("**/accounts/login/**"):
        page.clock.fast_forward(12_000)
    expect(page.locator("[data-poll]")).to_have_attribute("data-stale", "")
    assert _figures(page) == shown
