"""An organiser says in a real browser when the branch has hours, and accepts work of a weekend: its session says so."""

import datetime as dt
import re
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from groundgame.campaign.accounts.models import User
from groundgame.campaign.canvass.models import Session
from groundgame.campaign.strategy.models import BranchHours, KeptPlan, PlannedWork

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
PASSWORD, BARNET, WARD = "correct horse battery staple", "E09000003", "E05013628"


@pytest.fixture
def plan() -> KeptPlan:
    """Return a plan of three weeks in Barnet Vale, at all kinds of time, in force."""
    today = timezone.localdate()
    monday = today - dt.timedelta(days=today.weekday())
    asked = {
        "weights": {"boroughs": 1.0},
        "hours": 300.0,
        "volunteers": [[BARNET, monday.isoformat(), 90.0, "weekend"]],
    }
    figures = {"told": "300 hours in 1 ward.", "days": {"boroughs": "2026-05-07"}, "changed": [], "assumptions": []}
    plan = KeptPlan.objects.create(
        party="labour", as_of=monday, asked=asked, figures=figures, hours=300.0, begins=monday, in_force=True
    )
    where = {"branch": BARNET, "borough": BARNET, "ward": WARD, "audience": "supporter", "before": "boroughs"}
    for number in range(3):
        week = monday + dt.timedelta(weeks=number)
        for time, evenings, contacts in (("evening", 5, 330), ("weekend", 3, 190), ("daytime", 2, 80)):
            how = {"hours": 10.0 * evenings, "evenings": evenings, "volunteers": 4, "contacts": contacts}
            PlannedWork.objects.create(plan=plan, week=week, time=time, channel="phone", **where, **how)
    return plan


def test_hours_by_kind_of_time_a_plan_that_says_when_and_a_session_of_the_weekend(
    open_window: Any, organiser: User, plan: KeptPlan
) -> None:
    window = open_window(width=390, height=844)
    page = window.page
    page.goto("/branch-hours/")
    page.get_by_label("Email").fill(organiser.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    first = plan.begins
    page.get_by_label(f"Evenings, week of {first:%-d %b %Y}").fill("60")
    page.get_by_label(f"Weekend days, week of {first:%-d %b %Y}").fill("42.5")
    page.get_by_role("button", name="Keep the hours").click()
    expect(page.get_by_role("status").first).to_contain_text("hours of Barnet in 10 weeks")
    expect(page.get_by_label(f"Weekend days, week of {first:%-d %b %Y}")).to_have_value("42.5")
    said = BranchHours.objects.filter(week=first, hours__gt=0).values_list("time", "hours")
    assert dict(said) == {"evening": 60.0, "weekend": 42.5}
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0

    page.goto(f"/plans/{plan.pk}/")
    when = page.get_by_role("region", name="When: Barnet")
    expect(when.get_by_role("img", name="Hours of each week by kind of time")).to_be_visible()
    expect(when.get_by_role("row", name=re.compile("^All 150 90 60 1,800"))).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0

    page.goto("/your-fortnight/")
    saturday = first + dt.timedelta(days=5)
    expect(page.get_by_text("3 weekend days, about 190 conversations")).to_be_visible()
    page.get_by_role(
        "button", name=re.compile(f"Accept.*Barnet Vale, telephone, weekend of {saturday:%-d %b}$")
    ).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(
        f"Barnet Vale, telephone, weekend of {saturday:%-d %b}"
    )
    expect(
        page.get_by_text("Calls are given out at weekends from 10:00, on a Sunday from 10:30 until 18:00")
    ).to_be_visible()
    assert Session.objects.get().closes_at == dt.time(18)
    assert window.complaints == []
