"""What goes wrong of an evening: answers lost, clocks, a full store, a phone revoked, a server that is killed."""

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Route, expect

from groundgame.campaign.canvass.models import ContactEvent, Session
from groundgame.campaign.doorstep.actions import take_back
from groundgame.campaign.doorstep.actions.devices import revoke_device
from groundgame.campaign.doorstep.models import Device, DoorContact, Outing
from tests.journeys.conftest import PATIENCE
from tests.journeys.doors.steps import (
    HOLD_TICKED_DOORS,
    KEPT,
    LET_TICKED_DOORS_GO,
    cleared,
    intention_of_ann,
    knows_that_its_clock_is_wrong,
    let_the_store_look,
    not_in,
    saved,
    says,
    shoot,
    speak,
    try_again,
)
from tests.journeys.waiting import wait_until

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def test_an_answer_lost_on_the_way_doubles_nothing(street: Outing, carry: Callable[..., Any]) -> None:
    page = carry(street).page
    lost = []

    def lose(route: Route) -> None:
        answer = route.fetch()  # the site has it
        lost.append(answer.status)
        route.abort()

    page.route("**/api/contacts", lose)
    not_in(page, "1 Alder Road")
    wait_until(page, lambda: len(lost) > 1)  # sent, and sent again
    says(page, "1 door waits for signal")
    assert ContactEvent.objects.count() == 1
    page.unroute("**/api/contacts")
    saved(page)
    assert set(lost) == {200}
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
        saved(page)
        knows_that_its_clock_is_wrong(page)
    began = timezone.now()
    for page in (slow, fast):
        page.context.set_offline(True)
    speak(fast, "3", "Ann", "Conservative")  # first, by a clock two hours fast
    fast.wait_for_timeout(5000)  # by as much as an answer is long on its way, its time may be misjudged
    speak(slow, "3", "Ann", "Labour")  # later, by a clock three hours slow: the newest
    for page in (slow, fast):  # the newest arrives first
        page.context.set_offline(False)
        saved(page)
    assert intention_of_ann() == "labour"
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
    not_in(page, "1 Alder Road")
    saved(page)
    devtools = page.context.new_cdp_session(page)
    origin = page.evaluate("() => location.origin")
    devtools.send("Storage.overrideQuotaForOrigin", {"origin": origin, "quotaSize": 1})
    let_the_store_look(page)
    not_in(page, "3 Alder Road")  # with signal it goes straight to the site
    expect(page.get_by_text("saved on the site alone")).to_be_visible()
    assert ContactEvent.objects.filter(elector__address__number=3).count() == 2
    page.context.set_offline(True)
    not_in(page, "5 Alder Road")
    expect(page.get_by_text("Not saved: this phone is full and has no signal")).to_be_visible()
    expect(page.get_by_role("button", name="Not in: 5 Alder Road")).to_be_visible()
    shoot(page, "doorstep-full-390")
    page.context.set_offline(False)
    saved(page)  # it has found out that there is signal
    not_in(page, "5 Alder Road")
    expect(page.get_by_text("5 Alder Road: not in, saved on the site alone")).to_be_visible()
    assert ContactEvent.objects.count() == 4


def test_a_tap_counts_though_the_list_is_drawn_anew_under_the_finger(street: Outing, carry: Callable[..., Any]) -> None:
    page = carry(street).page
    page.evaluate(HOLD_TICKED_DOORS)
    not_in(page, "1 Alder Road")
    saved(page)
    page.get_by_role("button", name="Not in: 3 Alder Road", exact=True).hover()
    page.mouse.down()
    page.evaluate(LET_TICKED_DOORS_GO)  # the first line goes, and with it every other is drawn anew
    page.mouse.up()
    expect(page.get_by_role("status").filter(has_text="3 Alder Road: not in")).to_be_visible()
    saved(page)
    assert set(ContactEvent.objects.values_list("elector__address__number", flat=True)) == {1, 3}


def test_a_revoked_telephone_hands_in_and_clears_itself(street: Outing, carry: Callable[..., Any]) -> None:
    page = carry(street).page
    page.context.set_offline(True)
    not_in(page, "1 Alder Road")
    says(page, "1 door waits for signal")
    revoke_device(by=street.given_by, device=Device.objects.get())
    page.context.set_offline(False)
    cleared(page, "was taken off the walk")
    assert ContactEvent.objects.count() == 1
    assert Device.objects.get().ended_at is not None


