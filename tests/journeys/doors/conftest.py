"""Walks that are out, and what puts one on a telephone."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import cache
from playwright.sync_api import expect

from groundgame.campaign.doorstep.models import Outing
from groundgame.campaign.register.models import AbsentVoter
from tests.journeys.doors.steps import BARNET, FLATS, FLOORS, Round, live_at, make_door

# What the app says goes away by itself after this many milliseconds; a crowded machine may not have looked by then.
WORDS_STAY = """{
  const later = window.setTimeout;
  window.setTimeout = (act, wait, ...more) => [12_000, 20_000].includes(wait) ? 0 : later(act, wait, ...more);
}"""


@pytest.fixture
def street() -> Outing:
    """Return a walk of twelve houses, odd then even, with two people at every other door."""
    cache.clear()
    doors = [make_door("", number, "Alder Road") for number in (*range(1, 13, 2), *range(2, 14, 2))]
    for position, door in enumerate(doors):
        people = live_at(door, *(("Ann", "Bob") if position % 2 else ("Cat",)))
        if position == 1:
            AbsentVoter.objects.create(
                borough=BARNET, elector=people[0], election_date=dt.date(2026, 5, 7), kind="postal"
            )
    return Round().give(doors, "Alder Road, both sides")


@pytest.fixture
def tower() -> Outing:
    """Return a walk of one tower: two hundred flats."""
    cache.clear()
    numbers = [f"{floor}{flat:02d}" for floor in range(1, FLOORS + 1) for flat in range(1, FLATS + 1)]
    doors = [make_door(f"Flat {number}, Alder Court", None, "Alder Road") for number in numbers]
    for door in doors:
        live_at(door, "Ann", "Bob")
    return Round().give(doors, "Alder Court")


@pytest.fixture
def carry(open_window: Any) -> Callable[..., Any]:
    """Return what puts a walk on a telephone, as a volunteer who came by its link."""

    def carry_(outing: Outing, name: str = "Helper", **how: Any) -> Any:
        window = open_window(width=390, height=844, **how)
        page = window.page
        page.add_init_script(WORDS_STAY)
        page.goto(f"/doorstep/join/{outing.token}/")
        page.get_by_label("Name").fill(name)
        page.get_by_label("E-mail address").fill(f"{name.lower()}@example.org")
        page.get_by_role("button", name="Join").click()
        page.get_by_role("button", name="Put the walk on this phone").click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("Walk 1")
        page.evaluate("() => navigator.serviceWorker.ready")
        page.wait_for_function("() => navigator.serviceWorker.controller !== null")
        return window

    return carry_
