"""A contact is put right by another event: the first stays, and all that follows from contacts follows the last."""

import datetime as dt
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from groundgame.campaign.accounts.models import Role
from groundgame.campaign.audit.models import AuditEntry
from groundgame.campaign.canvass import actions
from groundgame.campaign.canvass.actions import Correction
from groundgame.campaign.canvass.errors import ContactRefusedError
from groundgame.campaign.canvass.models import ContactEvent, ElectorState, Lease, NewestAnswer, Target
from groundgame.campaign.canvass.reports import DoorReport, Report
from groundgame.campaign.canvass.state import rebuild_states
from groundgame.campaign.register.models import BarredLine

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _fresh_cache():
    cache.clear()


@pytest.fixture
def rung(field_work):
    """Return what rings an elector and saves an outcome."""

    def ring(outcome="conversation", answers=(), **more):
        elector = field_work.elector()
        session = field_work.session(field_work.organiser())
        caller = field_work.caller(session)
        lease = actions.take_next(by=caller, session=session)
        report = Report(uuid4(), lease.token, outcome, dict(answers), **more)
        return actions.save_contact(by=caller, session=session, report=report).event, caller, elector

    return ring


def _right(outcome="conversation", **more):
    return Correction(uuid4(), outcome, **more)


def _known(elector):
    state = ElectorState.objects.filter(elector=elector).values().first()
    return state, list(NewestAnswer.objects.filter(elector=elector).order_by("pk").values())


def test_what_we_know_follows_the_correction_and_the_first_stays(rung):
    event, caller, elector = rung(answers={"voting_intention": "us", "promise": "yes"})
    right = actions.correct_contact(by=caller, event=event, correction=_right(answers={"voting_intention": "them"}))
    state, answers = _known(elector)
    assert (state["attempts"], state["conversations"], state["voting_intention"], state["promise"]) == (
        1,
        1,
        "them",
        "",
    )
    assert [(one["question_key"], one["value"]) for one in answers] == [("voting_intention", "them")]
    assert (right.corrects, right.happened_at, right.user) == (event, event.happened_at, caller)
    assert ContactEvent.objects.get(pk=event.pk).answers.count() == 2
    rebuild_states([elector.pk])
    assert _known(elector) == (state, answers)
    assert AuditEntry.objects.get(action="canvass.correct_contact").by == caller


def test_the_last_of_several_corrections_holds_whichever_it_was_made_of(rung):
    event, caller, elector = rung(answers={"promise": "yes"})
    second = actions.correct_contact(by=caller, event=event, correction=_right(answers={"promise": "no"}))
    third = actions.correct_contact(by=caller, event=second, correction=_right(answers={"promise": "yes"}))
    assert third.corrects == event
    assert (elector.state.promise, elector.state.attempts) == ("yes", 1)


def test_a_form_sent_twice_corrects_once_and_an_id_is_used_for_one_contact(rung):
    event, caller, _elector = rung()
    other, _, _ = rung()
    right = _right("refused")
    for _ in range(2):
        actions.correct_contact(by=caller, event=event, correction=right)
    assert ContactEvent.objects.filter(corrects=event).count() == 1
    with pytest.raises(ContactRefusedError):
        actions.correct_contact(by=caller, event=other, correction=right)


def test_who_was_said_to_have_moved_by_mistake_is_rung_again(rung):
    event, caller, elector = rung("moved")
    target = Target.objects.get()
    assert target.done_because == "moved"
    actions.correct_contact(by=caller, event=event, correction=_right("no_answer"))
    target.refresh_from_db()
    assert (target.done_at, target.attempts, elector.state.gone_at) == (None, 1, None)
    assert target.not_before == event.happened_at + dt.timedelta(hours=2)


def test_what_is_taken_back_is_as_if_it_had_not_been(rung):
    event, caller, elector = rung("no_answer")
    actions.correct_contact(by=caller, event=event, correction=_right("withdrawn"))
    target = Target.objects.get()
    assert (target.done_at, target.attempts) == (None, 0)
    assert target.not_before <= timezone.now()
    assert _known(elector) == (None, [])
    assert actions.take_next(by=caller, session=event.session).elector == elector
    assert ContactEvent.objects.count() == 2


def test_a_number_struck_out_by_mistake_may_be_rung_again(rung, field_work):
    event, caller, elector = rung("wrong_number")
    number = elector.telephone_numbers.get()
    assert number.wrong_at is not None
    actions.correct_contact(by=caller, event=event, correction=_right("busy"))
    number.refresh_from_db()
    assert number.wrong_at is None
    assert Target.objects.get().done_at is None


