"""A call is saved once, never lost, and never overrides what was learnt after it."""

import datetime as dt
from dataclasses import replace
from uuid import uuid4

import pytest
from django.db import IntegrityError, InternalError, transaction
from django.utils import timezone

from groundgame.campaign.canvass import actions
from groundgame.campaign.canvass.errors import ContactRefusedError
from groundgame.campaign.canvass.models import Answer, ContactEvent, ElectorState, Lease, Target
from groundgame.campaign.canvass.reports import Report
from groundgame.campaign.register.actions import suppress
from groundgame.campaign.register.models import Suppression

pytestmark = pytest.mark.django_db

HOUR = dt.timedelta(hours=1)


@pytest.fixture
def bank(field_work):
    """Return a maker of a session with so many electors and two callers."""

    def make(electors: int = 1, **how):
        made = [field_work.elector() for _ in range(electors)]
        session = field_work.session(field_work.organiser(), **how)
        return session, field_work.caller(session), field_work.caller(session), made

    return make


def _report(lease, outcome="conversation", **more):
    return Report(uuid4(), lease.token, outcome, **more)


def _run_out(lease):
    Lease.objects.filter(pk=lease.pk).update(expires_at=timezone.now() - HOUR)
    Target.objects.filter(elector=lease.elector_id).update(not_before=timezone.now() - HOUR)


def test_the_same_report_twice_changes_nothing_and_answers_the_same(bank):
    session, caller, _, (elector,) = bank()
    lease = actions.take_next(by=caller, session=session)
    report = _report(lease, answers={"voting_intention": "us", "promise": "yes"}, note="Buses")
    first = actions.save_contact(by=caller, session=session, report=report)
    before = list(ContactEvent.objects.values()), list(ElectorState.objects.values()), list(Target.objects.values())
    again = actions.save_contact(by=caller, session=session, report=report)
    after = list(ContactEvent.objects.values()), list(ElectorState.objects.values()), list(Target.objects.values())
    assert (first.fresh, again.fresh, first.event.pk) == (True, False, again.event.pk)
    assert before == after
    assert (elector.state.attempts, elector.state.voting_intention, elector.state.promise) == (1, "us", "yes")


@pytest.mark.parametrize("change", [{"outcome": "no_answer"}, {"answers": {"promise": "no"}}, {"note": "Bins"}])
def test_the_same_id_with_other_words_is_refused(bank, change):
    session, caller, _, _ = bank()
    lease = actions.take_next(by=caller, session=session)
    report = _report(lease, answers={"promise": "yes"})
    actions.save_contact(by=caller, session=session, report=report)
    with pytest.raises(ContactRefusedError, match="saved before, as “Spoke”"):
        actions.save_contact(by=caller, session=session, report=replace(report, **change))
    assert ContactEvent.objects.count() == 1
    assert Answer.objects.get().value == "yes"


def test_another_callers_id_is_refused_even_with_the_same_words(bank):
    session, caller, other, _ = bank()
    lease = actions.take_next(by=caller, session=session)
    report = _report(lease)
    actions.save_contact(by=caller, session=session, report=report)
    with pytest.raises(ContactRefusedError):
        actions.save_contact(by=other, session=session, report=report)


def test_a_lease_that_was_never_the_callers_is_refused_and_nothing_changes(bank):
    session, caller, other, _ = bank()
    lease = actions.take_next(by=caller, session=session)
    for token in (lease.token, uuid4()):
        with pytest.raises(ContactRefusedError, match="never given to you"):
            actions.save_contact(by=other, session=session, report=Report(uuid4(), token, "conversation"))
    assert not ContactEvent.objects.exists()
    assert not ElectorState.objects.exists()
    assert Lease.objects.get().closed_at is None


def test_one_lease_has_one_event_whatever_the_ids(bank):
    session, caller, _, _ = bank()
    lease = actions.take_next(by=caller, session=session)
    actions.save_contact(by=caller, session=session, report=_report(lease))
    with pytest.raises(ContactRefusedError, match="perhaps in another window"):
        actions.save_contact(by=caller, session=session, report=_report(lease))
    assert ContactEvent.objects.count() == 1


