"""An evening at the doors: with the network cut, clocks that are wrong, a full store and a server that is killed."""

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import cache
from django.utils import timezone
from playwright.sync_api import Browser, Page, Route, expect

from groundgame.campaign.accounts.actions import grant_role
from groundgame.campaign.accounts.models import Role, User
from groundgame.campaign.canvass import actions as canvass
from groundgame.campaign.canvass.audience import Audience
from groundgame.campaign.canvass.default_script import default_wording
from groundgame.campaign.canvass.models import ContactEvent, ElectorState, Session
from groundgame.campaign.doorstep.actions import give_walk, make_round, take_back
from groundgame.campaign.doorstep.actions.devices import revoke_device
from groundgame.campaign.doorstep.models import Device, DoorContact, Outing, Walk, WalkDoor
from groundgame.campaign.register.models import AbsentVoter, Address, Elector, WardCount

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

BARNET, WARD = "E09000003", "E05013628"
FLOORS, FLATS = 25, 8  # two hundred flats on one staircase
TOO_WIDE = "() => document.documentElement.scrollWidth - innerWidth"
TOO_SMALL = """() => [...document.querySelectorAll("button, a:not(.skip), .answer, select, input[type=search]")]
  .filter((each) => each.offsetParent).map((each) => each.getBoundingClientRect())
  .filter(({ width, height }) => Math.min(width, height) < 44).length"""
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


def _says(page: Page, words: str) -> None:
    expect(page.locator("[data-status]")).to_have_text(words)


def _saved(page: Page) -> None:
    _says(page, "All saved")


def _not_in(page: Page, door: str) -> None:
    page.get_by_role("button", name=f"Not in: {door}", exact=True).click()


def _speak(page: Page, door: str, person: str, party: str) -> None:
    page.get_by_role("button", name="All (").click()
    page.get_by_role("link", name=re.compile(rf"^{door} ")).click()
    page.get_by_role("link", name=re.compile(rf"^{person} Resident")).click()
    page.get_by_text(party, exact=True).click()
    page.get_by_role("button", name=re.compile("^Save( the correction)?$")).click()


def _let_the_store_look(page: Page) -> None:
    """Chromium asks how much room there is at most every half a minute."""
    page.wait_for_timeout(31_000)


def _intention_of_ann() -> str:
    return ElectorState.objects.get(elector__forename="Ann", elector__address__number=3).voting_intention


def _cleared(page: Page, sentence: str) -> None:
    """Check that nothing is left on the telephone, as the browser itself tells."""
    expect(page.get_by_text(sentence)).to_be_visible()
    assert page.evaluate(STORED) == []
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text("No walk on this phone")
    assert "Resident" not in page.content()


def test_whoever_lives_alone_is_asked_at_once(street: Outing, carry: Callable[..., Any]) -> None:
    page = carry(street).page
    page.get_by_role("link", name=re.compile("^1 Cat")).click()
    page.get_by_role("link", name="Present").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Cat Resident")
    expect(page.get_by_role("button", name="Save", exact=True)).to_be_visible()


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
        assert told not in kept["text"]
    assert "key false" in kept["text"]
    assert "key true" not in kept["text"]
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
    assert all("ERR_INTERNET_DISCONNECTED" in each for each in window.complaints)


def test_a_tower_of_two_hundred_flats(tower: Outing, carry: Callable[..., Any]) -> None:
    page = carry(tower).page
    expect(page.get_by_role("heading", level=3).first).to_have_text("Alder Court, Floor 1")
    expect(page.locator(".door")).to_have_count(FLOORS * FLATS)
    page.get_by_label("Find a flat").fill("1904")
    expect(page.locator(".door")).to_have_count(1)
    page.get_by_label("Find a flat").fill("")
    page.get_by_role("button", name="Tick several").click()
    page.get_by_role("button", name="Tick all 8").nth(6).click()
    page.get_by_role("button", name="Not in: 8 doors").scroll_into_view_if_needed()
    _shoot(page, "doorstep-tower-390")
    page.get_by_role("button", name="Not in: 8 doors").click()
    _saved(page)
    assert ContactEvent.objects.filter(outcome="not_in").count() == 16
    page.context.set_offline(True)
    flat = page.locator("a.what", has_text="1904")
    flat.scroll_into_view_if_needed()
    before = page.evaluate("() => scrollY")
    assert before > 1000
    flat.click()
    page.get_by_role("button", name="Refused").or_(page.get_by_role("link", name="Refused")).click()
    page.get_by_role("button", name="Ann").click()
    _says(page, "1 door waits for signal")
    assert abs(page.evaluate("() => scrollY") - before) < 200  # back where it was
    _shoot(page, "doorstep-tower-back-390")


