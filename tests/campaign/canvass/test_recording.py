"""Contacts of a walk or a sheet: many at once, each once, none lost, whatever order they come in."""

import datetime as dt
import random
from dataclasses import replace
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from groundgame.campaign.audit.models import AuditEntry
from groundgame.campaign.canvass import actions, rules
from groundgame.campaign.canvass.models import Answer, ContactEvent, ElectorState, NewestAnswer, Session, Target
from groundgame.campaign.canvass.reports import DoorReport, Report
from groundgame.campaign.canvass.state import rebuild_states
from groundgame.campaign.register.actions import suppress
from groundgame.campaign.register.models import Suppression

pytestmark = pytest.mark.django_db

HOUR = dt.timedelta(hours=1)


@pytest.fixture
def walk(field_work):
    """Return a session at the door of yesterday, one of its canvassers, and its electors."""

    def make(electors: int = 1):
        people = [field_work.elector(telephone=False) for _ in range(electors)]
        session = field_work.session(field_work.organiser(), channel=Session.Channel.DOOR)
        Session.objects.filter(pk=session.pk).update(created_at=timezone.now() - 24 * HOUR)
        session.refresh_from_db()
        return session, field_work.caller(session), people

    return make


def _door(elector, outcome="conversation", hours_ago=1, **more):
    return DoorReport(uuid4(), elector.pk, outcome, happened_at=timezone.now() - hours_ago * HOUR, **more)


def _send(caller, session, *reports, **more):
    return actions.record_contacts(by=caller, session=session, reports=reports, **more)


def test_a_batch_is_written_once_however_often_it_is_sent(walk):
    session, caller, (first, second) = walk(2)
    device = uuid4()
    reports = [_door(first, answers={"voting_intention": "us"}), _door(second, "not_in")]
    for _ in range(3):
        done = _send(caller, session, *reports, *reports, device=device)
        assert done.acknowledged == {report.event for report in reports}
        assert not done.refused
    assert ContactEvent.objects.count() == 2
    event = ContactEvent.objects.get(elector=first)
    assert (event.channel, event.device, event.session, event.user, event.late) == (
        "door", device, session, caller, False,
    )  # fmt: skip
    assert first.state.voting_intention == "us"
    assert second.state.attempts == 1


def test_one_that_cannot_be_taken_holds_up_no_other(walk, field_work):
    session, caller, (elector,) = walk()
    stranger = field_work.elector(ward="E05013629")
    good = _door(elector)
    bad = [
        (_door(stranger), "not of this session"),
        (_door(elector, "tea"), "no outcome"),
        (_door(elector, "withdrawn"), "no outcome"),
        (_door(elector, answers={"shoe_size": "9"}), "no answer to"),
        (_door(elector, note="x" * 501), "Shorten"),
        (_door(elector, "withdrawn", corrects=uuid4()), "not in the log yet"),
    ]
    done = _send(caller, session, *(report for report, _ in bad), good)
    assert done.acknowledged == {good.event}
    assert {report.event for report, _ in bad} == set(done.refused)
    for report, why in bad:
        assert why in done.refused[report.event]
    assert ContactEvent.objects.get().pk == good.event


def test_an_id_used_again_for_something_else_is_refused(walk):
    session, caller, (elector,) = walk()
    report = _door(elector, "not_in")
    _send(caller, session, report)
    done = _send(caller, session, replace(report, outcome="refused"))
    assert "saved before" in done.refused[report.event]
    assert ContactEvent.objects.get().outcome == "not_in"


def test_who_is_not_of_the_session_writes_nothing(walk, field_work):
    session, _, (elector,) = walk()
    with pytest.raises(PermissionDenied):
        _send(field_work.person(), session, _door(elector))
    assert not ContactEvent.objects.exists()


def test_what_comes_late_is_kept_and_overrides_nothing_newer(walk):
    session, caller, (elector,) = walk()
    newer = _door(elector, hours_ago=1, answers={"voting_intention": "us", "promise": "yes"})
    older = _door(elector, hours_ago=5, answers={"voting_intention": "them"})
    _send(caller, session, newer)
    done = _send(caller, session, older)
    assert older.event in done.acknowledged
    assert ContactEvent.objects.get(pk=older.event).late
    assert (elector.state.voting_intention, elector.state.attempts) == ("us", 2)
    assert NewestAnswer.objects.get(elector=elector, question_key="voting_intention").event_id == newer.event


