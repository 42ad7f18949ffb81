"""Who is tried again, when, how often; and why there is nobody to ring."""

import datetime as dt
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.db.models import F
from django.utils import timezone

from groundgame.campaign.canvass import actions
from groundgame.campaign.canvass.hours import is_open_now
from groundgame.campaign.canvass.models import Lease, Session, Target
from groundgame.campaign.canvass.outcomes import (
    AT_THE_DOOR,
    COULD_NOT_REACH,
    EFFECTS,
    OBJECTIONS,
    OBJECTIONS_AT_THE_DOOR,
    Outcome,
)
from groundgame.campaign.canvass.promises import KEPT
from groundgame.campaign.canvass.queue import progress_of, queue_of, why_empty
from groundgame.campaign.canvass.reports import Report
from groundgame.campaign.register.actions import lift, suppress
from groundgame.campaign.register.models import Suppression

MINUTE = dt.timedelta(minutes=1)


def test_every_outcome_has_an_effect_and_a_button():
    assert set(EFFECTS) == set(Outcome)
    by_phone = {*COULD_NOT_REACH, *OBJECTIONS, Outcome.CONVERSATION, Outcome.CALL_BACK}
    assert by_phone | {*AT_THE_DOOR, *OBJECTIONS_AT_THE_DOOR, Outcome.WITHDRAWN} == set(Outcome)


def test_the_documentation_names_every_outcome_as_the_buttons_do():
    text = (Path(__file__).parents[3] / "docs" / "phonebank.md").read_text(encoding="utf-8")
    table = text.split("## What follows from each outcome")[1].split("##")[0]
    assert [outcome.label for outcome in Outcome if outcome.label not in table] == []
    waits = {15: "a quarter of an hour", 120: "two hours", 3 * 24 * 60: "three days"}
    assert all(waits[effect.retry_minutes] in table for effect in EFFECTS.values() if effect.counts)


@pytest.fixture
def bank(db, field_work):
    def make(electors: int = 1, **how):
        for _ in range(electors):
            field_work.elector()
        session = field_work.session(field_work.organiser(), **how)
        return session, field_work.caller(session)

    return make


def _ring(caller, session, outcome, **more):
    lease = actions.take_next(by=caller, session=session)
    report = Report(uuid4(), lease.token, outcome, **more)
    return actions.save_contact(by=caller, session=session, report=report).event


def _let_pass(minutes):
    """Let time pass for the places in the queue."""
    Target.objects.update(not_before=F("not_before") - minutes * MINUTE, held_until=F("held_until") - minutes * MINUTE)


@pytest.mark.parametrize(("outcome", "minutes"), [("no_answer", 120), ("voicemail", 120), ("busy", 15)])
def test_a_number_that_does_not_answer_is_tried_again_after_a_while(bank, outcome, minutes):
    session, caller = bank()
    _ring(caller, session, outcome)
    assert actions.take_next(by=caller, session=session) is None
    _let_pass(minutes - 1)
    assert actions.take_next(by=caller, session=session) is None
    _let_pass(2)
    assert actions.take_next(by=caller, session=session) is not None


def test_after_so_many_tries_the_session_leaves_it(bank):
    session, caller = bank(max_attempts=2)
    for _ in range(2):
        _ring(caller, session, "no_answer")
        _let_pass(200)
    target = Target.objects.get()
    assert (target.attempts, target.done_because) == (2, "attempts")
    assert actions.take_next(by=caller, session=session) is None


def test_a_call_asked_for_later_is_anybodys_after_a_while_and_uses_up_no_try(bank, field_work):
    session, caller = bank(max_attempts=1)
    event = _ring(caller, session, "call_back", call_back_minutes=180)
    assert event.call_back_at == event.happened_at + 180 * MINUTE
    stranger = field_work.caller(session)
    _let_pass(194)
    assert actions.take_next(by=stranger, session=session) is None
    _let_pass(2)
    assert actions.take_next(by=stranger, session=session) is not None


