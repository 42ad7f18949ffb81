"""Signals raise questions where there is one to ask, and leave everybody else in peace."""

import datetime as dt
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from groundgame.campaign.canvass import actions
from groundgame.campaign.canvass.models import Session
from groundgame.campaign.canvass.reports import DoorReport
from groundgame.campaign.canvass.signals import recorded_in
from groundgame.campaign.register.actions import suppress
from groundgame.campaign.register.models import Suppression

pytestmark = pytest.mark.django_db


@pytest.fixture
def round_of_doors(field_work):
    people = [field_work.elector(telephone=False) for _ in range(40)]
    session = field_work.session(field_work.organiser(), channel=Session.Channel.DOOR)
    Session.objects.filter(pk=session.pk).update(created_at=timezone.now() - dt.timedelta(days=30))
    session.refresh_from_db()
    return session, people


def _walk(
    session,
    caller,
    people,
    *,
    apart=90,
    out=0,
    said=("us", "them", "undecided"),
    days_ago=2,
    ended="conversation",
    **more,
):
    """Let somebody knock at each door, so many seconds apart; every `out`-th is not in."""
    start = timezone.now() - dt.timedelta(days=days_ago)
    reports = []
    for number, elector in enumerate(people):
        away = out and number % out == 0
        answers = {} if away else {"voting_intention": said[number % len(said)]}
        at = start + dt.timedelta(seconds=number * apart)
        outcome = "not_in" if away else ended
        reports.append(DoorReport(uuid4(), elector.pk, outcome, answers, happened_at=at, **more))
    assert not actions.record_contacts(by=caller, session=session, reports=reports).refused


def _signals(session, caller):
    return next(one for one in recorded_in([session.pk]) if one.user == caller.pk).signals


def test_an_ordinary_evening_raises_nothing(round_of_doors, field_work):
    session, people = round_of_doors
    caller = field_work.caller(session)
    _walk(session, caller, people, out=3)
    assert _signals(session, caller) == ()


def test_conversations_seconds_apart_and_nobody_ever_out(round_of_doors, field_work):
    session, people = round_of_doors
    caller = field_work.caller(session)
    _walk(session, caller, people, apart=8)
    assert _signals(session, caller) == ("quick", "reached")


def test_answers_seconds_apart_are_conversations_too_close_whatever_they_ended_in(round_of_doors, field_work):
    session, people = round_of_doors
    caller = field_work.caller(session)
    _walk(session, caller, people, apart=8, out=8, ended="call_back")
    assert "quick" in _signals(session, caller)


def test_a_sheet_typed_in_and_a_household_are_not_too_quick(field_work, round_of_doors):
    session, people = round_of_doors
    home = field_work.address()
    family = [field_work.elector(home, telephone=False) for _ in range(14)]
    typist, visitor = field_work.caller(session), field_work.caller(session)
    _walk(session, typist, people, apart=0, out=3, channel="paper")
    _walk(session, visitor, family, apart=2)
    assert _signals(session, typist) == ()
    assert _signals(session, visitor) == ()


def test_answers_all_alike_count_only_where_others_hear_several(round_of_doors, field_work):
    session, people = round_of_doors
    alone, other = field_work.caller(session), field_work.caller(session)
    _walk(session, alone, people[:20], said=("us",), out=5)
    assert _signals(session, alone) == ("alike",)
    _walk(session, other, people[20:], said=("us",), out=6)
    assert _signals(session, alone) == ()


def test_answers_that_somebody_else_heard_otherwise_by_party_not_by_strength(round_of_doors, field_work):
    session, people = round_of_doors
    actions.load_codes(by=None, parties=[("ours", "Ours"), ("theirs", "Theirs")])
    first, second = field_work.caller(session), field_work.caller(session)
    _walk(session, first, people[:10], said=("ours-definite",), out=0)
    _walk(session, second, people[:10], said=("ours-soft",), days_ago=1)
    assert "otherwise" not in _signals(session, first)
    third = field_work.caller(session)
    _walk(session, third, people[10:20], said=("ours-definite",))
    _walk(session, second, people[10:20], said=("theirs", "undecided"), days_ago=1)
    assert "otherwise" in _signals(session, third)
    for elector in people[10:16]:
        suppress(by=None, elector=elector, kind=Suppression.Kind.NO_PROFILING, source="letter")
    assert "otherwise" not in _signals(session, third)


def test_the_page_is_the_organisers_and_says_that_a_signal_is_a_question(round_of_doors, field_work, client):
    session, people = round_of_doors
    caller = field_work.caller(session)
    _walk(session, caller, people, apart=8)
    page = reverse("canvass:quality", args=[session.pk])
    client.force_login(caller)
    assert client.get(page).status_code == 403
    client.force_login(session.created_by)
    shown = client.get(page).content.decode()
    assert "39 of 39 conversations began within 30 seconds of another." in shown
    assert "a question, not a charge" in shown
