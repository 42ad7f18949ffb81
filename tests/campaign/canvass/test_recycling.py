"""The organiser's rules of trying again: when, how often, at which time of day; and what they leave."""

import datetime as dt
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from groundgame.campaign.canvass import actions
from groundgame.campaign.canvass.leftover import Later, in_words, later_of
from groundgame.campaign.canvass.models import Session, Target
from groundgame.campaign.canvass.promises import promised_due, promises_of
from groundgame.campaign.canvass.queue import Queue, queue_of
from groundgame.campaign.canvass.recycling import Part, Rule, as_json, next_try, part_of, rules_of
from groundgame.campaign.canvass.reports import DoorReport, Report

MINUTE, HOUR = dt.timedelta(minutes=1), dt.timedelta(hours=1)


def _at(day, hour, minute=0):
    """Return a moment of November 2026, by London's clock; the 2nd is a Monday."""
    return dt.datetime(2026, 11, day, hour, minute, tzinfo=timezone.get_default_timezone())


@pytest.mark.parametrize(
    ("day", "hour", "part"),
    [
        (2, 9, Part.MORNING),
        (2, 12, Part.AFTERNOON),
        (2, 17, Part.EVENING),
        (7, 11, Part.WEEKEND),
        (8, 20, Part.WEEKEND),
    ],
)
def test_the_parts_of_the_week(day, hour, part):
    assert part_of(_at(day, hour)) == part


@pytest.mark.parametrize(
    ("rule", "at", "tried", "hours", "again"),
    [
        (Rule(120), _at(2, 10), (), (None, None), _at(2, 12)),
        (Rule(120, another_time=True), _at(2, 10), (), (None, None), _at(2, 12)),
        (Rule(30, another_time=True), _at(2, 10), (), (None, None), _at(2, 12)),
        (Rule(30, another_time=True), _at(2, 10), (Part.AFTERNOON,), (None, None), _at(2, 17)),
        (Rule(30, another_time=True), _at(2, 18), (Part.AFTERNOON,), (None, None), _at(3, 9)),
        # Three parts tried: the weekend is left.
        (Rule(30, another_time=True), _at(2, 18), (Part.AFTERNOON, Part.MORNING), (None, None), _at(7, 9)),
        # All tried: another than the last.
        (Rule(30, another_time=True), _at(7, 18), tuple(Part), (None, None), _at(9, 9)),
        # The session rings in the evening alone: the weekend is the only other time.
        (Rule(30, another_time=True), _at(2, 18), (), (dt.time(18), dt.time(21)), _at(7, 18)),
        (Rule(30, another_time=True), _at(2, 10), (), (dt.time(10), dt.time(20)), _at(2, 12)),
    ],
)
def test_when_somebody_comes_round_again(rule, at, tried, hours, again):
    assert next_try(Session(opens_at=hours[0], closes_at=hours[1]), rule, at, tried) == again


def test_rules_are_kept_and_what_was_not_said_is_the_programs_own():
    session = Session(recycling=as_json({"no_answer": Rule(30, 2, another_time=True)}))
    assert rules_of(session)["no_answer"] == Rule(30, 2, another_time=True)
    assert rules_of(session)["busy"] == Rule(15)
    assert set(rules_of(Session())) == {"no_answer", "voicemail", "busy", "not_in"}


@pytest.fixture
def bank(db, field_work):
    cache.clear()

    def make(electors=1, **how):
        people = [field_work.elector() for _ in range(electors)]
        session = field_work.session(field_work.organiser(), **how)
        return session, field_work.caller(session), people

    return make


def _ring(caller, session, outcome, **more):
    lease = actions.take_next(by=caller, session=session)
    report = Report(uuid4(), lease.token, outcome, **more)
    return actions.save_contact(by=caller, session=session, report=report).event


def _change(session, most=3, rest=7, **rules):
    by = session.created_by
    return actions.change_recycling(by=by, session=session, recycling=rules, max_attempts=most, rest_days=rest)


