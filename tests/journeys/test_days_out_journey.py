"""Days out in a real browser: a director offers seats, a plan is made with them; an organiser accepts and reports."""

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from groundgame.campaign.accounts.models import User
from groundgame.campaign.jobs.actions import run_waiting
from groundgame.campaign.strategy.models import DayOut, KeptPlan
from groundgame.campaign.strategy.plans.asked import WEEK, monday

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

SignIn = Callable[[Page, User], None]
PASSWORD, BARNET = "correct horse battery staple", "E09000003"
LONG = 120_000
"""The first draws of the day, on a slow machine."""


def _fits(page: Page) -> bool:
    return page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def test_a_director_offers_a_seat_and_the_plan_sends_people_there(
    open_window: Any, director: User, sign_in: SignIn
) -> None:
    window = open_window(width=390, height=844)
    page = window.page
    sign_in(page, director)
    page.goto("/how-do-we-win/?hours=2000&boroughs=0&councils=0&westminster=3&away=Wattford&wait=1", timeout=LONG)
    keep = page.get_by_role("button", name="Keep this plan")
    expect(keep).to_be_visible(timeout=LONG)
    keep.click()
    expect(page.get_by_role("alert").or_(page.locator(".message.error"))).to_contain_text("Is it Watford")
    seats = page.get_by_label("Seats, one a line")
    expect(seats).to_have_value("Wattford")
    expect(keep).to_be_visible(timeout=LONG)
    seats.fill("Watford=20")
    with page.expect_response(re.compile("Watford")):
        seats.blur()
    expect(page.locator("#plan input[name=away]")).to_have_value("Watford=20", timeout=LONG)
    assert _fits(page)
    keep.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Making a plan of 2,000 hours")
    run_waiting()
    plan = KeptPlan.objects.get()
    page.goto(f"/plans/{plan.pk}/")
    expect(page.get_by_role("heading", name="Days out")).to_be_visible()
    expect(page.get_by_text("Offered: Watford (20 minutes each way).")).to_be_visible()
    assert _fits(page)

    page.goto(f"/plans/{plan.pk}/who-goes-where/?week={plan.days_out.earliest('week').week}")
    page.get_by_label("Branch").first.select_option(label="Barnet")
    page.get_by_role("button", name=re.compile("Accept.*Watford")).first.click()
    expect(page.get_by_role("status")).to_contain_text("Accepted: Barnet goes to Watford on Saturday")
    assert _fits(page)
    assert DayOut.objects.get(sent_by=BARNET).accepted_by == director
    assert window.complaints == []


def test_an_organiser_accepts_a_day_out_in_the_fortnight_and_says_what_came_of_it(
    open_window: Any, organiser: User
) -> None:
    this_week, today = monday(timezone.localdate()), timezone.localdate()
    asked = {"weights": {"westminster": 3.0}, "hours": 100.0, "volunteers": [[BARNET, this_week.isoformat(), 60.0]]}
    figures = {"told": "100 hours.", "days": {}, "changed": [], "assumptions": []}
    plan = KeptPlan.objects.create(
        party="labour", as_of=today, asked=asked, figures=figures, hours=100.0, begins=this_week, in_force=True
    )
    seat = {"seat": "E14001568", "seat_name": "Watford", "day_hours": 8.0, "minutes": 30}
    coming = DayOut.objects.create(plan=plan, branch=BARNET, week=this_week + WEEK, days=4, **seat)
    past = DayOut.objects.create(
        plan=plan, branch=BARNET, week=this_week - WEEK, days=3, sent_by=BARNET, places=3, accepted_by=organiser,
        accepted_at=timezone.now(), day=this_week - dt.timedelta(days=2), **seat,
    )  # fmt: skip
    window = open_window(width=390, height=844)
    page = window.page
    page.goto("/your-fortnight/")
    page.get_by_label("Email").fill(organiser.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your fortnight")
    days = page.get_by_role("region", name="Days out")
    days.get_by_text("another day, or fewer").click()
    days.get_by_label("Places").fill("2")
    assert _fits(page)
    days.get_by_role("button", name=re.compile("Accept.*Watford")).click()
    expect(page.get_by_role("status")).to_contain_text("with 2 places, 16 hours")
    days.get_by_label("Hours that came of it").fill("20.5")
    days.get_by_role("button", name=re.compile("Keep.*the hours in Watford")).click()
    expect(page.get_by_role("status")).to_contain_text("Kept: 20.5 hours in Watford")
    expect(days.get_by_label("Hours that came of it")).to_have_count(0)
    assert _fits(page)

    page.get_by_role("link", name="Progress").click()
    expect(page.locator("#progress table").first).to_contain_text(f"{this_week - WEEK:%-d %b}")
    page.goto("/your-fortnight/")
    days.get_by_role("button", name=re.compile("Give back.*Watford")).click()
    expect(page.get_by_role("status")).to_contain_text("Given back")
    coming.refresh_from_db()
    past.refresh_from_db()
    assert (coming.day, past.done_hours, past.done_by) == (None, 20.5, organiser)
    assert window.complaints == []
