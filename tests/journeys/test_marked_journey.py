"""A marked register typed with the keyboard alone, with the connection lost on the way."""

from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from groundgame.campaign.accounts.models import User
from groundgame.campaign.register.models import MarkedEntry, MarkedLine, RegisterEntry

from .conftest import BARNET

pytestmark = [pytest.mark.browser, pytest.mark.database, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

DAY = "2026-11-05"


@pytest.fixture
def signed_in(organiser: User, open_window: Any, client: Client, live_server: Any) -> Any:
    """Return a maker of windows in which the organiser is signed in."""
    client.force_login(organiser)

    def window(**how: Any) -> Any:
        made = open_window(**how)
        cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
        made.page.context.add_cookies([cookie])
        return made

    return window


def district() -> tuple[str, list[int]]:
    """Return a polling district, and its numbers without suffixes."""
    letters = RegisterEntry.objects.order_by("polling_district").values_list("polling_district", flat=True)[0]
    here = RegisterEntry.objects.filter(polling_district=letters, suffix=0).exclude(elector__surname="")
    return letters, sorted(here.values_list("number", flat=True))


def type_line(page: Page, text: str) -> None:
    """Type where the focus is, and nowhere else: the input has it, or the test fails."""
    page.keyboard.type(text)
    page.keyboard.press("Enter")


def test_lines_are_typed_without_a_mouse_and_none_is_lost(signed_in: Any) -> None:
    letters, numbers = district()
    first, last = numbers[0], numbers[3]
    window = signed_in()
    page = window.page
    page.goto(f"/register/electors/marked/?borough={BARNET}")
    page.get_by_label("Polling district").fill(letters)
    page.get_by_label("Day of the election").fill(DAY)
    page.keyboard.press("Enter")
    expect(page.get_by_label("Numbers of those who have voted")).to_be_focused()
    page.wait_for_load_state()  # the field has the focus before the script is there that keeps each line
    type_line(page, f"{first}-{last}")
    type_line(page, f"{numbers[4]}p {numbers[-1] + 500}")
    expect(page.get_by_text(f"{numbers[-1] + 500} is not on this register.")).to_be_visible()
    expect(page.locator(".stats dd").first).to_have_text("5")

    page.context.set_offline(True)
    type_line(page, str(numbers[5]))
    type_line(page, str(numbers[6]))
    expect(page.locator("[data-unsent]")).to_contain_text("No connection")
    expect(page.locator("[data-unsent]")).to_contain_text(str(numbers[6]))
    assert MarkedEntry.objects.count() == 5
    page.context.set_offline(False)
    expect(page.locator(".stats dd").first).to_have_text("7")
    expect(page.locator("[data-unsent]")).to_be_hidden()

    type_line(page, "u")
    expect(page.locator(".stats dd").first).to_have_text("6")
    assert MarkedLine.objects.filter(undone_at=None).count() == 3
    offline = [said for said in window.complaints if "ERR_INTERNET_DISCONNECTED" not in said]
    assert not offline

    plain = signed_in(width=390, script=False).page
    plain.goto(f"/register/electors/marked/?borough={BARNET}&district={letters}&day={DAY}")
    plain.get_by_label("Numbers of those who have voted").fill(f"{numbers[7]} {numbers[8]}p")
    plain.get_by_role("button", name="Mark").click()
    expect(plain.locator(".stats dd").first).to_have_text("8")
    assert plain.evaluate("document.documentElement.scrollWidth") <= 390
