"""A phone bank with two openings in a real browser: made by an organiser, and each caller reads one of them."""

from typing import Any

import pytest
from playwright.sync_api import expect

from groundgame.campaign.accounts.models import User
from groundgame.campaign.canvass.models import Lease, Session
from groundgame.campaign.canvass.wordings import openings_of

from .conftest import PASSWORD, WARD
from .pressing import settle

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

SENT = "() => !Object.keys(localStorage).some(name => name.startsWith('phonebank-unsent'))"
SECOND = "Good evening, {caller} here. May we talk of buses?"


def test_an_organiser_writes_a_second_opening_and_a_caller_reads_the_households_own(
    open_window: Any, organiser: User
) -> None:
    window = open_window(width=390, height=844)
    page = window.page
    page.goto("/canvass/sessions/new/")
    page.get_by_label("Email").fill(organiser.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.locator(f'input[name="wards"][value="{WARD}"]').check()
    page.get_by_label("Another opening, for half of the households").fill(SECOND)
    page.get_by_label("Per cent of households to leave in peace").fill("0")
    page.get_by_label("Name", exact=True).fill("Two openings")
    expect(page.locator("#taught")).to_contain_text("Each household hears one of the two openings, by lot.")
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    page.get_by_label("Not before", exact=True).fill("")
    page.get_by_label("Not before, on a Sunday").fill("")
    page.get_by_label("Not after").fill("")
    page.get_by_label("Anybody with the link").check()
    page.get_by_role("button", name="Make the phone bank").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Two openings")
    page.get_by_text("Both of them").click()
    expect(page.get_by_text("May we talk of buses?")).to_be_visible()

    session = Session.objects.get(name="Two openings")
    page.get_by_role("link", name="Call here yourself").click()
    page.get_by_role("button", name="Join").click()
    page.get_by_role("button", name="Start calling").click()
    two = openings_of(session)
    assert two is not None
    for _ in range(4):
        expect(page.locator("p.say").first).to_be_visible()
        settle(page)
        token = page.locator('input[name="token"]').first.input_value()
        lease = Lease.objects.get(token=token)
        wording = two.wording(lease.household)
        buses = page.locator("p.say", has_text="May we talk of buses?")
        expect(buses).to_have_count(1 if wording == "b" else 0)
        page.get_by_text("Couldn’t reach").click()
        page.get_by_role("button", name="No answer").click()
        expect(page.locator('input[name="token"]').first).not_to_have_value(token)
    page.wait_for_function(SENT)  # the page went on at once, before the server had answered
    assert session.events.count() == session.events.exclude(wording="").count() == 4
    assert window.complaints == []
