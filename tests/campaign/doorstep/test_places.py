"""What a place on a walk lets somebody see, and what ends with it: that walk's doors, and nothing of the rest."""

import pytest
from django.test import Client
from django.urls import reverse

from groundgame.campaign.canvass.models import Lease
from groundgame.campaign.doorstep.actions import give_walk
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
