"""A lease is one elector for one caller until it runs out, is saved, or is let go."""

import datetime as dt
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from groundgame.campaign.canvass import actions
from groundgame.campaign.canvass.errors import LeaseGoneError
from groundgame.campaign.canvass.models import ElectorState, Lease, Target
from groundgame.campaign.canvass.reports import Report
from groundgame.campaign.register.actions import suppress
from groundgame.campaign.register.models import Suppression
from groundgame.campaign.register.suppression import callable_numbers

pytestmark = pytest.mark.django_db


@pytest.fixture
def bank(field_work):
    session = None

    def make(electors: int = 2, **how):
        nonlocal session
        for _ in range(electors):
            field_work.elector()
        session = field_work.session(field_work.organiser(), **how)
        return session, field_work.caller(session), field_work.caller(session)

    return make


def _age(lease, minutes):
    """Move a lease, and its elector's place, into the past."""
    back = dt.timedelta(minutes=minutes)
    held = Lease.objects.get(pk=lease.pk)
    Lease.objects.filter(pk=lease.pk).update(leased_at=held.leased_at - back, expires_at=held.expires_at - back)
    for target in Target.objects.filter(elector=lease.elector_id):
        Target.objects.filter(pk=target.pk).update(not_before=target.not_before - back)


def test_a_page_loaded_again_shows_the_same_elector_and_holds_on_longer(bank):
    session, caller, _ = bank()
    lease = actions.take_next(by=caller, session=session)
    _age(lease, 10)
    again = actions.take_next(by=caller, session=session)
    assert again.pk == lease.pk
    assert again.expires_at > timezone.now() + dt.timedelta(minutes=14)


def test_a_lease_that_ran_out_passes_to_the_next_caller_and_is_closed(bank):
    session, slow, quick = bank(electors=1)
    old = actions.take_next(by=slow, session=session)
    assert actions.take_next(by=quick, session=session) is None
    _age(old, 16)
    new = actions.take_next(by=quick, session=session)
    assert (new.elector_id, new.pk != old.pk) == (old.elector_id, True)
    old.refresh_from_db()
    assert (old.closed_by, old.closed_at is not None) == (Lease.Closing.EXPIRED, True)
    with pytest.raises(LeaseGoneError):
        actions.renew_lease(by=slow, token=old.token)


def test_an_open_page_holds_on_but_not_for_ever(bank):
    session, caller, _ = bank(lease_minutes=10)
    lease = actions.take_next(by=caller, session=session)
    _age(lease, 8)
    assert actions.renew_lease(by=caller, token=lease.token) > timezone.now() + dt.timedelta(minutes=9)
    _age(lease, 33)
    with pytest.raises(LeaseGoneError, match="too long"):
        actions.renew_lease(by=caller, token=lease.token)


def test_nobody_renews_skips_or_passes_on_what_is_not_theirs(bank, field_work):
    session, caller, other = bank()
    lease = actions.take_next(by=caller, session=session)
    mate = field_work.elector(lease.elector.address)
    for deed in (
        lambda: actions.renew_lease(by=other, token=lease.token),
        lambda: actions.skip(by=other, token=lease.token),
        lambda: actions.switch_elector(by=other, token=lease.token, to=mate),
        lambda: actions.skip(by=caller, token=uuid4()),
    ):
        with pytest.raises(LeaseGoneError):
            deed()
    assert Lease.objects.get().closed_at is None


def test_a_skipped_elector_comes_round_later_not_at_once(bank):
    session, caller, _ = bank(electors=2)
    first = actions.take_next(by=caller, session=session)
    actions.skip(by=caller, token=first.token)
    second = actions.take_next(by=caller, session=session)
    assert second.elector_id != first.elector_id
    actions.skip(by=caller, token=second.token)
    assert actions.take_next(by=caller, session=session) is None
    target = Target.objects.get(elector=first.elector_id)
    assert (target.attempts, target.done_at) == (0, None)
    assert target.not_before > timezone.now() + dt.timedelta(minutes=10)


def test_stopping_puts_the_elector_back_at_once(bank):
    session, caller, other = bank(electors=1)
    lease = actions.take_next(by=caller, session=session)
    actions.end_lease(by=caller, session=session)
    assert actions.take_next(by=other, session=session).elector_id == lease.elector_id


def test_removing_a_caller_ends_their_lease_and_closing_a_session_ends_all(bank):
    session, caller, other = bank(electors=2)
    first = actions.take_next(by=caller, session=session)
    actions.remove_caller(by=session.created_by, caller=session.callers.get(user=caller))
    with pytest.raises(PermissionDenied, match="no longer a caller"):
        actions.take_next(by=caller, session=session)
    assert actions.take_next(by=other, session=session).elector_id == first.elector_id
    actions.close_session(by=session.created_by, session=session)
    assert not Lease.objects.filter(closed_at=None).exists()
    with pytest.raises(PermissionDenied, match="closed"):
        actions.take_next(by=other, session=session)