def test_an_objection_that_was_missed_holds_and_opinions_go(rung):
    event, caller, elector = rung(answers={"promise": "yes"})
    right = _right("do_not_contact", answers={"promise": "yes"}, note="Cross")
    made = actions.correct_contact(by=caller, event=event, correction=right)
    assert elector.suppressions.get().kind == "do_not_contact"
    assert (made.note, made.answers.count(), NewestAnswer.objects.count()) == ("", 0, 0)


def test_a_correction_ends_nothing_that_somebody_agreed_since(rung, field_work):
    event, caller, _elector = rung("no_answer")
    Target.objects.update(not_before=timezone.now() - dt.timedelta(minutes=1))
    lease = actions.take_next(by=caller, session=event.session)
    promised = Report(uuid4(), lease.token, "call_back", call_back_minutes=600)
    actions.save_contact(by=caller, session=event.session, report=promised)
    agreed = Target.objects.values("promised_at", "promised_to", "not_before", "done_at").get()
    assert agreed["promised_at"] is not None
    for outcome in ("refused", "busy", "withdrawn"):
        actions.correct_contact(by=caller, event=event, correction=_right(outcome))
        assert Target.objects.values(*agreed).get() == agreed, outcome


def test_a_correction_opens_no_place_of_whoever_was_reached_since(rung, field_work):
    event, caller, elector = rung("moved")
    door = DoorReport(uuid4(), elector.pk, "conversation", happened_at=timezone.now())
    actions.record_contacts(by=event.session.created_by, session=event.session, reports=[door])
    actions.correct_contact(by=caller, event=event, correction=_right("no_answer"))
    assert Target.objects.get().done_at is not None
    assert actions.take_next(by=caller, session=event.session) is None


def test_a_number_that_was_wrong_after_all_is_not_rung_again(rung, field_work):
    event, caller, elector = rung("no_answer")
    actions.correct_contact(by=caller, event=event, correction=_right("wrong_number"))
    assert elector.telephone_numbers.get().wrong_at is not None
    assert actions.take_next(by=caller, session=event.session) is None


def test_an_objection_that_was_missed_bars_the_line_that_rang(rung):
    event, caller, elector = rung("no_answer")
    Lease.objects.filter(pk=event.lease_id).update(dialled="+442079460999")
    actions.correct_contact(by=caller, event=event, correction=_right("do_not_call"))
    assert BarredLine.objects.filter(e164="+442079460999", lifted_at=None).exists()
    assert elector.suppressions.get().source.startswith("Call")


@pytest.mark.parametrize(
    ("who", "hours", "may"),
    [("maker", 23, True), ("maker", 25, False), ("organiser", 1000, True), ("stranger", 1, False), ("agent", 1, False)],
)
def test_who_may_put_right_and_until_when(rung, field_work, client, who, hours, may):
    event, caller, _elector = rung()
    event = ContactEvent.objects.create(
        id=uuid4(),
        borough=event.borough,
        ward=event.ward,
        session=event.session,
        elector=event.elector,
        user=caller,
        outcome="conversation",
        happened_at=timezone.now() - dt.timedelta(hours=hours),
        received_at=timezone.now() - dt.timedelta(hours=hours),
        digest="",
    )
    by = {
        "maker": lambda: caller,
        "organiser": field_work.organiser,
        "stranger": field_work.person,
        "agent": lambda: field_work.person(Role.AGENT),
    }[who]()
    client.force_login(by)
    page = reverse("canvass:correct", args=[event.pk])
    assert client.get(page).status_code == (200 if may else 403)
    form = {"event": uuid4(), "outcome": "refused"}
    assert client.post(page, form).status_code == (302 if may else 403)
    assert ContactEvent.objects.filter(outcome="refused").exists() is may
    if not may:
        with pytest.raises(PermissionDenied):
            actions.correct_contact(by=by, event=event, correction=_right("refused"))


def test_the_page_shows_both_and_what_holds(rung, client):
    event, _caller, elector = rung(answers={"voting_intention": "us"}, note="First note")
    client.force_login(event.session.created_by)
    page = reverse("canvass:correct", args=[event.pk])
    assert "First note" in client.get(page).content.decode()
    bad = client.post(page, {"event": uuid4(), "outcome": "call_back"})
    assert bad.status_code == 422
    assert "an hour that is still to come" in bad.content.decode()
    sent = {"event": uuid4(), "outcome": "conversation", "answer_voting_intention": "them", "note": "Second note"}
    assert client.post(page, sent).url == reverse("canvass:contacts", args=[elector.pk])
    shown = client.get(reverse("canvass:contacts", args=[elector.pk])).content.decode()
    for words in ("put right since", "correction of", "First note", "Second note", "Newest answer"):
        assert words in shown
    known = shown.split("What we know now")[1].split("Every contact")[0]
    assert "Them" in known
    assert "Us<" not in known
