"""What a place on a walk lets somebody see, and what ends with it: that walk's doors, and nothing of the rest."""

import pytest
from django.test import Client
from django.urls import reverse

from groundgame.campaign.canvass.actions import remove_caller
from groundgame.campaign.canvass.models import Caller, Lease
from groundgame.campaign.doorstep.actions import give_walk
from groundgame.campaign.doorstep.actions.devices import add_device
from groundgame.campaign.doorstep.actions.joining import join_walk

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
