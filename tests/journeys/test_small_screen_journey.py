"""An organiser with a telephone: every way is behind one button, and what a page is for lies within its width."""

from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from groundgame.campaign.accounts.models import User
from groundgame.campaign.strategy.coverage.keeping import make_coverage
from groundgame.campaign.strategy.models import StreetCoverage

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

BARNET, PASSWORD = "E09000003", "correct horse battery staple"


def sign_in(page: Page, user: User) -> None:
    page.goto("/")
    page.get_by_label("Email").fill(user.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Good to see you")


def is_within(page: Page) -> bool:
    """Tell whether nothing of a page, its tables included, lies beyond the window."""
    return bool(
        page.evaluate(
            "[document.documentElement, ...document.querySelectorAll('.table-wrap')]"
            ".every((each) => each.scrollWidth <= each.clientWidth)"
        )
    )


@pytest.mark.parametrize("script", [True, False])
def test_every_way_is_behind_one_button_without_script_too(open_window: Any, organiser: User, script: bool) -> None:
    page = open_window(width=390, height=844, script=script).page
    sign_in(page, organiser)
    ways = page.get_by_role("navigation", name="Main")
    expect(ways).to_be_hidden()
    assert page.locator("header.top").bounding_box()["height"] < 120
    page.get_by_role("button", name="Menu").click()
    for name in ("Phone banks", "Doors", "Electors", "Team", "Where we have been"):
        way = ways.get_by_role("link", name=name, exact=True)
        expect(way).to_be_in_viewport(ratio=1)
        assert way.bounding_box()["height"] >= 44
    ways.get_by_role("link", name="Team", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Team")
    page.locator(".who summary").click()
    expect(page.locator(".who div .name")).to_have_text(organiser.name)


def test_where_we_have_been_fits_a_telephone_with_what_it_is_for(open_window: Any, organiser: User) -> None:
    make_coverage(BARNET)
    StreetCoverage.objects.update(homes=12, electors=20)
    page = open_window(width=390, height=844).page
    sign_in(page, organiser)
    page.goto(f"{reverse('strategy:coverage')}?place={BARNET}")
    assert is_within(page)
    page.goto(f"{reverse('strategy:coverage_streets')}?place={BARNET}")
    assert is_within(page)
    knock = page.get_by_role("link", name="Knock in").first
    knock.scroll_into_view_if_needed()
    expect(knock).to_be_in_viewport(ratio=1)
    expect(page.get_by_role("link", name="Ring ").nth(1)).to_be_in_viewport(ratio=1)


def test_a_name_is_whole_where_there_is_room(open_window: Any, organiser: User) -> None:
    User.objects.filter(pk=organiser.pk).update(name="Bartholomew Featherstonehaugh")
    page = open_window(width=1280).page
    sign_in(page, organiser)
    name = page.locator(".who summary")
    assert name.evaluate("(each) => each.scrollWidth <= each.clientWidth")
    expect(page.get_by_role("button", name="Menu")).to_be_hidden()