def test_an_elector_who_objects_while_on_the_screen_is_taken_off_it(bank):
    session, caller, _ = bank(electors=2)
    lease = actions.take_next(by=caller, session=session)
    suppress(by=None, elector=lease.elector, kind=Suppression.Kind.DO_NOT_CALL, source="letter")
    assert actions.take_next(by=caller, session=session).elector_id != lease.elector_id


def test_an_elector_who_objected_since_the_audience_was_made_is_never_given_out(bank, field_work):
    session, caller, _ = bank(electors=1)
    suppress(by=None, elector=session.targets.get().elector, kind=Suppression.Kind.DO_NOT_CONTACT, source="letter")
    assert actions.take_next(by=caller, session=session) is None


def test_two_of_one_household_are_never_rung_at_once(field_work):
    home = field_work.address()
    first, second = field_work.elector(home), field_work.elector(home)
    session = field_work.session(field_work.organiser())
    caller, other = field_work.caller(session), field_work.caller(session)
    lease = actions.take_next(by=caller, session=session)
    assert lease.elector == first
    assert actions.take_next(by=other, session=session) is None
    actions.save_contact(by=caller, session=session, report=Report(uuid4(), lease.token, "conversation"))
    assert actions.take_next(by=other, session=session).elector == second


def test_a_call_that_nobody_made_keeps_none_of_the_household_back(field_work):
    home = field_work.address()
    first, second = field_work.elector(home), field_work.elector(home)
    session = field_work.session(field_work.organiser())
    caller, other = field_work.caller(session), field_work.caller(session)
    actions.take_next(by=caller, session=session)
    actions.end_lease(by=caller, session=session)
    lease = actions.take_next(by=other, session=session)
    assert lease.elector == first
    assert actions.take_next(by=caller, session=session) is None
    actions.save_contact(by=other, session=session, report=Report(uuid4(), lease.token, "conversation"))
    assert actions.take_next(by=caller, session=session).elector == second


def test_whoever_skips_an_elector_is_not_given_another_of_the_household_at_once(field_work):
    home = field_work.address()
    field_work.elector(home), field_work.elector(home)
    elsewhere = field_work.elector()
    session = field_work.session(field_work.organiser())
    caller = field_work.caller(session)
    actions.skip(by=caller, token=actions.take_next(by=caller, session=session).token)
    assert actions.take_next(by=caller, session=session).elector == elsewhere


def test_a_household_that_does_not_answer_is_left_in_peace(field_work):
    home = field_work.address()
    field_work.elector(home), field_work.elector(home)
    elsewhere = field_work.elector()
    session = field_work.session(field_work.organiser())
    caller = field_work.caller(session)
    lease = actions.take_next(by=caller, session=session)
    actions.save_contact(by=caller, session=session, report=Report(uuid4(), lease.token, "no_answer"))
    assert actions.take_next(by=caller, session=session).elector == elsewhere


def test_whoever_of_the_household_answers_is_the_one_recorded(field_work):
    home = field_work.address()
    wanted, reached = field_work.elector(home), field_work.elector(home, telephone=False)
    session = field_work.session(field_work.organiser())
    caller = field_work.caller(session)
    lease = actions.take_next(by=caller, session=session)
    passed = actions.switch_elector(by=caller, token=lease.token, to=reached)
    assert passed.elector == reached
    assert actions.held_lease(by=caller, session=session).id == passed.pk
    report = Report(uuid4(), passed.token, "conversation", {"promise": "yes"})
    actions.save_contact(by=caller, session=session, report=report)
    assert reached.state.promise == "yes"
    assert not wanted.contacts.exists()
    assert Target.objects.get(elector=wanted).done_at is None


def test_a_lease_passes_only_within_the_household_and_not_to_who_objected(field_work):
    home = field_work.address()
    field_work.elector(home)
    objecting, stranger = field_work.elector(home, telephone=False), field_work.elector(telephone=False)
    suppress(by=None, elector=objecting, kind=Suppression.Kind.DO_NOT_CONTACT, source="letter")
    session = field_work.session(field_work.organiser())
    caller = field_work.caller(session)
    lease = actions.take_next(by=caller, session=session)
    for somebody in (objecting, stranger):
        with pytest.raises(PermissionDenied):
            actions.switch_elector(by=caller, token=lease.token, to=somebody)
    assert Lease.objects.get().closed_at is None


def test_somebody_who_rings_back_is_put_on_the_screen_of_whoever_answers(bank):
    session, caller, other = bank(electors=2)
    lease = actions.take_next(by=caller, session=session)
    with pytest.raises(PermissionDenied, match="has rung that elector"):
        actions.ring_back(by=other, session=session, elector=lease.elector)
    actions.save_contact(by=caller, session=session, report=Report(uuid4(), lease.token, "voicemail"))
    back = actions.ring_back(by=other, session=session, elector=lease.elector)
    assert actions.take_next(by=other, session=session).pk == back.pk
    report = Report(uuid4(), back.token, "conversation", {"promise": "yes"})
    actions.save_contact(by=other, session=session, report=report)
    target = Target.objects.get(elector=lease.elector)
    assert (target.done_because, target.attempts) == ("conversation", 1)
    assert ElectorState.objects.get(elector=lease.elector_id).promise == "yes"


