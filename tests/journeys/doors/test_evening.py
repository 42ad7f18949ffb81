"""An evening at the doors, on a telephone without signal."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from groundgame.campaign.canvass.models import ContactEvent, ElectorState
from groundgame.campaign.doorstep.models import Device, Outing
from tests.journeys.doors.steps import (
    FLATS,
    FLOORS,
    HOLD_TICKED_DOORS,
    KEPT,
    LET_TICKED_DOORS_GO,
    TOO_SMALL,
    TOO_WIDE,
    cleared,
    not_in,
    saved,
    says,
    shoot,
    speak,
)
from tests.journeys.weighing import weighed

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def test_whoever_lives_alone_is_asked_at_once(street: Outing, carry: Callable[..., Any]) -> None:
    page = carry(street).page
    page.get_by_role("link", name=re.compile("^1 Cat")).click()
    page.get_by_role("link", name="Present").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Cat Resident")
    expect(page.get_by_role("button", name="Save", exact=True)).to_be_visible()


def test_an_evening_without_signal(street: Outing, carry: Callable[..., Any]) -> None:
    window = carry(street)
    page, context = window.page, window.page.context
    shoot(page, "doorstep-list-390")
    assert page.evaluate(TOO_WIDE) <= 0
    context.set_offline(True)
    page.reload()  # aeroplane mode, and the telephone has closed the page
    expect(page.get_by_role("heading", level=1)).to_contain_text("Walk 1")
    page.get_by_role("button", name="Not in: 1 Alder Road").click()
    expect(page.locator("[data-status]")).to_have_text("1 door waits for signal")
    shoot(page, "doorstep-offline-390")
    page.get_by_role("link", name="3 Ann").click()
    shoot(page, "doorstep-door-390")
    expect(page.get_by_text("Postal vote")).to_be_visible()
    page.get_by_role("link", name="Present").click()
    page.get_by_role("link", name="Ann").click()
    page.get_by_text("Labour", exact=True).click()
    page.get_by_text("Housing", exact=True).click()
    page.get_by_text("Wants a poster").click()
    page.get_by_label("Note").fill("Damp in the hall")
    shoot(page, "doorstep-person-390")
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
    saved(page)
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
    shoot(page, "doorstep-tower-390")
    page.get_by_role("button", name="Not in: 8 doors").click()
    saved(page)
    assert ContactEvent.objects.filter(outcome="not_in").count() == 16
    page.context.set_offline(True)
    flat = page.locator("a.what", has_text="1904")
    flat.scroll_into_view_if_needed()
    before = page.evaluate("() => scrollY")
    assert before > 1000
    flat.click()
    page.get_by_role("button", name="Refused").or_(page.get_by_role("link", name="Refused")).click()
    page.get_by_role("button", name="Ann").click()
    says(page, "1 door waits for signal")
    assert abs(page.evaluate("() => scrollY") - before) < 200  # back where it was
    shoot(page, "doorstep-tower-back-390")


def test_the_app_is_light_and_every_target_large(street: Outing, carry: Callable[..., Any]) -> None:
    page = carry(street, scheme="dark").page
    page.evaluate(
        "async () => { for (const each of await navigator.serviceWorker.getRegistrations()) await each.unregister(); }"
    )
    with weighed(page) as loaded:
        page.reload()
        saved(page)
    assert len(loaded) > 10
    assert sum(loaded.values()) < 100_000
    for place in ("#/", "#/more"):
        page.goto(f"/doorstep/app/{place}")
        assert page.evaluate(TOO_SMALL) == 0, place
        assert page.evaluate(TOO_WIDE) <= 0
    shoot(page, "doorstep-phone-dark-390")


def test_finishing_clears_the_telephone(street: Outing, carry: Callable[..., Any]) -> None:
    page = carry(street).page
    not_in(page, "1 Alder Road")
    page.get_by_role("link", name="This phone").click()
    page.get_by_role("button", name="Finish the walk and clear this phone").click()
    cleared(page, "This phone is cleared")
    assert ContactEvent.objects.count() == 1
    assert Device.objects.get().key is None


def test_a_second_tap_by_mistake_hits_no_other_door(street: Outing, carry: Callable[..., Any]) -> None:
    page = carry(street).page
    saved(page)
    place = page.get_by_role("button", name="Not in: 1 Alder Road").bounding_box()
    assert place is not None
    page.evaluate(HOLD_TICKED_DOORS)  # where it is ticked off, for as long as the test likes: machines are slow
    for _ in range(2):
        page.mouse.click(place["x"] + 20, place["y"] + 20)
        page.wait_for_timeout(350)
    assert page.evaluate("() => held.length") >= 1
    page.evaluate(LET_TICKED_DOORS_GO)
    expect(page.get_by_role("button", name="To do (11)")).to_be_visible()
    expect(page.get_by_role("link", name=re.compile("^1 Cat"))).to_have_count(0)
    saved(page)
    assert set(ContactEvent.objects.values_list("elector__address__number", flat=True)) == {1}


def test_undo_and_a_correction_are_kept_beside_what_they_put_right(street: Outing, carry: Callable[..., Any]) -> None:
    page = carry(street).page
    not_in(page, "1 Alder Road")
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("button", name="Not in: 1 Alder Road")).to_be_visible()
    speak(page, "3", "Ann", "Labour")
    saved(page)
    speak(page, "3", "Ann", "Conservative")
    saved(page)
    outcomes = sorted(ContactEvent.objects.values_list("outcome", flat=True))
    assert outcomes == ["conversation", "conversation", "not_in", "withdrawn"]
    assert (
        ElectorState.objects.get(elector__forename="Ann", elector__address__number=3).voting_intention == "conservative"
    )


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
    expect(page.get_by_text("1 Alder Road: saved.")).to_be_visible()
    assert sorted(ContactEvent.objects.values_list("outcome", flat=True)) == ["conversation", "not_in"]
    page.goto("/doorstep/app/")
    expect(page.get_by_role("heading", level=1)).to_have_text("This page needs script")
