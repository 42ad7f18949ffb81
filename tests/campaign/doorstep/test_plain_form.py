"""The plain form of a door, for a telephone without script: it tells and asks what the app does."""

import re
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from groundgame.campaign.canvass.actions import record_contacts
from groundgame.campaign.canvass.models import ContactEvent
from groundgame.campaign.canvass.reports import DoorReport
from groundgame.campaign.doorstep.actions import give_walk
from groundgame.campaign.doorstep.actions.joining import join_walk
from groundgame.campaign.register.actions import suppress
from groundgame.campaign.register.models import Elector

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def outing(streets, field_work):
    organiser = field_work.organiser()
    streets.road(2)
    (walk,) = streets.walks(organiser)
    return give_walk(by=organiser, walk=walk)


@pytest.fixture
def browser(outing, field_work):
    user = field_work.person()
    join_walk(by=user, outing=outing)
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def page(outing):
    return reverse("doorstep:plain_door", args=[outing.pk, outing.walk.doors.order_by("position").first().pk])


def _of_the_first_door(outing):
    return Elector.objects.get(address=outing.walk.doors.order_by("position").first().address_id)


def test_the_form_says_where_it_is_what_to_say_and_what_was_said_last(outing, browser, page):
    elector = _of_the_first_door(outing)
    spoke = DoorReport(uuid4(), elector.pk, "conversation", {"voting_intention": "us"})
    assert not record_contacts(by=outing.given_by, session=outing.walk.session, reports=[spoke]).refused
    shown = browser.get(page).content.decode()
    assert re.search(r"<h1>1 Abbotts Road</h1>", shown)
    assert "Last said: Us" in shown
    assert outing.walk.session.script.opening.split("{")[0] in shown
    suppress(by=None, elector=elector, kind="no_profiling", source="letter")
    shown = browser.get(page).content.decode()
    assert "asked us to keep no opinions" in shown
    assert "Last said" not in shown
    assert "answer-voting_intention" not in shown


def test_issues_a_poster_and_a_call_back_are_kept_once_however_often_the_form_is_sent(outing, browser, page):
    shown = browser.get(page).content.decode()
    event = re.search(r'name="event" value="([^"]+)"', shown).group(1)
    later = re.search(r'<option value="([^"]+)">Tomorrow', shown).group(1)
    form = {"event": event, "elector": _of_the_first_door(outing).pk, "outcome": "conversation"}
    form |= {"issue": ["housing", "no such thing"], "poster": "1", "later": later}
    for _ in range(2):
        assert "saved" in browser.post(page, form, follow=True).content.decode()
    kept = ContactEvent.objects.get()
    assert kept.outcome == "call_back"
    assert kept.call_back_at.isoformat() == later
    said = set(kept.answers.values_list("question_key", "value"))
    assert said == {("issue-housing", "raised"), ("poster", "yes")}


@pytest.mark.parametrize("later", ["soon", "2026-13-40T25:00", "2019-01-01T10:00:00+00:00", "2026-01-01T10:00"])
def test_an_hour_that_the_form_does_not_offer_is_no_call_back(outing, browser, page, later):
    browser.get(page)
    form = {"event": uuid4(), "elector": _of_the_first_door(outing).pk, "outcome": "conversation", "later": later}
    browser.post(page, form)
    assert ContactEvent.objects.get().outcome == "conversation"