def test_somebody_who_objected_and_rings_back_is_not_put_on_a_screen(bank):
    session, caller, other = bank(electors=2)
    lease = actions.take_next(by=caller, session=session)
    actions.save_contact(by=caller, session=session, report=Report(uuid4(), lease.token, "do_not_call"))
    with pytest.raises(PermissionDenied, match="asked us not to call"):
        actions.ring_back(by=other, session=session, elector=lease.elector)


def test_who_sees_an_elector_holds_them_though_the_lease_had_run_out(bank):
    session, asleep, quick = bank(electors=1)
    lease = actions.take_next(by=asleep, session=session)
    _age(lease, 16)
    assert actions.held_lease(by=asleep, session=session).id == lease.pk
    assert actions.take_next(by=quick, session=session) is None
    _age(lease, 16)
    assert actions.take_next(by=quick, session=session).elector_id == lease.elector_id
    assert actions.held_lease(by=asleep, session=session) is None


@pytest.mark.parametrize("outcome", ["do_not_call", "do_not_contact"])
@pytest.mark.parametrize("named", [True, False])
def test_an_objection_bars_the_line_that_rang_whoever_answered(field_work, outcome, named):
    home = field_work.address()
    listed, answered, third = (field_work.elector(home, telephone=number == 0) for number in range(3))
    first, second = listed.telephone_numbers.get(), field_work.number(listed)
    session = field_work.session(field_work.organiser())
    caller = field_work.caller(session)
    lease = actions.take_next(by=caller, session=session)
    lease = actions.switch_elector(by=caller, token=lease.token, to=third, number=second.pk if named else None)
    lease = actions.switch_elector(by=caller, token=lease.token, to=answered)
    actions.save_contact(by=caller, session=session, report=Report(uuid4(), lease.token, outcome))
    left, barred = (first, second) if named else (second, first)
    assert list(callable_numbers(listed)) == [left]
    assert list(answered.suppressions.get().lines.values_list("e164", flat=True)) == [barred.e164]


def test_a_line_that_was_barred_rings_no_more_for_anybody(field_work):
    home = field_work.address()
    listed, answered = field_work.elector(home), field_work.elector(home, telephone=False)
    session = field_work.session(field_work.organiser())
    caller = field_work.caller(session)
    lease = actions.take_next(by=caller, session=session)
    lease = actions.switch_elector(by=caller, token=lease.token, to=answered)
    actions.save_contact(by=caller, session=session, report=Report(uuid4(), lease.token, "do_not_call"))
    Target.objects.update(not_before=timezone.now() - dt.timedelta(minutes=1))
    assert actions.take_next(by=caller, session=session) is None
    assert not listed.suppressions.exists()


@pytest.mark.parametrize("hidden", ["young", "anonymous"])
def test_whoever_may_not_be_shown_reaches_no_caller(field_work, hidden):
    home = field_work.address()
    field_work.elector(home)
    mate = field_work.elector(home)
    session = field_work.session(field_work.organiser())
    caller = field_work.caller(session)
    lease = actions.take_next(by=caller, session=session)
    actions.save_contact(by=caller, session=session, report=Report(uuid4(), lease.token, "conversation"))
    lease = actions.take_next(by=caller, session=session)
    assert lease.elector == mate
    actions.save_contact(by=caller, session=session, report=Report(uuid4(), lease.token, "voicemail"))
    shown = field_work.elector(home)
    actions.refresh_audience(by=session.created_by, session=session)
    if hidden == "young":
        mate.date_of_attainment = timezone.localdate() + dt.timedelta(days=4 * 365)
    else:
        mate.name_key = ""
    mate.save()
    lease = actions.take_next(by=caller, session=session)
    assert lease.elector == shown
    for deed in (
        lambda: actions.switch_elector(by=caller, token=lease.token, to=mate),
        lambda: actions.ring_back(by=caller, session=session, elector=mate),
    ):
        with pytest.raises(PermissionDenied, match="not for callers") as refused:
            deed()
        assert str(mate) not in str(refused.value)
    assert actions.held_lease(by=caller, session=session).id == lease.pk


def test_a_lease_on_a_household_mate_that_ran_out_bars_nobody_from_ringing_back(field_work):
    home = field_work.address()
    first, _ = field_work.elector(home), field_work.elector(home)
    session = field_work.session(field_work.organiser())
    caller, gone = field_work.caller(session), field_work.caller(session)
    lease = actions.take_next(by=caller, session=session)
    actions.save_contact(by=caller, session=session, report=Report(uuid4(), lease.token, "conversation"))
    dead = actions.take_next(by=gone, session=session)
    with pytest.raises(PermissionDenied, match="Somebody else is speaking"):
        actions.ring_back(by=caller, session=session, elector=first)
    _age(dead, 16)
    assert actions.ring_back(by=caller, session=session, elector=first).elector == first
    dead.refresh_from_db()
    assert dead.closed_by == Lease.Closing.EXPIRED
