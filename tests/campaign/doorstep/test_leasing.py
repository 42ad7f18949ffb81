"""A door that is given out is nobody else's, and one that was knocked rests, whichever session it was for."""

import datetime as dt
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db.models import F
from django.utils import timezone

from groundgame.campaign.canvass.actions import record_contacts, take_next
from groundgame.campaign.canvass.models import Lease, Session
from groundgame.campaign.canvass.reports import DoorReport
from groundgame.campaign.doorstep import actions
from groundgame.campaign.doorstep.doors import stretches_of
from groundgame.campaign.doorstep.errors import WalkRefusedError
from groundgame.campaign.doorstep.models import Outing, WalkDoor
from groundgame.campaign.register.actions import suppress
from groundgame.campaign.register.models import Elector, Suppression

pytestmark = pytest.mark.django_db


def _report(elector, outcome="not_in"):
    return DoorReport(event=uuid4(), elector=elector, outcome=outcome)


def test_a_walk_that_is_out_holds_its_doors_against_every_round_and_every_telephone(streets, field_work):
    organiser = field_work.organiser()
    streets.road(6)
    field_work.number(Elector.objects.first())
    (walk,) = streets.walks(organiser)
    bank = field_work.session(organiser)
    caller = field_work.caller(bank)
    outing = actions.give_walk(by=organiser, walk=walk)
    assert Lease.objects.filter(channel="door", closed_at=None, elector=None).count() == 6
    assert take_next(by=caller, session=bank) is None
    other = streets.round(organiser)
    assert actions.cut_round(by=organiser, session=other) == []
    actions.take_back(by=organiser, outing=outing)
    assert not Lease.objects.filter(closed_at=None).exists()
    assert take_next(by=caller, session=bank) is not None


def test_a_household_on_the_line_is_not_given_out(streets, field_work):
    organiser = field_work.organiser()
    streets.road(3)
    rung = Elector.objects.order_by("pk").first()
    field_work.number(rung)
    (walk,) = streets.walks(organiser)
    bank = field_work.session(organiser)
    assert take_next(by=field_work.caller(bank), session=bank).elector == rung
    actions.give_walk(by=organiser, walk=walk)
    held = WalkDoor.objects.filter(lease__closed_at=None, lease__isnull=False)
    assert held.count() == 2
    assert not held.filter(address=rung.address_id).exists()


def test_only_one_of_two_walks_with_one_door_has_it(streets, field_work):
    organiser = field_work.organiser()
    streets.road(4)
    (one,), (two,) = streets.walks(organiser), streets.walks(organiser)
    actions.give_walk(by=organiser, walk=one)
    with pytest.raises(WalkRefusedError, match="No door of walk 1 can be knocked now"):
        actions.give_walk(by=organiser, walk=two)
    assert not Outing.objects.filter(walk=two).exists()


@pytest.mark.parametrize("channel", ["door", "paper"])
def test_a_knocked_door_rests_in_every_round_for_as_long_as_the_round_says(streets, field_work, knock, channel):
    organiser = field_work.organiser()
    one, two, three = streets.road(3)
    knock(one, days=2, channel=channel)
    knock(two, days=8, channel=channel)
    (walk,) = streets.walks(organiser)
    assert set(walk.doors.values_list("address", flat=True)) == {two.pk, three.pk}
    (longer,) = streets.walks(organiser, rest_days=10)
    assert set(longer.doors.values_list("address", flat=True)) == {three.pk}


def test_a_door_knocked_after_the_cut_is_not_given_out(streets, field_work, knock):
    organiser = field_work.organiser()
    one, two = streets.road(2)
    (walk,) = streets.walks(organiser)
    knock(one)
    actions.give_walk(by=organiser, walk=walk)
    held = WalkDoor.objects.filter(lease__closed_at=None, lease__isnull=False)
    assert [door.address_id for door in held] == [two.pk]


def test_whoever_was_reached_by_telephone_is_neither_cut_nor_given_out_until_they_had_their_rest(streets, field_work):
    organiser = field_work.organiser()
    one, two, three = streets.road(3)
    told = [Elector.objects.get(address=each) for each in (one, two)]
    bank = field_work.session(organiser)

    def speak(elector, *, days=0.0):
        when = timezone.now() - dt.timedelta(days=days)
        said = {"outcome": "conversation", "happened_at": when, "channel": "phone"}
        report = DoorReport(event=uuid4(), elector=elector.pk, **said)
        assert not record_contacts(by=organiser, session=bank, reports=[report]).refused

    walks = streets.walks(organiser)
    Session.objects.update(created_at=timezone.now() - dt.timedelta(days=20))
    bank.refresh_from_db()
    speak(told[0])
    speak(told[1], days=8)
    (other,) = streets.walks(organiser)
    assert set(other.doors.values_list("address", flat=True)) == {two.pk, three.pk}
    actions.give_walk(by=organiser, walk=walks[0])
    held = WalkDoor.objects.filter(lease__closed_at=None, lease__isnull=False)
    assert {door.address_id for door in held} == {two.pk, three.pk}


