"""Whoever asked us to come back is called on again at the hour, though the door was knocked."""

import datetime as dt
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from groundgame.campaign.audit.models import Look
from groundgame.campaign.canvass.actions import Correction, correct_contact, record_contacts
from groundgame.campaign.canvass.models import ContactEvent, Lease, Session, Target
from groundgame.campaign.canvass.promises import still_promised
from groundgame.campaign.canvass.reports import DoorReport
from groundgame.campaign.doorstep import actions, promised
from groundgame.campaign.doorstep.models import Outing
from groundgame.campaign.doorstep.printing import sheets_pdf
from groundgame.campaign.doorstep.promised import promises_in
from groundgame.campaign.doorstep.sync.changes import changes_since
from groundgame.campaign.doorstep.views import rounds
from groundgame.campaign.register.actions import suppress
from groundgame.campaign.register.models import Elector, Suppression
from tests.electoral.counting.pdf_text import page_texts

pytestmark = pytest.mark.django_db


class Round:
    """A walk of three doors that is out; at the first somebody asks us to come back."""

    def __init__(self, streets, field_work):
        self.organiser, self.homes = field_work.organiser(), streets.road(3)
        (self.walk,) = streets.walks(self.organiser)
        self.session = self.walk.session
        Session.objects.update(created_at=timezone.now() - dt.timedelta(days=3))
        self.outing = actions.give_walk(by=self.organiser, walk=self.walk)
        self.asked = Elector.objects.get(address=self.homes[0])

    def hear(self, outcome, *, hours=None, answers=None):
        later = timezone.now() + dt.timedelta(hours=hours) if hours is not None else None
        report = DoorReport(uuid4(), self.asked.pk, outcome, answers or {}, call_back_at=later)
        assert not record_contacts(by=self.organiser, session=self.session, reports=[report]).refused

    def out_again(self):
        """Bring the walk back and give it out again; return the doors that are out with it."""
        actions.take_back(by=self.organiser, outing=self.outing)
        self.outing = actions.give_walk(by=self.organiser, walk=self.walk)
        return set(Lease.objects.filter(closed_at=None).values_list("household", flat=True))


@pytest.fixture
def evening(streets, field_work):
    return Round(streets, field_work)


@pytest.mark.parametrize("answers", [{}, {"voting_intention": "us"}])
def test_a_door_is_out_again_when_its_hour_is_near_though_it_was_knocked(evening, answers):
    evening.hear("call_back", hours=20, answers=answers)
    others = {home.pk for home in evening.homes[1:]}
    assert evening.out_again() == others
    evening.hear("call_back", hours=10, answers=answers)
    assert evening.out_again() == {home.pk for home in evening.homes}


def test_paper_names_no_hour_and_its_door_rests(evening):
    report = DoorReport(uuid4(), evening.asked.pk, "call_back", channel="paper", household=evening.homes[0].pk)
    assert not record_contacts(by=evening.organiser, session=evening.session, reports=[report]).refused
    assert evening.homes[0].pk not in evening.out_again()
    assert promises_in(evening.session) == []


def test_a_knock_that_is_taken_back_leaves_the_hour_as_it_was_promised(evening):
    evening.hear("call_back", hours=2)
    before = Target.objects.values("promised_at", "promised_to", "not_before").get(elector=evening.asked)
    evening.hear("not_in")
    knock = ContactEvent.objects.get(outcome="not_in")
    for outcome in ("conversation", "withdrawn"):  # put right twice
        report = DoorReport(uuid4(), evening.asked.pk, outcome, corrects=knock.pk)
        assert not record_contacts(by=evening.organiser, session=evening.session, reports=[report]).refused
    assert Target.objects.values("promised_at", "promised_to", "not_before").get(elector=evening.asked) == before
    assert evening.homes[0].pk in evening.out_again()


def test_one_that_is_on_no_walk_is_cut_again(evening):
    evening.hear("call_back", hours=2)
    actions.finish(by=evening.organiser, outing=evening.outing)
    (again,) = actions.cut_round(by=evening.organiser, session=evening.session)
    assert evening.homes[0].pk in again.doors.values_list("address", flat=True)


def test_once_we_have_been_back_the_door_rests(evening):
    evening.hear("call_back", hours=2)
    evening.hear("not_in")
    assert evening.homes[0].pk not in evening.out_again()
    assert promises_in(evening.session) == []


def test_an_hour_that_a_closed_round_promised_is_kept_by_the_next(evening, streets, client):
    evening.hear("call_back", hours=2)
    client.force_login(evening.organiser)
    page = client.post(reverse("doorstep:close", args=[evening.session.pk]), follow=True).content.decode()
    assert "One elector was promised that we come back" in page
    (walk,) = streets.walks(evening.organiser)
    assert evening.homes[0].pk in walk.doors.values_list("address", flat=True)
    assert [(each.elector, each.by) for each in promises_in(walk.session)] == [(evening.asked, str(evening.organiser))]