def test_the_app_is_light_and_every_target_large(street: Outing, carry: Callable[..., Any]) -> None:
    loaded: dict[str, int] = {}
    page = carry(street, scheme="dark").page
    page.on("response", lambda answer: loaded.update({answer.url: len(answer.body())}))
    page.evaluate(
        "async () => { for (const each of await navigator.serviceWorker.getRegistrations()) await each.unregister(); }"
    )
    page.reload()
    _saved(page)
    assert len(loaded) > 10
    assert sum(loaded.values()) < 100_000
    for place in ("#/", "#/more"):
        page.goto(f"/doorstep/app/{place}")
        assert page.evaluate(TOO_SMALL) == 0, place
        assert page.evaluate(TOO_WIDE) <= 0
    _shoot(page, "doorstep-phone-dark-390")


def test_an_answer_lost_on_the_way_doubles_nothing(street: Outing, carry: Callable[..., Any]) -> None:
    page = carry(street).page
    lost = []

    def lose(route: Route) -> None:
        answer = route.fetch()  # the site has it
        lost.append(answer.status)
        route.abort()

    page.route("**/api/contacts", lose)
    _not_in(page, "1 Alder Road")
    _says(page, "1 door waits for signal")
    page.wait_for_timeout(1500)
    assert ContactEvent.objects.count() == 1
    page.unroute("**/api/contacts")
    _saved(page)
    assert lost[0] == 200
    assert ContactEvent.objects.count() == 1


def test_two_telephones_with_wrong_clocks(street: Outing, carry: Callable[..., Any]) -> None:
    ago = timezone.now() - dt.timedelta(hours=5)
    Outing.objects.update(given_at=ago)
    Session.objects.update(created_at=ago)
    slow, fast = carry(street, "Slow").page, carry(street, "Fast").page
    hours = 3_600_000
    for page, wrong in ((slow, -3 * hours), (fast, 2 * hours)):
        page.add_init_script(f"""{{ const [now, Real] = [Date.now, Date];
            Date = class extends Real {{
              constructor(...how) {{ how.length ? super(...how) : super(now() + {wrong}); }} }};
            Date.now = () => now() + {wrong}; }}""")
        page.reload()
        _saved(page)
        page.wait_for_timeout(500)
    began = timezone.now()
    for page in (slow, fast):
        page.context.set_offline(True)
    _speak(fast, "3", "Ann", "Conservative")  # first, by a clock two hours fast
    fast.wait_for_timeout(1200)
    _speak(slow, "3", "Ann", "Labour")  # later, by a clock three hours slow: the newest
    for page in (slow, fast):  # the newest arrives first
        page.context.set_offline(False)
        _saved(page)
    assert _intention_of_ann() == "labour"
    events = ContactEvent.objects.order_by("happened_at")
    assert [event.answers.get(question_key="voting_intention").value for event in events] == ["conservative", "labour"]
    assert all(began - dt.timedelta(seconds=5) < event.happened_at <= timezone.now() for event in events)
    claims = [
        round((claim.event.happened_at - claim.claimed_at).total_seconds() / 3600)
        for claim in DoorContact.objects.order_by("event__happened_at")
    ]
    assert claims == [-2, 3]
    fast.get_by_role("link", name="This phone").click()
    fast.get_by_role("button", name="Send and fetch now").click()
    expect(fast.get_by_text("120 minutes fast")).to_be_visible()
    fast.goto("/doorstep/app/#/")
    fast.get_by_role("button", name="All (").click()
    expect(fast.get_by_role("link", name=re.compile("Ann: Labour.*Slow"))).to_be_visible()