def test_an_outcome_is_tried_as_often_as_its_own_rule_allows(bank):
    session, caller, _ = bank(max_attempts=5)
    _change(session, most=5, voicemail=Rule(60, most=1))
    _ring(caller, session, "voicemail")
    assert Target.objects.get().done_because == "attempts"


def test_rules_changed_on_the_way_hold_for_those_who_wait_already(bank):
    session, caller, _ = bank(electors=4)
    silent = _ring(caller, session, "no_answer")
    spoken = _ring(caller, session, "conversation")
    promised = _ring(caller, session, "call_back", call_back_minutes=600)
    agreed = Target.objects.get(elector=promised.elector).not_before
    assert _change(session, no_answer=Rule(5)) == 1
    place = Target.objects.get(elector=silent.elector)
    assert place.not_before == silent.happened_at + 5 * MINUTE
    assert Target.objects.get(elector=spoken.elector).done_because == "conversation"
    assert Target.objects.get(elector=promised.elector).not_before == agreed
    _change(session, most=1)
    place.refresh_from_db()
    assert place.done_because == "attempts"
    _change(session, most=3)
    place.refresh_from_db()
    assert (place.done_at, place.not_before) == (None, silent.happened_at + 120 * MINUTE)


@pytest.mark.parametrize("outcome", ["conversation", "refused", "deceased"])
def test_new_rules_ring_nobody_who_was_reached_elsewhere_since(bank, field_work, outcome):
    session, caller, (elector,) = bank(max_attempts=1)
    _ring(caller, session, "no_answer")
    assert Target.objects.get().done_because == "attempts"
    doors = field_work.session(session.created_by, channel="door")
    report = DoorReport(uuid4(), elector.pk, outcome)
    actions.record_contacts(by=session.created_by, session=doors, reports=[report])
    assert _change(session, most=3) == 0
    assert Target.objects.get(session=session).done_at is not None


def test_who_is_on_the_line_is_left_alone_by_new_rules(bank):
    session, caller, _ = bank()
    _ring(caller, session, "no_answer")
    Target.objects.update(not_before=timezone.now() - MINUTE)
    lease = actions.take_next(by=caller, session=session)
    assert _change(session, most=1) == 0
    assert Target.objects.get().not_before == lease.expires_at


def test_only_who_runs_the_session_changes_its_rules(bank, field_work, client):
    session, caller, _ = bank()
    with pytest.raises(PermissionDenied):
        actions.change_recycling(by=caller, session=session, recycling={}, max_attempts=1, rest_days=7)
    page = reverse("canvass:recycling", args=[session.pk])
    client.force_login(caller)
    assert client.get(page).status_code == 403
    client.force_login(session.created_by)
    sent = {"max_attempts": 4, "rest_days": 3}
    for outcome in ("no_answer", "voicemail", "busy"):
        sent |= {f"{outcome}_minutes": 30, f"{outcome}_most": 2, f"{outcome}_another_time": "on"}
    assert client.post(page, sent).status_code == 302
    session.refresh_from_db()
    assert (session.max_attempts, session.rest_days) == (4, 3)
    assert rules_of(session)["busy"] == Rule(30, 2, another_time=True)
    assert client.post(page, sent | {"busy_minutes": 31}).status_code == 422


def test_the_queue_says_what_the_rules_leave(bank):
    session, caller, _ = bank(electors=5, max_attempts=1)
    _ring(caller, session, "no_answer")
    _change(session, most=3)
    for _ in range(2):
        _ring(caller, session, "no_answer")
    _change(session, most=2, no_answer=Rule(24 * 60))
    later = later_of(session)
    assert [one.electors for one in later] == [3]
    assert later[0].when.startswith("tomorrow")
    assert in_words(queue_of(session), later).startswith("2 can be reached now, 3 again tomorrow")


def test_the_sentence_names_each_part_of_what_is_left():
    queue = Queue(600, 45, 45, 0, None, 340, None, 3, 212)
    later = [Later(300, "from 17:00"), Later(40, "tomorrow from 09:00")]
    now, used_up = "212 can be reached now, 300 again from 17:00", "45 used up, 3 no longer to be reached."
    assert in_words(queue, later) == f"{now}, 40 again tomorrow from 09:00, {used_up}"