def _next_round(evening, streets):
    """Close the round and make another; return the doors of its walks."""
    actions.close_round(by=evening.organiser, session=evening.session)
    walks = streets.walks(evening.organiser)
    return {address for walk in walks for address in walk.doors.values_list("address", flat=True)}


def test_an_hour_at_which_we_came_before_the_round_was_closed_is_promised_no_more(evening, streets):
    evening.hear("call_back", hours=2)
    evening.hear("not_in")
    assert evening.homes[0].pk not in _next_round(evening, streets)
    assert not Target.objects.filter(session__closed_at=None).exclude(promised_at=None).exists()


def test_an_hour_that_was_noted_by_mistake_and_put_right_is_promised_by_nobody(evening, streets):
    evening.hear("call_back", hours=2)
    said = ContactEvent.objects.get()
    correct_contact(by=evening.organiser, event=said, correction=Correction(uuid4(), "refused"))
    assert evening.homes[0].pk not in _next_round(evening, streets)


def test_of_two_rounds_after_it_one_alone_keeps_the_hour(evening, streets):
    evening.hear("call_back", hours=2)
    assert evening.homes[0].pk in _next_round(evening, streets)
    streets.round(evening.organiser)
    assert Target.objects.filter(session__closed_at=None).exclude(promised_at=None).count() == 1


def test_an_hour_of_more_than_a_month_ago_is_promised_no_more(evening, streets):
    evening.hear("call_back", hours=-24 * 32)
    _next_round(evening, streets)
    assert not Target.objects.filter(session__closed_at=None).exclude(promised_at=None).exists()


def test_nobody_comes_back_to_whoever_objects_meanwhile(evening):
    evening.hear("call_back", hours=2)
    suppress(by=evening.organiser, elector=evening.asked, kind=Suppression.Kind.DO_NOT_KNOCK, source="a letter")
    assert evening.homes[0].pk not in evening.out_again()
    assert promises_in(evening.session) == []
    assert still_promised(evening.session) == ""


def test_of_very_many_promises_the_soonest_are_shown_and_the_page_says_so(evening, client, monkeypatch):
    evening.hear("call_back", hours=20)
    client.force_login(evening.organiser)
    address = reverse("doorstep:round", args=[evening.session.pk])
    assert "are shown" not in client.get(address).content.decode()
    for module in (promised, rounds):
        monkeypatch.setattr(module, "MOST_SHOWN", 1)
    assert "The first 1 are shown." in client.get(address).content.decode()


def test_the_organiser_reads_who_is_to_be_called_on_when_and_whose_word_it_is(evening, client):
    evening.hear("call_back", hours=20)
    client.force_login(evening.organiser)
    page = client.get(reverse("doorstep:round", args=[evening.session.pk])).content.decode()
    (promise,) = promises_in(evening.session)
    assert promise.elector == evening.asked
    assert promise.by == str(evening.organiser)
    said = f"{timezone.localtime(promise.at):%H:%M}, {timezone.localtime(promise.at).day} "
    assert "Promised to come back" in page
    assert said in page
    assert str(evening.asked.address) in page
    assert Look.objects.get(by=evening.organiser).electors == [evening.asked.pk]
    walk = client.get(reverse("doorstep:walk", args=[evening.walk.pk])).content.decode()
    assert f"come back {said}" in walk


@pytest.mark.parametrize("lists", [False, True])
def test_the_hour_stands_on_paper_above_the_door(evening, lists):
    evening.hear("call_back", hours=2)
    actions.take_back(by=evening.organiser, outing=evening.outing)
    (sheet,) = actions.print_walks(by=evening.organiser, walks=[evening.walk])
    pdf = sheets_pdf([sheet], evening.session, lambda sheet: f"https://x.example/{sheet.code}/", lists=lists)
    (promise,) = promises_in(evening.session)
    hour = timezone.localtime(promise.at)
    assert f"1: promised to come back {hour:%H:%M}, {hour.day} {hour:%b}" in "\n".join(page_texts(pdf))


def test_whoever_walks_there_next_is_told_the_hour(evening):
    evening.hear("call_back", hours=2)
    evening.out_again()
    (change,) = changes_since(Outing.objects.get(ended_at=None), "").rows
    (promise,) = promises_in(evening.session)
    assert change.call_back_at == promise.at


def test_nobody_is_told_the_hour_of_whoever_was_spoken_to_elsewhere_since(evening, streets):
    evening.hear("call_back", hours=2)
    elsewhere = DoorReport(uuid4(), evening.asked.pk, "refused")
    assert not record_contacts(
        by=evening.organiser, session=streets.round(evening.organiser), reports=[elsewhere]
    ).refused
    (change,) = changes_since(evening.outing, "").rows
    assert (change.outcome, change.call_back_at) == ("call_back", None)
    assert promises_in(evening.session) == []
