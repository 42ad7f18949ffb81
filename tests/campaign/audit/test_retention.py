"""What is older than its term goes, nothing else does, and the leave for it stays."""

import datetime as dt
import re
from uuid import uuid4

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from groundgame.campaign.accounts.actions import invite
from groundgame.campaign.accounts.models import Grant, Role, User
from groundgame.campaign.audit import actions as audit
from groundgame.campaign.audit.models import AuditEntry, Forgetting, Look
from groundgame.campaign.audit.retention import all_terms, ended, months_before, retain
from groundgame.campaign.canvass.models import (
    Answer,
    ContactEvent,
    HeldOut,
    Lease,
    NewestAnswer,
    Session,
    Target,
    Trial,
)
from groundgame.campaign.jobs.actions import run_waiting, start
from groundgame.campaign.register import tasks
from groundgame.campaign.register.models import (
    Consent,
    ConsentWording,
    Elector,
    MarkedEntry,
    Register,
    RegisterEntry,
    SubjectRequest,
    Suppression,
    TelephoneNumber,
)
from groundgame.campaign.register.person.holdings import all_holdings

pytestmark = pytest.mark.django_db

NOW = timezone.now()
TODAY = timezone.localdate()
BARNET = "E09000003"


def ago(months: int) -> dt.datetime:
    """Return a day more than so many months ago."""
    return months_before(TODAY, months) - dt.timedelta(days=1)


def contact(elector: Elector, user: User, when: dt.datetime) -> ContactEvent:
    event = ContactEvent.objects.create(
        id=uuid4(),
        borough=BARNET,
        ward=elector.ward,
        elector=elector,
        user=user,
        outcome="conversation",
        note="Speaks of the bakery",
        happened_at=when,
        received_at=when,
        digest="x",
    )
    Answer.objects.create(event=event, question_key="voting_intention", value="us")
    return event


def test_months_before_a_day():
    assert months_before(dt.date(2026, 11, 23), 24).date() == dt.date(2024, 11, 23)
    assert months_before(dt.date(2028, 2, 29), 12).date() == dt.date(2027, 2, 28)
    assert months_before(dt.date(2026, 1, 15), 1).date() == dt.date(2025, 12, 15)


def test_a_dry_run_changes_nothing_and_a_run_lets_only_the_old_go(field_work):
    user, elector = field_work.person(), field_work.elector()
    old, new = contact(elector, user, ago(24)), contact(elector, user, NOW)
    dry = {each.term.key: each.rows for each in ended()}
    assert (dry["notes"], dry["answers"]) == (1, 0)
    assert ContactEvent.objects.exclude(note="").count() == 2
    assert [each.term.key for each in retain()] == ["notes"]
    old.refresh_from_db()
    new.refresh_from_db()
    assert (old.note, old.digest, new.note) == ("", "", "Speaks of the bakery")
    assert Answer.objects.count() == 2
    assert Forgetting.objects.get().rows == 1
    assert retain() == []


def test_the_settings_say_how_long(field_work, settings):
    contact(field_work.elector(), field_work.person(), ago(6))
    assert retain() == []
    settings.GROUNDGAME_RETENTION = {"notes": 6}
    assert [each.term.key for each in retain()] == ["notes"]
    settings.GROUNDGAME_RETENTION = {"nothing": 6}
    with pytest.raises(ImproperlyConfigured, match="'nothing'; the kinds are"):
        retain()


def test_answers_go_with_what_was_derived_from_them(field_work):
    user, elector = field_work.person(), field_work.elector()
    event = contact(elector, user, ago(120))
    same = {"borough": BARNET, "elector": elector, "question_key": "voting_intention", "value": "us", "event": event}
    NewestAnswer.objects.create(**same, happened_at=event.happened_at, received_at=event.received_at)
    contact(elector, user, NOW)
    retain()
    assert not NewestAnswer.objects.exists()
    assert [answer.event.happened_at for answer in Answer.objects.all()] == [NOW]


def test_of_people_who_left_only_the_objection_stays(field_work):
    user, gone, here = field_work.person(), field_work.elector(), field_work.elector()
    for elector in (gone, here):
        contact(elector, user, ago(20))
        Suppression.objects.create(borough=BARNET, elector=elector, kind="do_not_call", since=NOW, source="letter")
    Elector.objects.filter(pk=gone.pk).update(left_at=ago(24).date())
    retain()
    assert set(TelephoneNumber.objects.values_list("elector", flat=True)) == {here.pk}
    assert set(Answer.objects.values_list("event__elector", flat=True)) == {here.pk}
    assert ContactEvent.objects.get(elector=gone).note == ""
    assert Suppression.objects.count() == 2


