"""A street, a round of its doors, and what somebody does with a walk on a telephone."""

import re
from contextlib import suppress

from django.utils import timezone
from playwright.sync_api import Error, Page, expect

from groundgame.campaign.accounts.actions import grant_role
from groundgame.campaign.accounts.models import Role, User
from groundgame.campaign.canvass import actions as canvass
from groundgame.campaign.canvass.audience import Audience
from groundgame.campaign.canvass.default_script import default_wording
from groundgame.campaign.canvass.models import ElectorState
from groundgame.campaign.doorstep.actions import give_walk, make_round
from groundgame.campaign.doorstep.models import Outing, Walk, WalkDoor
from groundgame.campaign.register.models import Address, Elector, WardCount
from tests.journeys.waiting import wait_until

BARNET, WARD = "E09000003", "E05013628"
FLOORS, FLATS = 25, 8  # two hundred flats on one staircase
TOO_WIDE = "() => document.documentElement.scrollWidth - innerWidth"
TOO_SMALL = """() => [...document.querySelectorAll("button, a:not(.skip), .answer, select, input[type=search]")]
  .filter((each) => each.offsetParent).map((each) => each.getBoundingClientRect())
  .filter(({ width, height }) => Math.min(width, height) < 44).length"""
# The second for which a door stays in its place after a tap is over when the test says so.
HOLD_TICKED_DOORS = """() => {
  const later = window.setTimeout;
  window.held = [];
  window.setTimeout = (act, wait, ...more) => wait === 1_200 ? held.push(act) : later(act, wait, ...more);
}"""
LET_TICKED_DOORS_GO = "() => held.splice(0).forEach((go) => go())"
STORED = "async () => (await indexedDB.databases()).map(each => each.name)"
# All that stands in the telephone's store, as text; keys say whether script could read them out.
KEPT = """async () => {
  const told = (request) => new Promise((done, fail) => {
    request.onsuccess = () => done(request.result); request.onerror = () => fail(request.error); });
  const database = await told(indexedDB.open("doorstep"));
  const all = (box) => told(database.transaction(box).objectStore(box).getAll());
  const text = (value) => value instanceof ArrayBuffer ? new TextDecoder("latin1").decode(value)
    : value instanceof CryptoKey ? `key ${value.extractable}`
    : value && typeof value === "object" ? Object.values(value).map(text).join(" ") : String(value);
  const [phone, contacts] = [await all("phone"), await all("contacts")];
  database.close();
  return { text: text([phone, contacts]), states: contacts.map((each) => each.state) };
}"""


def make_door(flat: str, number: int | None, street: str) -> Address:
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


def live_at(address: Address, *names: str) -> list[Elector]:
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


def shoot(page: Page, name: str) -> None:
    page.screenshot(path=f"test-results/{name}.png")


def says(page: Page, words: str) -> None:
    expect(page.locator("[data-status]")).to_have_text(words)


def saved(page: Page) -> None:
    says(page, "All saved")


def answered(page: Page) -> None:
    """Wait, as one does at a door, until the telephone says no more that it is saving: before, it keeps nothing."""
    expect(page.locator("[data-status]")).not_to_have_text("Saving…")


def not_in(page: Page, door: str) -> None:
    page.get_by_role("button", name=f"Not in: {door}", exact=True).click()
    answered(page)


def speak(page: Page, door: str, person: str, party: str) -> None:
    page.get_by_role("button", name="All (").click()
    page.get_by_role("link", name=re.compile(rf"^{door} ")).click()
    page.get_by_role("link", name=re.compile(rf"^{person} Resident")).click()
    page.get_by_text(party, exact=True).click()
    page.get_by_role("button", name=re.compile("^Save( the correction)?$")).click()
    answered(page)


def let_the_store_look(page: Page) -> None:
    """Chromium asks how much room there is at most every half a minute."""
    page.wait_for_timeout(31_000)


def intention_of_ann() -> str:
    return ElectorState.objects.get(elector__forename="Ann", elector__address__number=3).voting_intention


def cleared(page: Page, sentence: str) -> None:
    """Check that nothing is left on the telephone, as the browser itself tells."""
    expect(page.get_by_text(sentence)).to_be_visible()
    assert page.evaluate(STORED) == []
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text("No walk on this phone")
    assert "Resident" not in page.content()


def knows_that_its_clock_is_wrong(page: Page) -> None:
    """Wait until the telephone has heard the site's time, which it tells as its own page opens, and go back."""

    def tells() -> bool:
        page.goto("/doorstep/app/#/")
        page.get_by_role("link", name="This phone").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("This phone")
        return page.get_by_text(re.compile("minutes (slow|fast)")).count() == 1

    wait_until(page, tells)
    page.goto("/doorstep/app/#/")


def try_again(page: Page) -> None:
    """Ask for it, unless the telephone, which has signal again, has gone on by itself and taken the button away."""
    button = page.get_by_role("button", name="Try again")
    for _ in range(20):
        with suppress(Error):
            return button.click(timeout=3000)
        if not button.count():
            return None
    return None