def test_whoever_promised_is_given_the_call_first_at_the_hour(bank, field_work):
    session, caller, _ = bank(electors=2)
    event = _ring(caller, session, "call_back", call_back_minutes=60)
    other = field_work.caller(session)
    assert promised_due(session, caller.pk) is None
    assert [(one.elector, one.at) for one in promises_of(session, caller)] == [(event.elector, event.call_back_at)]
    assert promises_of(session, other) == []
    Target.objects.filter(elector=event.elector).update(promised_at=timezone.now() - MINUTE)
    assert promised_due(session, caller.pk) == session.targets.get(elector=event.elector).pk
    assert promised_due(session, other.pk) is None
    assert actions.take_next(by=other, session=session).elector != event.elector
    assert actions.take_next(by=caller, session=session).elector == event.elector
    assert promised_due(session, caller.pk) is None


def test_a_promise_that_nobody_kept_is_the_pools_before_all_others(bank, field_work):
    session, caller, _ = bank(electors=3)
    event = _ring(caller, session, "call_back", call_back_minutes=60)
    Target.objects.filter(elector=event.elector).update(
        promised_at=timezone.now() - HOUR, not_before=timezone.now() - MINUTE
    )
    assert actions.take_next(by=field_work.caller(session), session=session).elector == event.elector


def test_an_hour_that_a_closed_session_promised_is_kept_by_the_next(bank, field_work, client):
    session, caller, _ = bank(electors=3)
    event = _ring(caller, session, "call_back", call_back_minutes=60)
    beside = field_work.session(session.created_by)
    assert beside.targets.get(elector=event.elector).promised_at is None  # the first, which is open, keeps it
    client.force_login(session.created_by)
    page = client.post(reverse("canvass:close", args=[session.pk]), follow=True).content.decode()
    assert "One elector was promised that we come back" in page
    door = field_work.session(session.created_by, channel=Session.Channel.DOOR)
    assert door.targets.get(elector=event.elector).promised_at is None
    later = field_work.session(session.created_by)
    place = later.targets.get(elector=event.elector)
    assert (place.promised_at, place.promised_to) == (event.call_back_at, caller)
    assert place.not_before == event.call_back_at + 15 * MINUTE
    assert later.targets.exclude(promised_at=None).count() == 1
    other = field_work.caller(later)
    assert actions.take_next(by=other, session=later).elector != event.elector
    Target.objects.filter(pk=place.pk).update(promised_at=timezone.now() - HOUR, not_before=timezone.now() - MINUTE)
    assert actions.take_next(by=field_work.caller(later), session=later).elector == event.elector


def test_who_was_reached_rests_in_sessions_made_after_by_telephone_and_door(bank, field_work):
    session, _caller, (spoken, tried) = bank(electors=2)
    door = field_work.session(session.created_by, channel=Session.Channel.DOOR)
    reports = [DoorReport(uuid4(), spoken.pk, "conversation"), DoorReport(uuid4(), tried.pk, "not_in")]
    actions.record_contacts(by=session.created_by, session=door, reports=reports)
    later = field_work.session(session.created_by, rest_days=3)
    places = {place.elector_id: place.not_before - timezone.now() for place in later.targets.all()}
    assert 71 * HOUR < places[spoken.pk] <= 72 * HOUR
    assert HOUR < places[tried.pk] <= 2 * HOUR
    assert actions.take_next(by=field_work.caller(later), session=later) is None


def test_two_sessions_with_overlapping_audiences_never_ring_one_person_twice(bank, field_work):
    session, caller, people = bank(electors=6)
    other = field_work.session(session.created_by)
    theirs = field_work.caller(other)
    rung = []
    for _ in people:
        for who, where in ((caller, session), (theirs, other)):
            lease = actions.take_next(by=who, session=where)
            if lease is not None:
                rung.append(lease.elector_id)
                report = Report(uuid4(), lease.token, "conversation")
                actions.save_contact(by=who, session=where, report=report)
    assert sorted(rung) == sorted(elector.pk for elector in people)
