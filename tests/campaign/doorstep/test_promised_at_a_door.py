"""A door says when we promised to come back to those who are still to be asked for there."""

import datetime as dt
from uuid import uuid4

import pytest
from django.utils import timezone

from groundgame.campaign.canvass.actions import record_contacts
from groundgame.campaign.canvass.models import Session
from groundgame.campaign.canvass.reports import DoorReport
from groundgame.campaign.doorstep import actions
from groundgame.campaign.doorstep.doors import stretches_of
from groundgame.campaign.register.actions import suppress
from groundgame.campaign.register.models import Elector, Suppression

pytestmark = pytest.mark.django_db


class Home:
    """A door with two electors on a walk that is out, to both of whom we promised to come back: one sooner."""

    def __init__(self, streets, field_work):
        self.organiser, home = field_work.organiser(), streets.door("Abbotts Road", 1, people=2)
        (self.walk,) = streets.walks(self.organiser)
        Session.objects.update(created_at=timezone.now() - dt.timedelta(days=3))
        actions.give_walk(by=self.organiser, walk=self.walk)
        self.sooner, self.later = Elector.objects.filter(address=home).order_by("pk")
        self.hours = {}
        for elector, hours in ((self.sooner, 2), (self.later, 5)):
            self.hours[elector] = timezone.now() + dt.timedelta(hours=hours)
            report = DoorReport(uuid4(), elector.pk, "call_back", {}, call_back_at=self.hours[elector])
            assert not record_contacts(by=self.organiser, session=self.walk.session, reports=[report]).refused

    def hour_at_the_door(self):
        ((door,),) = (stretch.doors for stretch in stretches_of(self.walk))
        return door.promised_at


@pytest.fixture
def home(streets, field_work):
    return Home(streets, field_work)


def test_it_is_the_soonest_of_those_who_live_there(home):
    assert home.hour_at_the_door() == home.hours[home.sooner]


def test_of_whoever_objects_since_no_hour_is_left_beside_those_of_others(home):
    kind = Suppression.Kind.DO_NOT_KNOCK
    suppress(by=home.organiser, elector=home.sooner, kind=kind, source="a letter")
    assert home.hour_at_the_door() == home.hours[home.later]


def test_nor_of_whoever_has_left(home):
    report = DoorReport(uuid4(), home.sooner.pk, "moved", {})
    assert not record_contacts(by=home.organiser, session=home.walk.session, reports=[report]).refused
    assert home.hour_at_the_door() == home.hours[home.later]