def test_a_full_telephone_says_so_and_loses_nothing_it_called_saved(street: Outing, carry: Callable[..., Any]) -> None:
    page = carry(street).page
    _not_in(page, "1 Alder Road")
    _saved(page)
    devtools = page.context.new_cdp_session(page)
    origin = page.evaluate("() => location.origin")
    devtools.send("Storage.overrideQuotaForOrigin", {"origin": origin, "quotaSize": 1})
    _let_the_store_look(page)
    _not_in(page, "3 Alder Road")  # with signal it goes straight to the site
    expect(page.get_by_text("saved on the site alone")).to_be_visible()
    assert ContactEvent.objects.filter(elector__address__number=3).count() == 2
    page.context.set_offline(True)
    _not_in(page, "5 Alder Road")
    expect(page.get_by_text("Not saved: this phone is full and has no signal")).to_be_visible()
    expect(page.get_by_role("button", name="Not in: 5 Alder Road")).to_be_visible()
    _shoot(page, "doorstep-full-390")
    page.context.set_offline(False)
    _not_in(page, "5 Alder Road")
    expect(page.get_by_text("5 Alder Road: not in, saved on the site alone")).to_be_visible()
    assert ContactEvent.objects.count() == 4


def test_a_revoked_telephone_hands_in_and_clears_itself(street: Outing, carry: Callable[..., Any]) -> None:
    page = carry(street).page
    page.context.set_offline(True)
    _not_in(page, "1 Alder Road")
    _says(page, "1 door waits for signal")
    revoke_device(by=street.given_by, device=Device.objects.get())
    page.context.set_offline(False)
    _cleared(page, "was taken off the walk")
    assert ContactEvent.objects.count() == 1
    assert Device.objects.get().ended_at is not None


def test_a_revoked_telephone_that_was_locked_already_hands_in_what_it_cannot_open(
    street: Outing, carry: Callable[..., Any]
) -> None:
    page = carry(street).page
    page.context.set_offline(True)
    _not_in(page, "1 Alder Road")
    _speak(page, "3", "Ann", "Labour")
    _says(page, "2 doors wait for signal")
    page.add_init_script("{ const now = Date.now; Date.now = () => now() + 9 * 3_600_000; }")
    page.reload()  # nine hours later: its keys are deleted
    expect(page.get_by_role("heading", level=1)).to_have_text("This walk is locked")
    kept = page.evaluate(KEPT)
    assert kept["states"] == ["unsent"] * 2
    assert "labour" not in kept["text"]
    revoke_device(by=street.given_by, device=Device.objects.get())
    page.context.set_offline(False)
    page.get_by_role("button", name="Try again").click()
    _cleared(page, "was taken off the walk")
    assert sorted(ContactEvent.objects.values_list("outcome", flat=True)) == ["conversation", "not_in"]
    assert _intention_of_ann() == "labour"


def test_a_telephone_that_the_site_does_not_know_shows_nobody_and_keeps_what_it_has_not_sent(
    street: Outing, carry: Callable[..., Any]
) -> None:
    page = carry(street).page
    page.context.set_offline(True)
    _not_in(page, "1 Alder Road")
    Device.objects.all().delete()
    page.context.set_offline(False)
    expect(page.get_by_role("heading", level=1)).to_have_text("The site does not know this phone")
    assert "Resident" not in page.content()
    assert page.evaluate(KEPT)["states"] == ["unsent"]
    page.get_by_text("Clear this phone").click()
    page.get_by_role("button", name="Clear it for good").click()
    _cleared(page, "This phone is cleared")