def test_a_lease_that_ran_out_but_did_not_pass_on_is_saved_late(bank):
    session, caller, _, (elector,) = bank()
    lease = actions.take_next(by=caller, session=session)
    _run_out(lease)
    saved = actions.save_contact(by=caller, session=session, report=_report(lease, answers={"promise": "yes"}))
    assert saved.event.late
    assert elector.state.promise == "yes"


def test_a_lease_that_passed_on_keeps_its_event_and_does_not_override_the_newer_answer(bank):
    session, slow, quick, (elector,) = bank()
    old = actions.take_next(by=slow, session=session)
    spoke_at = timezone.now()
    _run_out(old)
    new = actions.take_next(by=quick, session=session)
    assert new.elector_id == elector.pk
    actions.save_contact(by=quick, session=session, report=_report(new, answers={"voting_intention": "us"}))
    late = _report(old, answers={"voting_intention": "them", "promise": "no"}, happened_at=spoke_at)
    saved = actions.save_contact(by=slow, session=session, report=late)
    assert saved.event.late
    assert ContactEvent.objects.count() == 2
    assert (elector.state.voting_intention, elector.state.promise) == ("us", "no")
    assert (elector.state.attempts, elector.state.conversations) == (2, 2)


def test_a_removed_caller_still_saves_the_call_they_were_on(bank, field_work):
    session, caller, _, (elector,) = bank()
    lease = actions.take_next(by=caller, session=session)
    actions.remove_caller(by=session.created_by, caller=session.callers.get(user=caller))
    saved = actions.save_contact(by=caller, session=session, report=_report(lease, answers={"promise": "yes"}))
    assert saved.event.late
    assert elector.state.promise == "yes"


@pytest.mark.parametrize("minutes", [-600, 600])
def test_a_device_with_a_wrong_clock_is_held_to_the_time_of_its_lease(bank, minutes):
    session, caller, _, _ = bank()
    lease = actions.take_next(by=caller, session=session)
    said = timezone.now() + dt.timedelta(minutes=minutes)
    event = actions.save_contact(by=caller, session=session, report=_report(lease, happened_at=said)).event
    assert lease.leased_at <= event.happened_at <= event.received_at


def test_a_time_the_device_says_within_the_lease_is_kept(bank):
    session, caller, _, _ = bank()
    lease = actions.take_next(by=caller, session=session)
    Lease.objects.filter(pk=lease.pk).update(leased_at=timezone.now() - HOUR)
    said = timezone.now() - dt.timedelta(minutes=10)
    event = actions.save_contact(by=caller, session=session, report=_report(lease, happened_at=said)).event
    assert event.happened_at == said


@pytest.mark.parametrize(
    ("outcome", "kind"),
    [("do_not_call", Suppression.Kind.DO_NOT_CALL), ("do_not_contact", Suppression.Kind.DO_NOT_CONTACT)],
)
def test_an_objection_bars_the_elector_at_once_and_everywhere(bank, field_work, outcome, kind):
    session, caller, _, (elector,) = bank()
    elsewhere = field_work.session(field_work.organiser())
    lease = actions.take_next(by=caller, session=session)
    actions.save_contact(by=caller, session=session, report=_report(lease, outcome))
    held = elector.suppressions.get()
    assert (held.kind, held.by, held.lifted_at) == (kind, caller, None)
    assert actions.take_next(by=field_work.caller(elsewhere), session=elsewhere) is None
    assert not Target.objects.filter(done_at=None).exists()


