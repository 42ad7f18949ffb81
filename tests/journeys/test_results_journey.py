"""A director asks what happened and what will: two elections compared, the map turned, the sliders moved."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from groundgame.campaign.accounts.models import User

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

SignIn = Callable[[Page, User], None]
BARNET = "E09000003"
SHOTS = Path("test-results")
ROUNDS = 100
PAGES = (
    "/what-happened/?wait=1",
    "/what-happened/?from=mayor:2021&to=mayor:2024&wait=1",
    "/what-will-happen/?of=mayor&wait=1",
    "/what-will-happen/?of=general&wait=1",
    "/what-will-happen/?of=boroughs&inner=50&outer=30&wait=1",
    f"/places/{BARNET}/?wait=1",
)

# What every page must have for those who use it by keyboard or by ear.
UNNAMED = """() => [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea')]
  .filter(e => !(e.labels?.length || e.ariaLabel || e.textContent.trim() || e.title))
  .map(e => e.outerHTML.slice(0, 80))"""
UNNAMED_PICTURES = """() => [...document.querySelectorAll('main svg')]
  .filter(e => !e.ariaLabel && e.getAttribute('aria-hidden') !== 'true').length"""
TABLES_WITHOUT_HEADS = """() => [...document.querySelectorAll('main table')]
  .filter(e => !e.querySelector('thead th[scope=col]')).length"""
DOUBLE_IDS = """() => { const all = [...document.querySelectorAll('main [id]')].map(e => e.id);
  return all.filter((id, at) => all.indexOf(id) !== at) }"""
TOO_WIDE = "() => document.documentElement.scrollWidth - innerWidth"


def choose(page: Page, earlier: str, later: str) -> None:
    page.get_by_label("From", exact=True).select_option(earlier)
    page.get_by_label("To", exact=True).select_option(later)
    page.get_by_role("button", name="Compare").click()


def test_a_director_reads_what_happened(open_window: Any, director: User, sign_in: SignIn) -> None:
    window = open_window()
    page = window.page
    sign_in(page, director)
    page.get_by_role("navigation", name="Main").get_by_role("link", name="What happened").click()
    choose(page, "general:2001", "general:2005")
    expect(page.locator("#told .lead")).to_contain_text("The swing from Labour to Conservative was 4.9 points")
    expect(page.locator("#tide table").first).to_contain_text("Mitcham and Morden")  # comes by itself
    expect(page.locator("#told")).to_contain_text("It did better than a place’s past")
    page.get_by_role("link", name="Against the tide").click()
    expect(page.get_by_role("heading", name="Against the tide: Labour")).to_be_visible()
    assert "show=tide" in page.url
    expect(page.locator(".map a .cell")).to_have_count(679)
    page.get_by_role("link", name="Conservative", exact=True).click()
    expect(page.get_by_role("heading", name="Against the tide: Conservative")).to_be_visible()
    assert window.complaints == []


def test_a_director_turns_the_sliders_by_keyboard(open_window: Any, director: User, sign_in: SignIn) -> None:
    window = open_window()
    page = window.page
    sign_in(page, director)
    page.get_by_role("navigation", name="Main").get_by_role("link", name="What will happen").click()
    page.wait_for_url("**/what-will-happen/")  # and all that it loads: a slider is answered once its script is there
    inner = page.get_by_label("Inner London turns out")
    inner.focus()
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    expect(page.locator("#turned")).to_contain_text("Inner 42%")
    expect(inner).to_be_focused()
    assert "inner=42" in page.url
    page.get_by_role("link", name="Borough councils").click()
    expect(page.get_by_role("heading", name="Every council, the most open first")).to_be_visible()
    page.locator("#forecast").get_by_role("link", name="Barnet", exact=True).click()
    expect(page.locator("#outlook")).to_contain_text("Turnout to expect")
    assert window.complaints == []


def test_both_pages_work_without_script(open_window: Any, director: User, sign_in: SignIn) -> None:
    page = open_window(script=False).page
    sign_in(page, director)
    page.goto("/what-happened/")
    choose(page, "mayor:2021", "mayor:2024")
    _wait_for_figures(page)
    expect(page.locator("svg.ribbons")).to_be_visible()
    page.goto("/what-will-happen/?of=mayor&wait=1")
    page.get_by_label("Outer London turns out").fill("30")
    page.get_by_role("button", name="Show", exact=True).click()
    expect(page.locator("#turned")).to_contain_text("outer 30%")
    assert "outer=30" in page.url


def _wait_for_figures(page: Page) -> None:
    """Go by the links to what is still worked out; a click returns as the page begins, before its links are there."""
    waits = page.get_by_role("link", name="Show it when it is ready")
    page.wait_for_load_state()
    for _ in range(ROUNDS):
        if not waits.count():
            return
        waits.first.click()
        page.wait_for_load_state()
    pytest.fail(f"The figures are not there after {ROUNDS} looks.")


@pytest.mark.parametrize(("width", "scheme"), [(390, "light"), (390, "dark"), (1280, "light"), (1280, "dark")])
def test_every_page_is_whole_at_every_width(
    open_window: Any, director: User, sign_in: SignIn, width: int, scheme: str
) -> None:
    window = open_window(width=width, height=844, scheme=scheme)
    window.page.set_default_timeout(60_000)
    sign_in(window.page, director)
    SHOTS.mkdir(exist_ok=True)
    for number, address in enumerate(PAGES):
        window.page.goto(address)
        assert window.page.locator("h1").count() == 1, address
        assert window.page.evaluate(UNNAMED) == [], address
        assert window.page.evaluate(UNNAMED_PICTURES) == 0, address
        assert window.page.evaluate(TABLES_WITHOUT_HEADS) == 0, address
        assert window.page.evaluate(DOUBLE_IDS) == [], address
        assert window.page.evaluate(TOO_WIDE) <= 0, f"{address} is wider than the window"
        window.page.screenshot(path=SHOTS / f"results-{number}-{width}-{scheme}.png", full_page=True)
    assert window.complaints == []
