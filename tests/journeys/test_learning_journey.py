"""What the work did, in a real browser: asked for, followed while it is done, and there with no further click."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from groundgame.campaign.accounts.models import User
from groundgame.campaign.canvass.demo_trials import ROUNDS, load_demo_trials
from groundgame.campaign.canvass.models import Script
from groundgame.campaign.jobs.actions import run_waiting
from groundgame.campaign.jobs.models import Job

from .conftest import BARNET, PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def page_of(open_window: Any, organiser: User) -> Any:
    """Return a maker of windows that show what the work did to an organiser of four trials whose day is over."""
    load_demo_trials(by=organiser, area=BARNET, script=Script.objects.get())

    def window(**how: Any) -> Any:
        made = open_window(**how)
        made.page.goto("/what-it-did/")
        made.page.get_by_label("Email").fill(organiser.email)
        made.page.get_by_label("Password").fill(PASSWORD)
        made.page.get_by_role("button", name="Sign in").click()
        expect(made.page.get_by_role("heading", level=1)).to_have_text("What the work did")
        return made

    return window


NAME = ROUNDS[0][0]


def _ask(page: Page) -> None:
    page.get_by_role("button", name=f"Work it out of {NAME}").click()
    expect(page.get_by_role("heading", name=f"Working out what {NAME} did")).to_be_visible()


def test_it_is_worked_out_beside_the_page_which_shows_it_when_it_is_there(page_of: Any) -> None:
    window = page_of(width=390, height=844)
    page = window.page
    _ask(page)
    expect(page.get_by_text("Waiting for its turn")).to_be_visible()
    expect(page.get_by_role("button", name=f"Work it out of {NAME}")).to_have_count(0)
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    run_waiting()
    expect(page.get_by_role("heading", name="Trial by trial")).to_be_visible()  # the page looks again by itself
    expect(page.get_by_role("heading", name=f"Working out what {NAME} did")).to_have_count(0)
    expect(page.locator("summary", has_text=f"{NAME} in words")).to_have_count(1)
    assert Job.objects.filter(failure="").exclude(finished_at=None).count() == 1
    assert window.complaints == []


def test_without_script_the_page_is_the_same(page_of: Any) -> None:
    page = page_of(script=False).page
    _ask(page)
    run_waiting()
    page.goto("/what-it-did/")
    expect(page.locator("summary", has_text=f"{NAME} in words")).to_have_count(1)
