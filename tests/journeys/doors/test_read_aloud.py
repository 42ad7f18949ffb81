"""The app as somebody hears it and walks it with the keyboard alone: roles, names, order, what is said."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from groundgame.campaign.canvass.models import ContactEvent
from groundgame.campaign.doorstep.models import Outing
from tests.journeys.doors.steps import TOO_WIDE, not_in, saved

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

Place = tuple[Any, str | re.Pattern[str]]


def _tab_through(page: Page, *places: Place) -> None:
    """Press Tab, and hold the browser to the role and the name of what has the focus each time."""
    for role, name in places:
        page.keyboard.press("Tab")
        _focused(page, role, name)


def _focused(page: Page, role: Any, name: str | re.Pattern[str]) -> None:
    focus = page.locator(":focus")
    expect(focus).to_have_role(role)
    expect(focus).to_have_accessible_name(name)


def test_a_conversation_is_heard_and_typed_without_a_touch(street: Outing, carry: Callable[..., Any]) -> None:
    page = carry(street).page
    saved(page)
    for landmark in ("banner", "main", "contentinfo"):
        expect(page.get_by_role(landmark)).to_have_count(1)
    expect(page.get_by_role("contentinfo")).to_contain_text("Seen by the volunteers on this walk")
    expect(page.get_by_role("status")).to_have_count(2)  # both are there before they say anything
    page.evaluate("() => document.activeElement.blur()")
    _tab_through(
        page,
        ("link", "Skip to the doors"),
        ("link", "This phone"),
        ("button", "To do (12)"),
        ("button", "All (12)"),
        ("button", "Tick several"),
        ("link", re.compile("^1 Cat Resident.* Not knocked yet")),
        ("button", "Not in: 1 Alder Road"),
    )
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").filter(has_text="1 Alder Road: not in.")).to_be_visible()
    _focused(page, "button", "Not in: 3 Alder Road")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    _focused(page, "heading", "3 Alder Road")
    _tab_through(page, ("link", "Present"), ("button", "Not in"), ("link", "Refused"))
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    _focused(page, "heading", "Who is at the door?")
    _tab_through(page, ("link", re.compile("^Ann Resident.*Postal vote")))
    page.keyboard.press("Enter")
    _focused(page, "heading", re.compile("^Ann Resident"))
    _answer_by_keyboard(page)
    expect(page.get_by_role("status").filter(has_text="3 Alder Road: saved.")).to_be_visible()
    _focused(page, "link", re.compile("^3 Ann & Bob.*Ann: Labour"))
    saved(page)
    answered = ContactEvent.objects.get(outcome="conversation").answers
    assert answered.get(question_key="voting_intention").value == "labour"


def _answer_by_keyboard(page: Page) -> None:
    """Choose the first answer to the first question, and save."""
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("What to say")
    page.keyboard.press("Tab")
    expect(page.get_by_role("group", name=re.compile("vote|support", re.IGNORECASE)).first).to_be_visible()
    page.keyboard.press("Space")
    expect(page.locator(":focus")).to_be_checked()
    _focused(page, "radio", "Labour")
    page.get_by_role("button", name="Save", exact=True).focus()
    page.keyboard.press("Enter")


def test_what_has_the_focus_keeps_it_when_the_page_is_drawn_anew(street: Outing, carry: Callable[..., Any]) -> None:
    page = carry(street).page
    for number, (way, role, name) in enumerate((("Present", "link", "Ann"), ("Refused", "button", "Bob"))):
        page.context.set_offline(True)
        not_in(page, f"{4 * number + 1} Alder Road")
        page.get_by_role("link", name=re.compile("^3 Ann")).click()
        page.get_by_role("link", name=way).click()
        # The page before names the same people: its links are not those that are meant.
        expect(page.get_by_role("heading", name=re.compile("^Who "), level=1)).to_be_focused()
        page.get_by_role(role, name=re.compile(f"^{name} Resident")).focus()
        page.context.set_offline(False)
        saved(page)  # and with it what waited for signal is shown as sent
        _focused(page, role, re.compile(f"^{name} Resident"))
        page.get_by_role("link", name="All doors").click()


def test_the_app_reflows_at_the_narrowest(street: Outing, carry: Callable[..., Any]) -> None:
    """WCAG 2.2, 1.4.10: 320 pixels wide, which is 1280 at four times the size, and nothing to be scrolled sideways."""
    page = carry(street).page
    page.set_viewport_size({"width": 320, "height": 640})
    for number in (0, 1):
        page.goto("/doorstep/app/#/")
        page.locator("a.what").nth(number).click()
        assert page.evaluate(TOO_WIDE) <= 0
        page.get_by_role("link", name="Present").click()
        assert page.evaluate(TOO_WIDE) <= 0
