"""What a place on a walk lets somebody see, and what ends with it: that walk's doors, and nothing of the rest."""

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from groundgame.campaign.canvass.actions import remove_caller
from groundgame.campaign.canvass.models import Caller, ContactEvent, Lease
from groundgame.campaign.doorstep.actions import give_walk, take_back
from groundgame.campaign.doorstep.actions.devices import add_device
from groundgame.campaign.doorstep.actions.joining import join_walk
from groundgame.campaign.register.models import Elector

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def outing(streets, field_work):
    organiser = field_work.organiser()
    streets.road(6)
    walk, *_ = streets.walks(organiser)
    return give_walk(by=organiser, walk=walk)


@pytest.fixture
def user(outing, field_work):
    person = field_work.person()
    join_walk(by=person, outing=outing)
    return person


@pytest.fixture
def browser(user):
    client = Client()
    client.force_login(user)
    return client


def test_whoever_is_on_a_walk_rings_nobody_of_its_round(outing, user, browser, field_work):
    rung = field_work.elector()
    session = outing.walk.session
    session.targets.create(borough=rung.borough, elector=rung, position=99, not_before=session.created_at)
    assert browser.post(reverse("phonebank:next", args=[session.pk])).status_code == 403
    assert browser.get(reverse("phonebank:lookup", args=[session.pk])).status_code == 403
    browser.post(reverse("phonebank:ahead", args=[session.pk]))
    assert browser.get(reverse("phonebank:call", args=[session.pk])).url == reverse("phonebank:home")
    assert not Lease.objects.filter(user=user, channel=Lease.Channel.PHONE).exists()


def test_whoever_is_removed_from_the_round_reads_the_walk_no_more(outing, user, browser):
    token = add_device(by=user, outing=outing, name="Telephone").token
    phone = Client(headers={"Authorization": f"Bearer {token}"})
    assert phone.get(reverse("doorstep:api:walk")).status_code == 200
    remove_caller(by=outing.given_by, caller=Caller.objects.get(user=user))
    assert phone.get(reverse("doorstep:api:walk")).status_code == 410
    assert phone.get(reverse("doorstep:api:changes")).status_code == 410
    assert phone.get(reverse("doorstep:api:keys")).json()["people"] is None
    assert browser.get(reverse("doorstep:plain", args=[outing.pk])).status_code == 403


def test_a_plain_form_that_was_open_when_the_walk_came_back_is_saved(outing, user, browser):
    door = outing.walk.doors.select_related("address").first()
    elector = Elector.objects.get(address=door.address)
    page = reverse("doorstep:plain_door", args=[outing.pk, door.pk])
    assert browser.get(page).status_code == 200
    take_back(by=outing.given_by, outing=outing)
    assert browser.get(page).status_code == 403
    form = {"event": uuid4(), "elector": elector.pk, "outcome": "do_not_knock", "note": "Never\0 again"}
    for _ in range(2):
        assert browser.post(page, form).url == reverse("home")
    assert ContactEvent.objects.get().elector == elector
    assert elector.suppressions.filter(kind="do_not_knock", lifted_at=None).exists()


def test_a_plain_form_writes_about_nobody_who_was_not_shown(outing, browser, field_work, client):
    door = outing.walk.doors.first()
    page = reverse("doorstep:plain_door", args=[outing.pk, door.pk])
    browser.get(page)
    browser.post(page, {"event": uuid4(), "elector": field_work.elector().pk, "outcome": "conversation"})
    browser.post(page, {"event": "1", "elector": "x", "outcome": "conversation"})
    client.force_login(field_work.person())
    assert client.post(page, {"event": uuid4(), "nobody": "1"}).status_code == 403
    assert not ContactEvent.objects.exists()