def test_old_registers_and_votes_go_but_never_the_register_in_force(field_work):
    elector = field_work.elector()
    days = (ago(40).date(), ago(30).date(), ago(25).date())
    oldest, full, update = (Register.objects.create(borough=BARNET, published_on=day) for day in days)
    Register.objects.filter(pk=update.pk).update(amends=full)
    for register in (oldest, full):
        RegisterEntry.objects.create(
            borough=BARNET, register=register, elector=elector, polling_district="AA", number=1, suffix=0
        )
    for day in (ago(72).date(), ago(70).date()):
        MarkedEntry.objects.create(borough=BARNET, elector=elector, election_date=day)
    assert {each.term.key: each.rows for each in retain()} == {"registers": 1, "votes": 1}
    assert RegisterEntry.objects.get().register == full
    assert Register.objects.count() == 3
    assert MarkedEntry.objects.get().election_date == ago(70).date()


def test_the_trail_and_the_looks_go_by_leave_alone(field_work):
    user = field_work.person()
    audit.record(by=user, action="test.old", subject=user)
    audit.look(by=user, page=Look.Page.SEARCH, electors=[3, 1, 3])
    audit.look(by=user, page=Look.Page.SEARCH, electors=[])
    assert Look.objects.get().electors == [1, 3]
    for model in (AuditEntry, Look):
        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
            model.objects.all().delete()
        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
            model.objects.update(at=ago(100))
    later = TODAY + dt.timedelta(days=31 * 24)
    assert "looks" in {each.term.key for each in retain(today=later)}
    assert not Look.objects.exists()
    assert AuditEntry.objects.filter(action="test.old").exists()
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        Forgetting.objects.all().delete()


def test_an_invitation_nobody_took_up_is_withdrawn_and_a_volunteer_of_long_ago_forgotten(field_work):
    director = field_work.person(Role.DIRECTOR, "E12000007")
    never, came = (
        invite(by=director, email=f"{name}@example.org", name=name, role=Role.AGENT, area=BARNET)
        for name in ("never", "came")
    )
    User.objects.filter(pk=came.user_id).update(last_login=NOW)
    Grant.objects.filter(pk__in=[never.pk, came.pk]).update(granted_at=ago(3))
    volunteer = field_work.person()
    User.objects.filter(pk=volunteer.pk).update(date_joined=ago(24), last_login=ago(24), password="!x")
    retain()
    assert set(Grant.objects.active().values_list("user", flat=True)) == {director.pk, came.user_id}
    volunteer.refresh_from_db()
    assert (volunteer.name, volunteer.is_active) == ("Somebody who has left", False)
    assert "@accounts.invalid" in volunteer.email


def test_call_backs_and_queues_have_their_term(field_work):
    organiser, elector = field_work.organiser(), field_work.elector()
    session = field_work.session(organiser)
    Target.objects.filter(elector=elector).update(promised_at=ago(1), promised_to=organiser)
    retain()
    assert Target.objects.get().promised_at is None
    type(session).objects.update(closed_at=ago(12))
    retain()
    assert not Target.objects.exists()


def _trial(organiser: User, field_work, day: dt.date, *, ended: bool = False) -> Trial:
    session = field_work.session(organiser)
    when = timezone.now() if ended else None
    return Trial.objects.create(session=session, part=0.1, key=b"k" * 32, polling_day=day, ended_at=when)


def test_queues_stay_while_their_trial_is_to_be_read(field_work):
    organiser = field_work.organiser()
    field_work.elector()
    coming, lately = _trial(organiser, field_work, TODAY), _trial(organiser, field_work, ago(17).date())
    for gone in ({"day": ago(19).date()}, {"day": TODAY, "ended": True}):
        _trial(organiser, field_work, **gone)
    Session.objects.update(closed_at=ago(24))
    retain()
    assert set(Target.objects.values_list("session", flat=True)) == {coming.pk, lately.pk}