@pytest.mark.parametrize(
    ("kind", "kept"),
    [
        (Suppression.Kind.NO_PROFILING, False),
        (Suppression.Kind.DO_NOT_CONTACT, False),
        (Suppression.Kind.DO_NOT_CALL, True),
    ],
)
def test_an_objection_made_during_the_call_is_heeded_when_it_is_saved(bank, kind, kept):
    session, caller, _, (elector,) = bank()
    lease = actions.take_next(by=caller, session=session)
    suppress(by=None, elector=elector, kind=kind, source="letter")
    saved = actions.save_contact(by=caller, session=session, report=_report(lease, answers={"voting_intention": "us"}))
    assert ContactEvent.objects.count() == 1
    assert Answer.objects.exists() is kept
    assert elector.state.voting_intention == ("us" if kept else "")
    assert bool(saved.notices) is not kept


def test_a_wrong_number_is_struck_out_and_another_one_is_tried(bank, field_work):
    session, caller, _, (elector,) = bank()
    second = field_work.number(elector)
    first = elector.telephone_numbers.order_by("id").first()
    lease = actions.take_next(by=caller, session=session)
    actions.save_contact(by=caller, session=session, report=_report(lease, "wrong_number", number=first.pk))
    first.refresh_from_db()
    assert first.wrong_at is not None
    lease = actions.take_next(by=caller, session=session)
    assert lease.elector_id == elector.pk
    actions.save_contact(by=caller, session=session, report=_report(lease, "wrong_number", number=second.pk))
    assert actions.take_next(by=caller, session=session) is None
    assert Target.objects.get().done_because == "wrong_number"


def test_somebody_elses_number_is_not_struck_out(bank, field_work):
    session, caller, _, (elector,) = bank()
    stranger = field_work.number(field_work.elector(telephone=False, ward="E05013629"))
    lease = actions.take_next(by=caller, session=session)
    actions.save_contact(by=caller, session=session, report=_report(lease, "wrong_number", number=stranger.pk))
    stranger.refresh_from_db()
    assert stranger.wrong_at is None
    assert ContactEvent.objects.get().elector == elector


@pytest.mark.parametrize("outcome", ["moved", "deceased"])
def test_somebody_who_is_gone_is_in_no_later_audience(bank, field_work, outcome):
    session, caller, _, (elector,) = bank()
    lease = actions.take_next(by=caller, session=session)
    actions.save_contact(by=caller, session=session, report=_report(lease, outcome))
    assert elector.state.gone_at is not None
    assert field_work.session(field_work.organiser()).targets.count() == 0


@pytest.mark.parametrize(
    "report",
    [{"outcome": "tea"}, {"answers": {"voting_intention": "monarchist"}}, {"answers": {"shoe_size": "us"}}],
)
def test_what_the_script_does_not_offer_is_refused(bank, report):
    session, caller, _, _ = bank()
    lease = actions.take_next(by=caller, session=session)
    with pytest.raises(ContactRefusedError):
        actions.save_contact(by=caller, session=session, report=replace(_report(lease), **report))
    assert not ContactEvent.objects.exists()


def test_an_answer_retired_during_the_call_is_still_kept(bank):
    session, caller, _, (elector,) = bank()
    lease = actions.take_next(by=caller, session=session)
    wording = actions.wording_of(session.script)
    fewer = [replace(asked, options=asked.options[1:]) for asked in wording.questions]
    actions.rewrite_script(by=session.created_by, script=session.script, wording=replace(wording, questions=fewer))
    assert [option.value for option in session.script.shown_questions[0].shown_options] == ["them", "undecided"]
    actions.save_contact(by=caller, session=session, report=_report(lease, answers={"voting_intention": "us"}))
    assert elector.state.voting_intention == "us"


def test_the_log_cannot_be_rewritten_even_by_the_site_itself(bank):
    session, caller, _, _ = bank()
    lease = actions.take_next(by=caller, session=session)
    event = actions.save_contact(by=caller, session=session, report=_report(lease, answers={"promise": "yes"})).event
    for change in (
        lambda: ContactEvent.objects.filter(pk=event.pk).update(outcome="refused"),
        lambda: Answer.objects.filter(event=event).update(value="no"),
        lambda: event.answers.all().delete(),
    ):
        with pytest.raises((IntegrityError, InternalError), match="append-only"), transaction.atomic():
            change()