@pytest.mark.parametrize("outcome", ["conversation", "refused", "language", "moved", "do_not_call"])
def test_who_has_been_reached_is_done_in_every_session(bank, field_work, outcome):
    session, caller = bank()
    other = field_work.session(session.created_by)
    _ring(caller, session, outcome)
    assert set(Target.objects.values_list("done_because", flat=True)) == {outcome}
    assert why_empty(other) == "Everybody in this phone bank is done. Thank you for calling!"


def test_who_was_tried_a_moment_ago_is_left_in_peace_by_a_session_made_after(bank, field_work):
    session, caller = bank()
    _ring(caller, session, "no_answer")
    later = field_work.session(session.created_by)
    newcomer = field_work.caller(later)
    assert actions.take_next(by=newcomer, session=later) is None
    _let_pass(121)
    assert actions.take_next(by=newcomer, session=later) is not None


def test_a_late_report_moves_no_call_that_was_agreed_since(bank, field_work):
    session, slow = bank(max_attempts=1)
    quick = field_work.caller(session)
    for outcome in ("no_answer", "conversation"):
        old = actions.take_next(by=slow, session=session)
        rang_at = timezone.now()
        Lease.objects.filter(pk=old.pk).update(expires_at=timezone.now() - MINUTE)
        _let_pass(60)
        agreed = _ring(quick, session, "call_back", call_back_minutes=1440).call_back_at
        late = Report(uuid4(), old.token, outcome, happened_at=rang_at)
        assert actions.save_contact(by=slow, session=session, report=late).event.late
        target = session.targets.get()
        assert (target.done_at, target.not_before, target.promised_at) == (None, agreed + KEPT, agreed)
        _let_pass(1500)


def test_a_call_agreed_on_in_one_session_is_kept_in_a_session_made_after(bank, field_work):
    session, caller = bank()
    agreed = _ring(caller, session, "call_back", call_back_minutes=1440).call_back_at
    later = field_work.session(session.created_by)
    assert later.targets.get().not_before == agreed


def test_a_household_left_in_peace_does_not_stand_at_the_head_and_comes_back_to_it(bank, field_work):
    home = field_work.address()
    first, mate = field_work.elector(home), field_work.elector(home)
    session = field_work.session(field_work.organiser())
    caller = field_work.caller(session)
    event = _ring(caller, session, "no_answer")
    place = session.targets.get(elector=mate)
    assert place.not_before == place.held_until == event.received_at + 120 * MINUTE
    lease = actions.ring_back(by=caller, session=session, elector=first)
    actions.save_contact(by=caller, session=session, report=Report(uuid4(), lease.token, "conversation"))
    assert actions.take_next(by=caller, session=session).elector == mate


def test_who_may_not_be_rung_leaves_the_head_of_the_queue_and_comes_back(bank):
    session, caller = bank(electors=3)
    first, second = (one.elector for one in session.targets.order_by("position")[:2])
    objection = suppress(by=None, elector=first, kind=Suppression.Kind.DO_NOT_CALL, source="letter")
    second.left_at = timezone.localdate()
    second.save()
    cache.clear()
    _ring(caller, session, "conversation")
    waiting = set(session.targets.filter(not_before__gt=timezone.now(), done_at=None).values_list("elector", flat=True))
    assert waiting == {first.pk, second.pk}
    assert queue_of(session).suppressed == 2
    lift(by=session.created_by, suppression=objection, source="letter")
    _let_pass(61)
    assert actions.take_next(by=caller, session=session).elector == first


