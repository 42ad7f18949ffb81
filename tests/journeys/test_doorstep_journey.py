"""An evening at the doors: on a telephone, with the network cut, the clock wrong, the store full and the server killed."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import cache
from django.utils import timezone
from playwright.sync_api import Page, expect

from groundgame.campaign.accounts.actions import grant_role
from groundgame.campaign.accounts.models import Role, User
from groundgame.campaign.canvass import actions as canvass
from groundgame.campaign.canvass.audience import Audience
from groundgame.campaign.canvass.default_script import default_wording
from groundgame.campaign.canvass.models import ContactEvent
from groundgame.campaign.doorstep.actions import give_walk, make_round
from groundgame.campaign.doorstep.models import Outing, Walk, WalkDoor
from groundgame.campaign.register.models import AbsentVoter, Address, Elector, WardCount

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

BARNET, WARD = "E09000003", "E05013628"
FLOORS, FLATS = 25, 8  # two hundred flats on one staircase
TOO_WIDE = "() => document.documentElement.scrollWidth - innerWidth"
STORED = "async () => (await indexedDB.databases()).map(each => each.name)"
KEPT = """async () => {
  const database = await new Promise((done, fail) => {
    const request = indexedDB.open("doorstep"); request.onsuccess = () => done(request.result); request.onerror = fail; });
  const all = (box) => new Promise((done) => { const request = database.transaction(box).objectStore(box).getAll(); request.onsuccess = () => done(request.result); });
  const text = (value) => value instanceof ArrayBuffer ? new TextDecoder("latin1").decode(value) : value instanceof CryptoKey ? `key ${value.extractable}`
    : value && typeof value === "object" ? Object.values(value).map(text).join(" ") : String(value);
  const found = { phone: (await all("phone")).map(text).join(" "), contacts: (await all("contacts")).map(text), states: (await all("contacts")).map(each => each.state) };
  database.close();
  return found;
}"""


def _door(flat: str, number: int | None, street: str, position: int) -> Address:
    where = ", ".join(part for part in (flat, f"{number} {street}" if number else street) if part)
    return Address.objects.create(
        borough=BARNET,
        ward=WARD,
        polling_district="AA",
        key=f"EN55XX {where}".upper(),
        lines=where,
        street=street,
        number=number,
        flat=flat,
        postcode="EN5 5XX",
    )


def _live_at(address: Address, *names: str) -> list[Elector]:
    return [
        Elector.objects.create(
            borough=BARNET,
            ward=WARD,
            address=address,
            name_key=f"{name}|{address.pk}",
            forename=name,
            surname=f"Resident{address.pk}",
            polling_district="AA",
            elector_number=str(Elector.objects.count() + 1),
            joined_at=timezone.localdate(),
        )
        for name in names
    ]


class Round:
    """A round of doors and its organiser."""

    def __init__(self) -> None:
        self.organiser = User.objects.create_user("organiser@example.org", name="The Organiser")
        grant_role(by=None, user=self.organiser, role=Role.ORGANISER, area=BARNET)
        wording = default_wording("the party", [("labour", "Labour"), ("conservative", "Conservative")])
        self.script = canvass.make_script(by=None, area=BARNET, wording=wording)
        WardCount.objects.create(ward=WARD, borough=BARNET, electors=10)

    def give(self, doors: list[Address], title: str) -> Outing:
        audience = Audience.of((WARD,))
        session = make_round(by=self.organiser, name="Tuesday", area=BARNET, script=self.script, audience=audience)
        walk = Walk.objects.create(borough=BARNET, ward=WARD, session=session, number=1, title=title)
        for position, door in enumerate(doors, start=1):
            WalkDoor.objects.create(borough=BARNET, session=session, walk=walk, address=door, position=position)
        return give_walk(by=self.organiser, walk=walk)


@pytest.fixture
def street() -> Outing:
    """Return a walk of twelve houses, odd then even, with two people at every other door."""
    cache.clear()
    doors = [_door("", number, "Alder Road", 0) for number in (*range(1, 13, 2), *range(2, 14, 2))]
    for position, door in enumerate(doors):
        people = _live_at(door, *(("Ann", "Bob") if position % 2 else ("Cat",)))
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
    doors = [_door(f"Flat {number}, Alder Court", None, "Alder Road", 0) for number in numbers]
    for door in doors:
        _live_at(door, "Ann", "Bob")
    return Round().give(doors, "Alder Court")


@pytest.fixture
def carry(open_window: Any) -> Callable[..., Any]:
    """Return what puts a walk on a telephone, as a volunteer who came by its link."""

    def carry_(outing: Outing, name: str = "Helper", **how: Any) -> Any:
        window = open_window(width=390, height=844, **how)
        page = window.page
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


def _shoot(page: Page, name: str) -> None:
    page.screenshot(path=f"test-results/{name}.png")


def _saved(page: Page) -> None:
    expect(page.locator("[data-status]")).to_have_text("All saved", timeout=20_000)


def test_an_evening_without_signal(street: Outing, carry: Callable[..., Any]) -> None:
    window = carry(street)
    page, context = window.page, window.page.context
    _shoot(page, "doorstep-list-390")
    assert page.evaluate(TOO_WIDE) <= 0
    context.set_offline(True)
    page.reload()  # aeroplane mode, and the telephone has closed the page
    expect(page.get_by_role("heading", level=1)).to_contain_text("Walk 1")
    page.get_by_role("button", name="Not in: 1 Alder Road").click()
    expect(page.locator("[data-status]")).to_have_text("1 door waits for signal")
    _shoot(page, "doorstep-offline-390")
    page.get_by_role("link", name="3 Ann").click()
    _shoot(page, "doorstep-door-390")
    expect(page.get_by_text("Postal vote")).to_be_visible()
    page.get_by_role("link", name="Present").click()
    page.get_by_role("link", name="Ann").click()
    page.get_by_text("Labour", exact=True).click()
    page.get_by_text("Housing", exact=True).click()
    page.get_by_text("Wants a poster").click()
    page.get_by_label("Note").fill("Damp in the hall")
    _shoot(page, "doorstep-person-390")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator("[data-status]")).to_have_text("2 doors wait for signal")
    kept = page.evaluate(KEPT)
    assert kept["states"] == ["unsent"] * 2
    for told in ("Resident", "labour", "Damp", "Alder"):
        assert told not in kept["phone"] + "".join(kept["contacts"])
    assert "key true" not in kept["phone"]
    assert not ContactEvent.objects.exists()
    page.reload()
    expect(page.locator("[data-status]")).to_have_text("2 doors wait for signal")
    context.set_offline(False)
    _saved(page)
    events = {event.outcome: event for event in ContactEvent.objects.all()}
    assert set(events) == {"not_in", "conversation"}
    said = dict(events["conversation"].answers.values_list("question_key", "value"))
    assert said == {"voting_intention": "labour", "issue-housing": "raised", "poster": "yes"}
    assert events["conversation"].note == "Damp in the hall"
    assert window.complaints == [] or all("ERR_INTERNET_DISCONNECTED" in each for each in window.complaints)