def test_a_wrong_clock_is_held_between_the_session_and_now(walk):
    session, caller, (first, second) = walk(2)
    _send(caller, session, _door(first, hours_ago=-100), _door(second, hours_ago=10_000))
    assert first.state.last_contact_at <= timezone.now()
    assert second.state.last_contact_at == session.created_at


def _all_known(electors):
    states = list(ElectorState.objects.filter(elector__in=electors).order_by("pk").values())
    return states, list(NewestAnswer.objects.filter(elector__in=electors).order_by("pk").values())


@pytest.mark.parametrize("seed", range(6))
def test_rebuilding_gives_what_merging_gave_for_any_order_of_arrival(walk, seed):
    rng = random.Random(seed)
    session, caller, electors = walk(3)
    intentions, outcomes = ("us", "them", "undecided"), ("conversation", "not_in", "refused", "moved")
    reports = []
    for _ in range(24):
        outcome = rng.choice(outcomes)
        answers = {"voting_intention": rng.choice(intentions)} if outcome == "conversation" else {}
        if answers and rng.random() < 0.5:
            answers |= {"issue-buses": "raised", "poster": "yes"}
        # Some at the very same moment.
        reports.append(_door(rng.choice(electors), outcome, hours_ago=rng.randint(1, 6), answers=answers))
    same = timezone.now()
    reports = [replace(one, happened_at=same - round((same - one.happened_at) / HOUR) * HOUR) for one in reports]
    rng.shuffle(reports)
    while reports:
        size = rng.randint(1, 8)
        assert not _send(caller, session, *reports[:size]).refused
        reports = reports[size:]
    known = _all_known(electors)
    assert len(known[0]) == 3
    rebuild_states(elector.pk for elector in electors)
    assert _all_known(electors) == known


def test_of_two_answers_of_one_moment_the_one_sent_last_stands(walk):
    session, caller, (elector,) = walk()
    at = timezone.now() - HOUR
    sent = [
        DoorReport(uuid4(), elector.pk, "conversation", {"promise": value}, happened_at=at)
        for value in ("yes", "no", "yes", "no")
    ]
    _send(caller, session, *sent)
    assert elector.state.promise == NewestAnswer.objects.get(question_key="promise").value == "no"


def test_not_in_at_the_door_comes_round_there_and_holds_up_the_telephone_only_for_a_rest(walk, field_work):
    session, caller, (elector,) = walk()
    field_work.number(elector)
    phone = field_work.session(session.created_by)
    report = _door(elector, "not_in", hours_ago=3)
    _send(caller, session, report)
    place = session.targets.get()
    assert (place.attempts, place.done_at) == (1, None)
    assert place.not_before == report.happened_at + 72 * HOUR
    there = phone.targets.get()
    assert there.attempts == 0
    assert timezone.now() + HOUR < there.not_before <= timezone.now() + 2 * HOUR


def test_who_spoke_at_the_door_is_rung_by_nobody_who_moved_away_neither(walk, field_work):
    session, caller, (spoke, moved) = walk(2)
    for elector in (spoke, moved):
        field_work.number(elector)
    phone = field_work.session(session.created_by)
    _send(caller, session, _door(spoke), _door(moved, "moved"))
    assert set(phone.targets.values_list("done_because", flat=True)) == {"conversation", "moved"}
    assert actions.take_next(by=field_work.caller(phone), session=phone) is None
    assert not Target.objects.filter(done_at=None).exists()


def test_an_older_contact_ends_nothing_that_was_agreed_since(walk, field_work):
    session, caller, (elector,) = walk()
    agreed = timezone.now() + 20 * HOUR
    _send(caller, session, _door(elector, "call_back", hours_ago=1, call_back_at=agreed))
    _send(caller, session, _door(elector, "conversation", hours_ago=4))
    place = session.targets.get()
    assert (place.done_at, place.promised_at, place.promised_to) == (None, agreed, caller)


def test_several_contacts_of_one_elector_in_one_batch_follow_in_their_order(walk):
    session, caller, (elector,) = walk()
    _send(caller, session, _door(elector, hours_ago=1), _door(elector, "not_in", hours_ago=3))
    place = session.targets.get()
    assert place.done_because == "conversation"
    assert elector.state.attempts == 2