def test_a_revoked_telephone_that_was_locked_already_hands_in_what_it_cannot_open(
    street: Outing, carry: Callable[..., Any]
) -> None:
    page = carry(street).page
    page.context.set_offline(True)
    not_in(page, "1 Alder Road")
    speak(page, "3", "Ann", "Labour")
    says(page, "2 doors wait for signal")
    page.add_init_script("{ const now = Date.now; Date.now = () => now() + 9 * 3_600_000; }")
    page.reload()  # nine hours later: its keys are deleted
    expect(page.get_by_role("heading", level=1)).to_have_text("This walk is locked")
    kept = page.evaluate(KEPT)
    assert kept["states"] == ["unsent"] * 2
    assert "labour" not in kept["text"]
    revoke_device(by=street.given_by, device=Device.objects.get())
    page.context.set_offline(False)
    try_again(page)
    cleared(page, "was taken off the walk")
    assert sorted(ContactEvent.objects.values_list("outcome", flat=True)) == ["conversation", "not_in"]
    assert intention_of_ann() == "labour"


def test_a_telephone_that_the_site_does_not_know_shows_nobody_and_keeps_what_it_has_not_sent(
    street: Outing, carry: Callable[..., Any]
) -> None:
    page = carry(street).page
    page.context.set_offline(True)
    not_in(page, "1 Alder Road")
    Device.objects.all().delete()
    page.context.set_offline(False)
    expect(page.get_by_role("heading", level=1)).to_have_text("The site does not know this phone")
    assert "Resident" not in page.content()
    assert page.evaluate(KEPT)["states"] == ["unsent"]
    page.get_by_text("Clear this phone").click()
    page.get_by_role("button", name="Clear it for good").click()
    cleared(page, "This phone is cleared")


def test_a_walk_that_runs_out_without_signal_forgets_its_people_and_keeps_what_it_has_not_sent(
    street: Outing, carry: Callable[..., Any]
) -> None:
    page = carry(street).page
    page.context.set_offline(True)
    not_in(page, "1 Alder Road")
    says(page, "1 door waits for signal")
    page.add_init_script("{ const now = Date.now; Date.now = () => now() + 20 * 3_600_000; }")
    page.reload()  # twenty hours later, still in the drawer
    expect(page.get_by_role("heading", level=1)).to_have_text("This walk is locked")
    assert "Resident" not in page.content()
    assert page.evaluate(KEPT)["states"] == ["unsent"]
    shoot(page, "doorstep-locked-390")
    take_back(by=street.given_by, outing=street)
    page.context.set_offline(False)
    try_again(page)
    cleared(page, "Thank you for walking it")
    assert ContactEvent.objects.count() == 1


def test_the_server_is_killed_and_started_again(street: Outing, real_server: Any, browser: Browser) -> None:
    real_server.start()
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, base_url=f"http://127.0.0.1:{real_server.port}"
    )
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.goto(f"/doorstep/join/{street.token}/")
    page.get_by_label("Name").fill("Helper")
    page.get_by_label("E-mail address").fill("helper@example.org")
    page.get_by_role("button", name="Join").click()
    page.get_by_role("button", name="Put the walk on this phone").click()
    saved(page)
    page.evaluate("() => navigator.serviceWorker.ready")
    page.wait_for_function("() => navigator.serviceWorker.controller !== null")
    for number in (1, 3):
        not_in(page, f"{number} Alder Road")
        real_server.kill()
    for number in (5, 7):
        not_in(page, f"{number} Alder Road")
    page.reload()
    expect(page.locator("[data-status]")).to_have_text(re.compile("[34] doors wait for signal"))
    real_server.start()
    page.reload()
    saved(page)
    assert ContactEvent.objects.values("elector__address").distinct().count() == 4
    assert ContactEvent.objects.count() == 6
    context.close()


def test_a_walk_whose_doors_are_lost_on_the_way_to_the_telephone_is_fetched_again(
    street: Outing, open_window: Any
) -> None:
    page = open_window(width=390, height=844).page
    page.route("**/api/walk", lambda route: route.abort())  # set while a page is on its way, it may miss that page
    page.goto(f"/doorstep/join/{street.token}/")
    page.get_by_label("Name").fill("Helper")
    page.get_by_label("E-mail address").fill("helper@example.org")
    page.get_by_role("button", name="Join").click()
    page.get_by_role("button", name="Put the walk on this phone").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("The doors are still to come")
    saved(page)
    shoot(page, "doorstep-still-to-come-390")
    page.unroute("**/api/walk")
    try_again(page)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Walk 1")
    expect(page.get_by_role("link", name=re.compile("^1 Cat"))).to_be_visible()
    assert Device.objects.count() == 1
    page.context.set_offline(True)
    not_in(page, "1 Alder Road")
    says(page, "1 door waits for signal")
