"""A director's evening in a real browser: sign in, London now, the map's switches, a ward, the doughnut."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from groundgame.campaign.accounts.models import User
from groundgame.electoral.contests import record

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

SignIn = Callable[[Page, User], None]
CITY, WARD = "E12000007", "E05013628"
SHOTS = Path("test-results")
PAGES = ("/now/", "/now/wards/", "/doughnut/", f"/places/{WARD}/", "/places/E09000003/", "/search/?q=abbey")

# What every page must have for those who use it by keyboard or by ear.
UNNAMED = """() => [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea')]
  .filter(e => !(e.labels?.length || e.ariaLabel || e.textContent.trim() || e.title))
  .map(e => e.outerHTML.slice(0, 80))"""
WITHOUT_ALT = "() => document.querySelectorAll('img:not([alt])').length"
UNNAMED_PICTURES = """() => [...document.querySelectorAll('main svg')]
  .filter(e => !e.ariaLabel && e.getAttribute('aria-hidden') !== 'true').length"""
TOO_WIDE = "() => document.documentElement.scrollWidth - innerWidth"


def test_a_director_reads_where_the_party_stands(open_window: Any, director: User, sign_in: SignIn) -> None:
    window = open_window()
    page = window.page
    sign_in(page, director)
    expect(page.get_by_role("heading", level=1)).to_have_text("London now")
    expect(page.locator(".map a .cell")).to_have_count(679)

    page.get_by_role("link", name="Mayor", exact=True).click()
    expect(page.get_by_role("heading", level=2, name="Every ward: Mayor, winner")).to_be_visible()
    page.get_by_role("link", name="Our share", exact=True).click()
    expect(page.get_by_role("heading", level=2, name="Every ward: Mayor, our share")).to_be_visible()
    assert page.url.endswith("?tier=mayor&measure=share#map")
    expect(page.locator(".map a .cell")).to_have_count(679)

    page.get_by_role("link", name="Borough councils", exact=True).click()
    page.locator(f".map a[href='/places/{WARD}/']").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Barnet Vale")
    expect(page.locator("figure.chart svg[role=img]")).to_have_count(5)

    page.get_by_label("Find a place or postcode").fill("sw1a 1aa")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("St James's")

    page.get_by_role("navigation", name="Main").get_by_role("link", name="Doughnut").click()
    expect(page.locator("p.note")).to_contain_text("points higher in inner London")
    assert window.complaints == []


def test_the_pages_work_without_script(open_window: Any, director: User, sign_in: SignIn) -> None:
    page = open_window(script=False).page
    sign_in(page, director)
    page.get_by_role("link", name="Westminster", exact=True).click()
    page.get_by_role("link", name="Turnout", exact=True).click()
    expect(page.get_by_role("heading", level=2, name="Every ward: Westminster, turnout")).to_be_visible()
    page.get_by_role("link", name="The table behind the map").click()
    page.get_by_role("link", name="Turnout", exact=True).click()
    assert "sort=-turnout" in page.url
    first = page.locator("tbody tr").first.locator("td").nth(4)
    turnouts = [
        result.ballots / result.electorate
        for contest in record().contests(tier="parliament", area=CITY)
        if contest.date.year == 2024
        and (result := record().result(contest.id)).ballots is not None
        and result.electorate
    ]
    expect(first).to_have_text(f"{100 * max(turnouts):.1f}%")


def test_every_page_is_reached_by_keyboard(open_window: Any, director: User, sign_in: SignIn) -> None:
    page = open_window().page
    sign_in(page, director)
    page.goto("/now/")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Our change", exact=True).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=2, name="Every ward: Borough councils, our change")).to_be_visible()
    expect(page.get_by_role("link", name="Our change", exact=True)).to_be_focused()
    page.go_back()
    expect(page.get_by_role("heading", level=2, name="Every ward: Borough councils, winner")).to_be_visible()
    page.wait_for_load_state("load")  # going back loads the page anew
    page.locator(".skip-map").focus()
    page.keyboard.press("Enter")
    page.wait_for_function("() => document.activeElement.id === 'after-map'")
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.querySelector('#after-map').contains(document.activeElement)")


@pytest.mark.parametrize(("width", "scheme"), [(390, "light"), (390, "dark"), (1280, "light"), (1280, "dark")])
def test_every_page_is_whole_at_every_width(
    open_window: Any, director: User, sign_in: SignIn, width: int, scheme: str
) -> None:
    window = open_window(width=width, height=844, scheme=scheme)
    sign_in(window.page, director)
    SHOTS.mkdir(exist_ok=True)
    for address in PAGES:
        window.page.goto(address)
        assert window.page.locator("h1").count() == 1, address
        assert window.page.evaluate(UNNAMED) == [], address
        assert window.page.evaluate(WITHOUT_ALT) == 0, address
        assert window.page.evaluate(UNNAMED_PICTURES) == 0, address
        assert window.page.evaluate(TOO_WIDE) <= 0, f"{address} is wider than the window"
        name = address.strip("/").replace("/", "-").replace("?", "-")
        window.page.screenshot(path=SHOTS / f"{name}-{width}-{scheme}.png", full_page=True)
    assert window.complaints == []
