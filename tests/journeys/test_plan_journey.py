"""A director plans in a real browser: sliders, floors, why a ward has hours or none, and how firm the plan is."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from groundgame.campaign.accounts.models import User
from groundgame.campaign.strategy.models import KeptPlan

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

SignIn = Callable[[Page, User], None]
LONG = 120_000
"""The first draws of the day, on a slow machine."""


def _plan(page: Page, words: str) -> None:
    """Wait until the plan of these words is there, all of it."""
    expect(page.locator("#plan > p.small").first).to_contain_text(words, timeout=LONG)
    expect(page.locator("#firm")).to_be_attached(timeout=LONG)


def test_sliders_floors_why_a_ward_and_how_firm(open_window: Any, director: User, sign_in: SignIn) -> None:
    window = open_window(width=390, height=844)
    page = window.page
    sign_in(page, director)
    page.goto("/how-do-we-win/?hours=4000")
    _plan(page, "Planned: 4,000 hours")
    page.get_by_label("Hours of volunteers").press("ArrowRight")
    _plan(page, "Planned: 4,500 hours")
    expect(page.locator("#at-hours")).to_have_text("4,500")

    page.get_by_text("What no plan may go below").click()
    page.get_by_label("Every branch gets at least").fill("40")
    _plan(page, "at least 40 hours for every branch")
    expect(page.locator("#at-branch_hours")).to_have_text("40")
    page.get_by_label("Every branch gets at least").fill("500")
    refused = page.locator("#plan .note", has_text="500 hours for every one of 32 branches take 16,000")
    expect(refused).to_be_visible(timeout=LONG)
    page.get_by_label("Every branch gets at least").fill("40")
    _plan(page, "at least 40 hours for every branch")
    assert "branch_hours=40" in page.url

    page.get_by_label("Why here? Any ward").fill("Childs Hill")
    page.get_by_role("button", name="Say why").click()
    expect(page.locator("#why")).to_contain_text("Childs Hill, Barnet")
    expect(page.locator("#why")).to_contain_text(re.compile("a seat is within", re.IGNORECASE))
    page.get_by_role("link", name="Try it").click()
    expect(page.locator("#firm")).to_contain_text("in nine cases of ten", timeout=LONG)
    expect(page.locator("#firm")).to_contain_text("What floors and whole evenings cost")
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    assert window.complaints == []


def test_without_script_a_ward_of_the_map_leads_to_why(open_window: Any, director: User, sign_in: SignIn) -> None:
    page = open_window(script=False).page
    sign_in(page, director)
    page.goto("/how-do-we-win/?hours=4000&pounds=150&wait=1", timeout=LONG)
    expect(page.get_by_label("Leaflets may cost")).to_have_value("150")
    page.locator(".map a[href*='ward=E05013628']").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Why here? Barnet Vale")
    page.get_by_label("Any ward").fill("Chilldes Hill")
    page.get_by_role("button", name="Say why").click()
    expect(page.get_by_text("Is it Childs Hill")).to_be_visible()
    page.get_by_role("link", name="How do we win?").last.click()
    expect(page.get_by_label("Leaflets may cost")).to_have_value("150")


def test_a_director_puts_another_plan_in_force_and_withdraws_one(
    open_window: Any, director: User, sign_in: SignIn
) -> None:
    day = timezone.localdate()
    figures = {"told": "10 hours in 1 ward.", "days": {"boroughs": "2026-05-07"}, "changed": [], "assumptions": []}
    asked = {"weights": {"boroughs": 1.0}, "hours": 10.0, "volunteers": []}
    made = {"party": "labour", "as_of": day, "asked": asked, "figures": figures, "begins": day}
    old = KeptPlan.objects.create(**made, hours=10.0, in_force=True)
    new = KeptPlan.objects.create(**made, hours=20.0)
    window = open_window(width=390, height=844)
    page = window.page
    sign_in(page, director)
    page.goto("/plans/")
    expect(page.get_by_role("heading", level=2).first).to_contain_text("10 hours in force")
    page.get_by_role("link", name="20 hours").click()
    expect(page.get_by_text("Not in force: organisers see none of it")).to_be_visible()
    page.get_by_role("button", name="Put it in force").click()
    expect(page.get_by_role("status")).to_contain_text("In force")
    expect(page.get_by_role("button", name="Put it in force")).to_have_count(0)
    page.get_by_role("link", name="Plans", exact=True).last.click()
    page.get_by_role("link", name="10 hours").click()
    page.get_by_role("button", name="Withdraw it").click()
    expect(page.get_by_text("Withdrawn by The Director")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    assert window.complaints == []
    old.refresh_from_db()
    new.refresh_from_db()
    assert (old.in_force, old.withdrawn_by, new.in_force) == (False, director, True)
