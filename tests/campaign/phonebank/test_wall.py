"""The wallboard shows what the log holds."""

from uuid import uuid4

import pytest
from django.core.cache import cache
from django.urls import reverse

from groundgame.campaign.accounts.models import Role
from groundgame.campaign.canvass import actions
from groundgame.campaign.canvass.models import ElectorState, Lease
from groundgame.campaign.canvass.reports import Report
from groundgame.campaign.canvass.views.callers import callers_of
from groundgame.campaign.phonebank.wall import wall_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _fresh_cache():
    cache.clear()


def _ring(caller, session, outcome, **answers):
    lease = actions.take_next(by=caller, session=session)
    actions.save_contact(by=caller, session=session, report=Report(uuid4(), lease.token, outcome, answers))


@pytest.fixture
def bank(field_work):
    for _ in range(8):
        field_work.elector()
    session = field_work.session(field_work.organiser())
    callers = [field_work.caller(session) for _ in range(2)]
    for caller in callers:
        actions.see_caller(caller=session.callers.get(user=caller))
    _ring(callers[0], session, "conversation", voting_intention="us", promise="yes")
    _ring(callers[0], session, "conversation", voting_intention="us", promise="no")
    _ring(callers[1], session, "conversation", voting_intention="them")
    _ring(callers[1], session, "no_answer")
    _ring(callers[1], session, "refused")
    return session, callers


def test_the_figures(bank, field_work):
    session, callers = bank
    held = [actions.take_next(by=caller, session=session) for caller in callers]
    Lease.objects.filter(pk=held[0].pk).update(expires_at=held[0].leased_at)
    wall = wall_of([session])
    assert (wall.callers, wall.attempts, wall.conversations, wall.reached, wall.last_hour) == (2, 5, 3, 4, 5)
    assert (wall.leases_held, wall.leases_expired, wall.promised) == (1, 1, 1)
    assert wall.contact_share == 4 / 5
    assert [(bar.label, bar.electors, bar.share) for bar in wall.voting_intentions] == [
        ("Us", 2, 2 / 3),
        ("Them", 1, 1 / 3),
        ("Undecided", 0, 0),
    ]
    assert [(bar.label, bar.electors) for bar in wall.promises] == [("Yes", 1), ("No", 1)]


def test_whoever_answers_and_then_asks_to_be_rung_later_was_spoken_to(bank, field_work):
    session, callers = bank
    _ring(callers[0], session, "call_back", voting_intention="us")
    _ring(callers[0], session, "call_back")
    assert wall_of([session]).conversations == 4
    assert ElectorState.objects.filter(conversations=1).count() == 4


def test_what_was_put_right_counts_once_and_what_was_taken_back_not_at_all(bank, field_work):
    session, callers = bank
    refused, promised = (session.events.get(outcome="refused"), session.events.get(answers__value="yes"))
    right = actions.Correction(uuid4(), "conversation", {"voting_intention": "them"})
    actions.correct_contact(by=callers[1], event=refused, correction=right)
    actions.correct_contact(by=callers[0], event=promised, correction=actions.Correction(uuid4(), "withdrawn"))
    wall = wall_of([session])
    assert (wall.attempts, wall.conversations, wall.reached, wall.promised) == (4, 3, 3, 0)
    assert [bar.electors for bar in wall.voting_intentions] == [1, 2, 0]
    assert {one.user: one.calls for one in callers_of(session)["inside"]} == {callers[0]: 2, callers[1]: 3}


def test_an_elector_counts_by_their_newest_answer(bank, field_work):
    session, callers = bank
    elector = session.events.order_by("received_at").first().elector
    lease = actions.ring_back(by=callers[0], session=session, elector=elector)
    report = Report(uuid4(), lease.token, "conversation", {"voting_intention": "them", "promise": "no"})
    actions.save_contact(by=callers[0], session=session, report=report)
    wall = wall_of([session])
    assert wall.promised == 0
    assert [bar.electors for bar in wall.voting_intentions] == [1, 2, 0]


def test_figures_are_kept_for_a_moment_and_cost_three_statements(bank, django_assert_num_queries):
    session, _ = bank
    with django_assert_num_queries(3):
        wall_of([session])
    with django_assert_num_queries(0):
        wall_of([session])


def test_several_sessions_count_as_one_and_none_as_nothing(bank, field_work):
    session, _ = bank
    other = field_work.session(session.created_by)
    caller = field_work.caller(other)
    _ring(caller, other, "conversation", voting_intention="us")
    assert wall_of([session, other]).conversations == 4
    assert wall_of([]).attempts == 0


def test_who_sees_it(client, bank, field_work):
    session, callers = bank
    page = reverse("phonebank:wall", args=[session.pk])
    assert client.get(page).status_code == 302
    for user, status in (
        (session.created_by, 200),
        (callers[0], 200),
        (field_work.person(Role.ORGANISER, "E09000005"), 403),
        (field_work.person(), 403),
    ):
        client.force_login(user)
        assert client.get(page).status_code == status
    client.force_login(session.created_by)
    figures = client.get(page + "?figures").content.decode()
    assert "<html" not in figures
    assert "<dd>5</dd>" in figures
    assert client.get(reverse("phonebank:walls")).status_code == 200