def test_a_walk_that_runs_out_without_signal_forgets_its_people_and_keeps_what_it_has_not_sent(
    street: Outing, carry: Callable[..., Any]
) -> None:
    page = carry(street).page
    page.context.set_offline(True)
    _not_in(page, "1 Alder Road")
    _says(page, "1 door waits for signal")
    page.add_init_script("{ const now = Date.now; Date.now = () => now() + 20 * 3_600_000; }")
    page.reload()  # twenty hours later, still in the drawer
    expect(page.get_by_role("heading", level=1)).to_have_text("This walk is locked")
    assert "Resident" not in page.content()
    assert page.evaluate(KEPT)["states"] == ["unsent"]
    _shoot(page, "doorstep-locked-390")
    take_back(by=street.given_by, outing=street)
    page.context.set_offline(False)
    page.get_by_role("button", name="Try again").click()
    _cleared(page, "Thank you for walking it")
    assert ContactEvent.objects.count() == 1


def test_finishing_clears_the_telephone(street: Outing, carry: Callable[..., Any]) -> None:
    page = carry(street).page
    _not_in(page, "1 Alder Road")
    page.get_by_role("link", name="This phone").click()
    page.get_by_role("button", name="Finish the walk and clear this phone").click()
    _cleared(page, "This phone is cleared")
    assert ContactEvent.objects.count() == 1
    assert Device.objects.get().key is None


def test_undo_and_a_correction_are_kept_beside_what_they_put_right(street: Outing, carry: Callable[..., Any]) -> None:
    page = carry(street).page
    _not_in(page, "1 Alder Road")
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("button", name="Not in: 1 Alder Road")).to_be_visible()
    _speak(page, "3", "Ann", "Labour")
    _saved(page)
    _speak(page, "3", "Ann", "Conservative")
    _saved(page)
    outcomes = sorted(ContactEvent.objects.values_list("outcome", flat=True))
    assert outcomes == ["conversation", "conversation", "not_in", "withdrawn"]
    assert (
        ElectorState.objects.get(elector__forename="Ann", elector__address__number=3).voting_intention == "conservative"
    )


def test_the_server_is_killed_and_started_again(street: Outing, real_server: Any, browser: Browser) -> None:
    real_server.start()
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, base_url=f"http://127.0.0.1:{real_server.port}"
    )
    page = context.new_page()
    page.goto(f"/doorstep/join/{street.token}/")
    page.get_by_label("Name").fill("Helper")
    page.get_by_label("E-mail address").fill("helper@example.org")
    page.get_by_role("button", name="Join").click()
    page.get_by_role("button", name="Put the walk on this phone").click()
    _saved(page)
    page.evaluate("() => navigator.serviceWorker.ready")
    page.wait_for_function("() => navigator.serviceWorker.controller !== null")
    for number in (1, 3):
        _not_in(page, f"{number} Alder Road")
        real_server.kill()
    for number in (5, 7):
        _not_in(page, f"{number} Alder Road")
    page.reload()
    expect(page.locator("[data-status]")).to_have_text(re.compile("[34] doors wait for signal"))
    real_server.start()
    page.reload()
    _saved(page)
    assert ContactEvent.objects.values("elector__address").distinct().count() == 4
    assert ContactEvent.objects.count() == 6
    context.close()


def test_the_plain_form_works_without_script(street: Outing, open_window: Any) -> None:
    page = open_window(width=390, height=844, script=False).page
    page.goto(f"/doorstep/join/{street.token}/")
    page.get_by_label("Name").fill("Helper")
    page.get_by_label("E-mail address").fill("helper@example.org")
    page.get_by_role("button", name="Join").click()
    expect(page.get_by_text("Without script this phone cannot")).to_be_visible()
    page.get_by_role("link", name="Use the plain form instead").click()
    page.get_by_role("link", name=re.compile("^3: Ann")).click()
    person = page.locator("form.card", has_text="Ann")
    person.get_by_role("radio", name="Spoke").check()
    person.get_by_role("radio", name="Labour").check()
    person.get_by_role("button", name="Save Ann").click()
    page.get_by_role("link", name=re.compile("^1: Cat")).click()
    page.get_by_role("button", name="Not in", exact=True).click()
    assert sorted(ContactEvent.objects.values_list("outcome", flat=True)) == ["conversation", "not_in"]
    page.goto("/doorstep/app/")
    expect(page.get_by_role("heading", level=1)).to_have_text("This page needs script")