def test_hold_outs_are_kept_from_the_polling_day(field_work, settings):
    organiser, elector = field_work.organiser(), field_work.elector()
    days = {"far": ago(35).date(), "over": ago(37).date()}
    trials = {name: _trial(organiser, field_work, day) for name, day in days.items()}
    trials["given up"] = _trial(organiser, field_work, ago(1).date(), ended=True)
    for trial in trials.values():
        at = {"household": 1, "ward": elector.ward, "at": ago(40)}
        HeldOut.objects.create(borough=BARNET, session=trial.session, elector=elector, **at)
    retain()
    assert set(HeldOut.objects.values_list("session", flat=True)) == {trials["far"].pk}
    settings.GROUNDGAME_RETENTION = {"trials": 6}
    lately = _trial(organiser, field_work, ago(17).date())
    HeldOut.objects.create(borough=BARNET, session=lately.session, elector=elector, **at)
    retain()
    assert set(HeldOut.objects.values_list("session", flat=True)) == {lately.pk}


def test_leases_that_led_to_nothing_go_and_those_of_a_contact_stay(field_work):
    user, session = field_work.person(), field_work.session(field_work.organiser())
    leases = []
    for closed_at in (ago(24), ago(24), ago(23), None):
        elector = field_work.elector()
        held = {"session": session, "user": user, "elector": elector, "borough": BARNET, "closed_at": closed_at}
        leases.append(Lease.objects.create(**held, leased_at=ago(24), expires_at=ago(24), ahead=closed_at is None))
    event = contact(leases[1].elector, user, NOW)
    with connection.cursor() as cursor:  # what is in the log nobody changes
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("UPDATE canvass_contactevent SET lease_id = %s WHERE id = %s", [leases[1].pk, event.pk])
        cursor.execute("SET LOCAL session_replication_role = origin")
    retain()
    assert set(Lease.objects.all()) == set(leases[1:])


def _agree(elector: Elector, at: dt.datetime, *, given: bool = True, line: str = "+447700900001") -> None:
    known = {"channel": "phone", "purpose": "campaign", "version": 1}
    wording, _ = ConsentWording.objects.get_or_create(**known, defaults={"text": "May we ring you?"})
    how = {"line": line, "how": "form", "wording": wording if given else None}
    Consent.objects.create(borough=BARNET, elector=elector, channel="phone", given=given, at=at, **how)


def test_a_consent_goes_six_years_after_it_was_taken_back_and_nothing_stands_again(field_work):
    long_ago, lately = ago(72), ago(70)
    standing, over, half, fresh = (field_work.elector() for _ in range(4))
    _agree(standing, ago(100))
    _agree(over, ago(100))
    _agree(over, long_ago, given=False, line="")
    _agree(half, ago(100))
    _agree(half, ago(100), line="+447700900002")
    _agree(half, long_ago, given=False)
    _agree(fresh, ago(100))
    _agree(fresh, lately, given=False)
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        Consent.objects.filter(elector=over).delete()
    assert {each.term.key: each.rows for each in retain()} == {"consents": 2}
    left = [(entry.elector, entry.given, entry.line[-1:]) for entry in Consent.objects.order_by("elector", "at", "pk")]
    assert left == [(standing, True, "1"), (half, True, "2"), (fresh, True, "1"), (fresh, False, "1")]
    for kept in (standing, half, fresh):
        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
            Consent.objects.filter(elector=kept, given=True).delete()
    assert retain() == []


def test_a_request_goes_six_years_after_it_was_answered(field_work):
    asked = {"borough": BARNET, "elector": field_work.elector(), "by": field_work.person(), "source": "letter"}
    for answered_at in (ago(72), ago(70), None):
        SubjectRequest.objects.create(**asked, received_on=ago(73).date(), answered_at=answered_at)
    retain()
    assert [request.answered_at for request in SubjectRequest.objects.order_by("pk")] == [ago(70), None]


TIMES = {"a": 1, "two": 2, "three": 3, "six": 6, "ten": 10}
MONTHS = {"year": 12, "month": 1}


def test_what_an_elector_is_told_of_how_long_is_what_the_terms_do():
    months = {term.key: term.months for term in all_terms()}
    for holding in all_holdings():
        named = re.findall(rf"\b({'|'.join(TIMES)}) (year|month)s?\b", holding.kept.lower())
        told = {TIMES[number] * MONTHS[unit] for number, unit in named}
        assert told == {months[key] for key in holding.terms}, holding.key


@pytest.mark.django_db(transaction=True)
def test_it_is_a_daily_duty(field_work):
    contact(field_work.elector(), field_work.person(), ago(24))
    assert tasks.retain_daily.daily
    start(by=None, work=tasks.retain_daily, title="Retention")
    run_waiting()
    assert ContactEvent.objects.get().note == ""


def test_every_term_says_why():
    assert len({term.key for term in all_terms()}) == len(all_terms()) >= 13
    assert all(term.title and term.why.endswith((".", ")")) and term.months > 0 for term in all_terms())