def test_doors_that_nobody_knocked_are_free_at_once_when_a_walk_comes_back(streets, field_work):
    organiser = field_work.organiser()
    one, two, three = streets.road(3)
    (walk,) = streets.walks(organiser)
    outing = actions.give_walk(by=organiser, walk=walk)
    knocked = Elector.objects.get(address=two)
    record_contacts(by=organiser, session=walk.session, reports=[_report(knocked.pk)])
    actions.finish(by=organiser, outing=outing)
    closed = dict(Lease.objects.values_list("household", "closed_by"))
    assert closed == {one.pk: "ended", two.pk: "saved", three.pk: "ended"}
    (again,) = actions.cut_round(by=organiser, session=walk.session)
    assert set(again.doors.values_list("address", flat=True)) == {one.pk, three.pk}


def test_a_walk_that_ran_out_comes_back_by_itself(streets, field_work):
    organiser = field_work.organiser()
    streets.road(3)
    (walk,) = streets.walks(organiser)
    actions.give_walk(by=organiser, walk=walk)
    past = F("expires_at") - dt.timedelta(hours=13)
    Outing.objects.update(expires_at=past)
    Lease.objects.update(leased_at=past, expires_at=past)
    again = actions.give_walk(by=organiser, walk=walk)
    assert Outing.objects.exclude(pk=again.pk).get().ended_by == Outing.Ending.RAN_OUT
    assert Lease.objects.filter(closed_at=None).count() == 3


def test_paper_is_out_for_as_long_as_a_door_rests(streets, field_work):
    organiser = field_work.organiser()
    streets.road(2)
    (walk,) = streets.walks(organiser, rest_days=9)
    outing = actions.give_walk(by=organiser, walk=walk, on_paper=True)
    assert outing.expires_at - outing.given_at == dt.timedelta(days=9)


def test_nobody_who_objects_to_a_knock_is_listed_and_their_door_is_given_only_for_another(streets, field_work):
    organiser = field_work.organiser()
    alone, shared = streets.door("Abbotts Road", 1), streets.door("Abbotts Road", 3, people=2)
    (walk,) = streets.walks(organiser)
    objecting = [Elector.objects.get(address=alone), Elector.objects.filter(address=shared).first()]
    suppress(by=organiser, elector=objecting[0], kind=Suppression.Kind.DO_NOT_KNOCK, source="at the door")
    suppress(by=organiser, elector=objecting[1], kind=Suppression.Kind.DO_NOT_CONTACT, source="by letter")
    actions.give_walk(by=organiser, walk=walk)
    (stretch,) = stretches_of(walk, out=True)
    people = [person.elector for door in stretch.doors for person in door.people]
    assert [door.address for door in stretch.doors] == [shared.pk]
    assert set(people).isdisjoint({elector.pk for elector in objecting})
    assert len(people) == 1


def test_somebody_who_objects_while_the_walk_is_out_is_gone_when_it_is_opened_again(streets, field_work):
    organiser = field_work.organiser()
    streets.road(2)
    (walk,) = streets.walks(organiser)
    actions.give_walk(by=organiser, walk=walk)
    elector = Elector.objects.first()
    suppress(by=organiser, elector=elector, kind=Suppression.Kind.DO_NOT_KNOCK, source="by telephone")
    shown = [person.elector for each in stretches_of(walk, out=True) for door in each.doors for person in door.people]
    assert shown
    assert elector.pk not in shown


def test_closing_a_round_ends_its_walks_and_frees_their_doors(streets, field_work):
    organiser = field_work.organiser()
    streets.road(3)
    (walk,) = streets.walks(organiser)
    actions.give_walk(by=organiser, walk=walk)
    actions.close_round(by=organiser, session=walk.session)
    assert Outing.objects.get().ended_by == Outing.Ending.CLOSED
    assert not Lease.objects.filter(closed_at=None).exists()
    with pytest.raises(WalkRefusedError, match="closed"):
        actions.give_walk(by=organiser, walk=walk)


def test_an_organiser_of_elsewhere_gives_out_nothing(streets, field_work):
    organiser, stranger = field_work.organiser(), field_work.person("organiser", "E09000005")
    streets.road(2)
    (walk,) = streets.walks(organiser)
    with pytest.raises(PermissionDenied):
        actions.give_walk(by=stranger, walk=walk)
    with pytest.raises(PermissionDenied):
        actions.cut_round(by=stranger, session=walk.session)