def test_the_queue_says_why_it_is_empty(bank, field_work):
    session, caller = bank(electors=4)
    assert why_empty(session) == ""
    lease = actions.take_next(by=caller, session=session)
    barred = session.targets.exclude(elector=lease.elector_id).first().elector
    suppress(by=None, elector=barred, kind=Suppression.Kind.DO_NOT_CALL, source="letter")
    other = field_work.caller(session)
    _ring(other, session, "no_answer")
    _ring(other, session, "conversation")
    queue = queue_of(session)
    counted = (queue.electors, queue.done, queue.leased, queue.waiting, queue.suppressed, queue.free)
    assert counted == (4, 1, 1, 1, 1, 0)
    assert queue.soonest_expiry == lease.expires_at
    free, again = timezone.localtime(lease.expires_at), timezone.localtime(queue.next_try)
    sentence = why_empty(session, queue)
    assert "1 is with other callers (the first comes free by " in sentence
    assert f"{free:%H:%M}" in sentence
    assert "1 is to be tried again, the next from " in sentence
    assert f"{again:%H:%M}" in sentence
    assert "1 asked not to be called" in sentence
    assert "1 is done" in sentence


def test_a_session_without_electors_or_closed_says_so(bank):
    session, _ = bank(electors=0)
    assert "no electors yet" in why_empty(session)
    actions.close_session(by=session.created_by, session=session)
    assert "closed" in why_empty(session)


def test_out_of_hours_nobody_is_given_a_call_and_the_page_says_when(bank):
    session, caller = bank()
    now = timezone.localtime()
    session.opens_at = (now + 30 * MINUTE).time().replace(microsecond=0)
    session.closes_at = (now + 60 * MINUTE).time().replace(microsecond=0)
    session.save()
    assert actions.take_next(by=caller, session=session) is None
    assert f"rings from {session.opens_at:%H:%M} until {session.closes_at:%H:%M}" in why_empty(session)


@pytest.mark.parametrize(
    ("opens", "closes", "hour", "is_open"),
    [
        (None, None, 3, True),
        (9, 21, 8, False),
        (9, 21, 9, True),
        (9, 21, 21, False),
        (9, None, 22, True),
        (None, 21, 22, False),
        (20, 2, 23, True),
        (20, 2, 1, True),
        (20, 2, 12, False),
    ],
)
def test_hours(opens, closes, hour, is_open):
    clock = [None if one is None else dt.time(one) for one in (opens, closes)]
    now = dt.datetime(2026, 6, 1, hour, tzinfo=timezone.get_default_timezone())
    assert is_open_now(Session(opens_at=clock[0], closes_at=clock[1]), now) is is_open


@pytest.mark.parametrize(("day", "hour", "is_open"), [(7, 9, False), (7, 10, False), (7, 11, True), (6, 9, True)])
def test_a_session_may_open_later_on_a_sunday(day, hour, is_open):
    session = Session(opens_at=dt.time(9), opens_on_sunday_at=dt.time(10, 30), closes_at=dt.time(20))
    assert is_open_now(session, dt.datetime(2026, 6, day, hour, tzinfo=timezone.get_default_timezone())) is is_open


@pytest.mark.parametrize(
    ("opens", "closes", "hour", "is_open"),
    [
        (17, 20, 11, False),
        (17, 20, 17, True),
        (9, 10, 3, False),
        (9, 10, 22, False),
        (9, 10, 11, False),
        (20, 2, 21, True),
    ],
)
def test_a_sunday_hour_never_opens_a_session_that_its_own_hours_close(opens, closes, hour, is_open):
    session = Session(opens_at=dt.time(opens), opens_on_sunday_at=dt.time(10, 30), closes_at=dt.time(closes))
    assert is_open_now(session, dt.datetime(2026, 6, 7, hour, tzinfo=timezone.get_default_timezone())) is is_open


def test_progress_counts_electors_and_callers(bank, field_work):
    session, caller = bank(electors=2)
    _ring(caller, session, "conversation")
    quiet, _ = bank(electors=0, wards=("E05013629",), admission=Session.Admission.APPROVE)
    progress = progress_of([session, quiet])
    assert (progress[session.pk].electors, progress[session.pk].done, progress[session.pk].callers) == (2, 1, 1)
    assert (progress[quiet.pk].electors, progress[quiet.pk].callers, progress[quiet.pk].asking) == (0, 0, 1)