def test_objections_made_at_the_door_hold_at_once_and_no_opinion_stays(walk):
    session, caller, (knock, contact, held) = walk(3)
    suppress(by=None, elector=held, kind=Suppression.Kind.NO_PROFILING, source="letter")
    said = {"voting_intention": "us"}
    reports = [
        _door(knock, "do_not_knock", answers=said),
        _door(contact, "do_not_contact", answers=said, note="Cross"),
        _door(held, answers=said, note="Cross"),
    ]
    done = _send(caller, session, *reports)
    assert len(done.acknowledged) == 3
    kinds = set(Suppression.objects.filter(elector__in=[knock, contact]).values_list("kind", "by"))
    assert kinds == {("do_not_knock", caller.pk), ("do_not_contact", caller.pk)}
    assert list(Answer.objects.values_list("event__elector", flat=True)) == [knock.pk]
    assert ContactEvent.objects.exclude(note="").count() == 0
    assert set(done.notices) == {report.event for report in reports[1:]}


def test_a_correction_may_stand_before_what_it_corrects_in_one_batch(walk):
    session, caller, (elector,) = walk()
    wrong = _door(elector, answers={"promise": "yes"})
    right = replace(wrong, event=uuid4(), answers={"promise": "no"}, corrects=wrong.event)
    gone = replace(wrong, event=uuid4(), outcome="not_in", answers={}, corrects=wrong.event)
    assert not _send(caller, session, right, wrong).refused
    assert (elector.state.promise, elector.state.attempts) == ("no", 1)
    assert session.targets.get().done_because == "conversation"
    _send(caller, session, gone)
    known = ElectorState.objects.get(elector=elector)
    assert (known.promise, known.conversations, known.attempts) == ("", 0, 1)
    place = session.targets.get()
    assert (place.done_at, place.attempts) == (None, 1)
    assert ContactEvent.objects.count() == 3


def test_a_correction_counts_from_when_it_was_made_and_an_objection_is_taken_however_late(walk, monkeypatch):
    session, caller, (elector,) = walk()
    monkeypatch.setattr(rules, "CORRECTED_WITHIN_HOURS", 0)
    first = _door(elector, answers={"promise": "yes"}, hours_ago=2)
    _send(caller, session, first)
    in_time = replace(first, event=uuid4(), answers={"promise": "no"}, corrects=first.event)
    assert not _send(caller, session, in_time).refused, "made at the door, and handed in a day later"
    late = {"corrects": first.event, "happened_at": timezone.now()}
    too_late = replace(first, event=uuid4(), answers={}, note="Bins", **late)
    objection = replace(first, event=uuid4(), outcome="do_not_knock", answers={}, **late)
    done = _send(caller, session, too_late, objection)
    again = _send(caller, session, objection)
    assert set(done.refused) == {too_late.event}
    assert done.acknowledged == again.acknowledged == {objection.event}
    assert "is kept" in done.notices[objection.event][0]
    assert elector.suppressions.filter(kind="do_not_knock", lifted_at=None).exists()
    event = ContactEvent.objects.get(pk=objection.event)
    assert (event.corrects, event.outcome) == (None, "do_not_knock")
    assert ElectorState.objects.get(elector=elector).promise == "no", "the correction that came in time stands"


def test_taking_in_a_walk_is_audited_once(walk):
    session, caller, electors = walk(3)
    _send(caller, session, *(_door(elector, "not_in") for elector in electors))
    entry = AuditEntry.objects.get(action="canvass.record_contacts")
    assert (entry.by, entry.details["contacts"]) == (caller, 3)


def test_a_call_and_a_door_at_one_time_are_both_kept(walk, field_work):
    session, caller, (elector,) = walk()
    field_work.number(elector)
    phone = field_work.session(session.created_by)
    ringing = field_work.caller(phone)
    lease = actions.take_next(by=ringing, session=phone)
    _send(caller, session, _door(elector, answers={"promise": "yes"}, hours_ago=0))
    report = Report(uuid4(), lease.token, "conversation", {"promise": "no"})
    assert actions.save_contact(by=ringing, session=phone, report=report).fresh
    assert (elector.state.attempts, elector.state.promise) == (2, "no")
