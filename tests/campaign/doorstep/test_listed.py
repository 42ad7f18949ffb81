"""An objection, an erasure and whoever leaves the register reach a telephone that carries the walk."""

import datetime as dt
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from groundgame.campaign.accounts.models import Role
from groundgame.campaign.canvass.actions import record_contacts
from groundgame.campaign.canvass.reports import DoorReport
from groundgame.campaign.doorstep.actions import give_walk
from groundgame.campaign.doorstep.actions.devices import add_device
from groundgame.campaign.doorstep.actions.joining import join_walk
from groundgame.campaign.register.actions import suppress
from groundgame.campaign.register.models import Elector
from groundgame.campaign.register.person.erasing import erase

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def walk(streets, field_work):
    organiser = field_work.organiser()
    streets.road(6)
    (cut,) = streets.walks(organiser)
    return give_walk(by=organiser, walk=cut)


@pytest.fixture
def asks(walk, field_work):
    """Return what a telephone on the walk is told when it asks for changes."""
    user = field_work.person()
    join_walk(by=user, outing=walk)
    token = add_device(by=user, outing=walk, name="Phone").token
    client = Client(headers={"Authorization": f"Bearer {token}"})
    return lambda: client.get(reverse("doorstep:api:changes")).json()


def _say(walk, elector, outcome, **said):
    report = DoorReport(event=uuid4(), elector=elector.pk, outcome=outcome, **said)
    assert not record_contacts(by=walk.given_by, session=walk.walk.session, reports=[report]).refused


def test_whoever_may_not_be_asked_any_more_is_named_no_more(walk, asks, field_work):
    electors = list(Elector.objects.order_by("pk"))
    assert asks()["people"] == [elector.pk for elector in electors]
    objecting, erased, left, moved, _, stays = electors
    suppress(by=None, elector=objecting, kind="do_not_knock", source="letter")
    officer = field_work.person(Role.DATA_OFFICER)
    erase(by=officer, elector=erased, asked_on=timezone.localdate() - dt.timedelta(days=1), source="letter")
    Elector.objects.filter(pk=left.pk).update(left_at=timezone.localdate())
    Elector.objects.filter(pk=moved.pk).update(address=field_work.address())
    suppress(by=None, elector=stays, kind="no_profiling", source="letter")
    told = asks()
    assert told["people"] == [elector.pk for elector in electors[4:]]
    assert told["no_opinions"] == [stays.pk]


def test_what_was_said_by_whoever_objects_since_is_told_no_more(walk, asks):
    objecting, silent, speaking, *_ = Elector.objects.order_by("pk")
    for elector in (objecting, silent, speaking):
        _say(walk, elector, "conversation", answers={"voting_intention": "us"})
    suppress(by=None, elector=objecting, kind="do_not_contact", source="letter")
    suppress(by=None, elector=silent, kind="no_profiling", source="letter")
    answers = {row["elector"]: row["answers"] for row in asks()["changes"]}
    assert answers == {silent.pk: {}, speaking.pk: {"voting_intention": "us"}}


def test_who_is_said_to_have_moved_stays_to_be_put_right_and_who_was_known_to_goes(walk, asks, streets):
    here, elsewhere, *_ = Elector.objects.order_by("pk")
    _say(walk, here, "moved")
    other = streets.round(walk.given_by)
    report = DoorReport(event=uuid4(), elector=elsewhere.pk, outcome="deceased")
    assert not record_contacts(by=walk.given_by, session=other, reports=[report]).refused
    people = asks()["people"]
    assert here.pk in people
    assert elsewhere.pk not in people
