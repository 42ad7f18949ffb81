"""An organiser's fortnight in a real browser: a branch comes to help, with one click, and here is its session."""

import datetime as dt
import re
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from groundgame.campaign.accounts.actions import grant_role
from groundgame.campaign.accounts.models import Role, User
from groundgame.campaign.canvass.models import Session, Trial
from groundgame.campaign.strategy.models import KeptPlan, PlannedWork

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

PASSWORD, BARNET, BRENT, WARD = "correct horse battery staple", "E09000003", "E09000005", "E05013628"
ACCEPT = re.compile("Accept.*Barnet Vale, telephone")


@pytest.fixture
def suggested() -> PlannedWork:
    """Return Brent's two evenings by telephone in Barnet Vale, this week, of the newest plan."""
    today = timezone.localdate()
    monday = today - dt.timedelta(days=today.weekday())
    asked = {"weights": {"boroughs": 1.0}, "hours": 20.0, "volunteers": [[BRENT, monday.isoformat(), 30.0]]}
    figures = {"told": "20 hours.", "days": {"boroughs": "2026-05-07"}, "changed": [], "assumptions": []}
    plan = KeptPlan.objects.create(
        party="labour", as_of=monday, asked=asked, figures=figures, hours=20.0, begins=monday, in_force=True
    )
    what = {"channel": "phone", "audience": "supporter", "before": "boroughs", "contacts": 40}
    how = {"hours": 20.0, "evenings": 2, "volunteers": 5, "minutes_on_the_way": 40}
    return PlannedWork.objects.create(plan=plan, branch=BRENT, borough=BARNET, ward=WARD, week=monday, **what, **how)


def _sign_in(page: Any, user: User) -> None:
    page.goto("/your-fortnight/")
    page.get_by_label("Email").fill(user.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your fortnight")


def test_one_click_makes_the_session_and_both_sides_see_it(
    open_window: Any, organiser: User, suggested: PlannedWork
) -> None:
    visitor = User.objects.create_user("brent@example.org", PASSWORD, name="Brent’s Organiser")
    grant_role(by=None, user=visitor, role=Role.ORGANISER, area=BRENT)
    window = open_window(width=390, height=844)
    page = window.page
    _sign_in(page, organiser)
    expect(page.get_by_text("5 volunteers of Brent, 40 minutes on the way there and back")).to_be_visible()
    page.get_by_role("button", name=ACCEPT).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Barnet Vale, telephone, week of")
    expect(page.get_by_role("status").first).to_contain_text("Accepted: Brent is told")
    assert "/canvass/sessions/" in page.url
    session = Session.objects.get()
    assert session.targets.filter(elector__ward=WARD).count() == session.targets.count() > 0

    page.go_back()
    page.reload()
    expect(page.get_by_role("heading", name="Accepted")).to_be_visible()
    expect(page.get_by_role("button", name=ACCEPT)).to_have_count(0)
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0

    theirs = open_window()
    _sign_in(theirs.page, visitor)
    expect(theirs.page.get_by_role("link", name="Barnet counts on 5 of your volunteers in Barnet Vale")).to_be_visible()
    theirs.page.get_by_role("button", name=re.compile("We cannot.*come to Barnet Vale")).click()
    expect(theirs.page.get_by_role("status")).to_contain_text("Given back")

    page.reload()
    expect(page.get_by_role("button", name=ACCEPT)).to_be_visible()
    assert window.complaints == theirs.complaints == []


def test_before_accepting_it_says_what_that_teaches_and_nobody_need_be_left_in_peace(
    open_window: Any, organiser: User, suggested: PlannedWork
) -> None:
    window = open_window(width=390, height=844)
    page = window.page
    _sign_in(page, organiser)
    page.get_by_role("link", name="5% left in peace").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Before you accept: Barnet Vale")
    expect(page.get_by_text("are left in peace by every session until")).to_be_visible()
    page.get_by_label("Per cent of households to leave in peace").fill("20")
    page.get_by_role("button", name="Say what that tells").click()
    expect(page.get_by_role("button", name="Accept, 20 per cent left in peace")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    page.get_by_role("button", name="Accept, nobody left in peace").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Barnet Vale, telephone, week of")
    session = Session.objects.get()
    assert not Trial.objects.exists()
    assert session.targets.exists()
    assert window.complaints == []
