"""An audience holds those who were asked for and may be rung, in the order of their doors."""

import datetime as dt
from uuid import uuid4

import pytest
from django.db import connection
from django.utils import timezone

from groundgame.campaign.canvass import actions
from groundgame.campaign.canvass.audience import Audience, count_audience
from groundgame.campaign.canvass.figures import WardContact, ward_contact_figures
from groundgame.campaign.canvass.models import ElectorState
from groundgame.campaign.canvass.reports import Report
from groundgame.campaign.register.actions import suppress
from groundgame.campaign.register.models import Suppression

pytestmark = pytest.mark.django_db

WARD, OTHER = "E05013628", "E05013629"


def _reached(elector, days_ago):
    when = timezone.now() - dt.timedelta(days=days_ago)
    ElectorState.objects.create(
        elector=elector,
        borough=elector.borough,
        ward=elector.ward,
        attempts=1,
        last_attempt_at=when,
        last_contact_at=when,
    )


def test_who_is_in_an_audience(field_work):
    fresh, lately, long_ago = (field_work.elector() for _ in range(3))
    _reached(lately, 2)
    _reached(long_ago, 40)
    field_work.elector(telephone=False)
    field_work.elector(ward=OTHER)
    objecting = field_work.elector()
    suppress(by=None, elector=objecting, kind=Suppression.Kind.DO_NOT_CALL, source="letter")
    left = field_work.elector()
    left.left_at = timezone.localdate()
    left.save()
    month_ago = timezone.localdate() - dt.timedelta(days=30)
    asked = {
        Audience.of([WARD]): {fresh, lately, long_ago},
        Audience.of([WARD], month_ago): {fresh, long_ago},
        Audience.of([WARD], never=True): {fresh},
        Audience.of([WARD, OTHER], never=True): 2,
        Audience.of(["E05013630"]): set(),
    }
    organiser = field_work.organiser()
    for audience, expected in asked.items():
        electors, households = count_audience(audience)
        session = field_work.session(organiser, audience=audience)
        assert Audience.from_json(session.audience) == audience
        assert electors == households == session.targets.count()
        if isinstance(expected, set):
            assert {target.elector for target in session.targets.all()} == expected
        else:
            assert electors == expected


def test_a_household_stands_together_and_a_street_in_the_order_of_its_doors(field_work):
    first, second = field_work.address(), field_work.address()
    late = field_work.elector(second), field_work.elector(second)
    early = field_work.elector(first), field_work.elector(first)
    session = field_work.session(field_work.organiser())
    assert count_audience(Audience.from_json(session.audience)) == (4, 2)
    order = [target.elector for target in session.targets.order_by("position")]
    assert order == sorted(early, key=lambda one: one.surname) + sorted(late, key=lambda one: one.surname)


def test_refreshing_adds_the_new_ones_once_and_after_the_others(field_work):
    field_work.elector()
    session = field_work.session(field_work.organiser())
    newcomer = field_work.elector()
    assert actions.refresh_audience(by=session.created_by, session=session) == 1
    assert actions.refresh_audience(by=session.created_by, session=session) == 0
    assert session.targets.order_by("-position").first().elector == newcomer


def test_a_ward_shows_what_was_learnt_at_once(field_work, settings):
    electors = [field_work.elector() for _ in range(4)]
    session = field_work.session(field_work.organiser())
    caller = field_work.caller(session)
    said = [
        ("conversation", {"voting_intention": "us", "promise": "yes"}),
        ("conversation", {"voting_intention": "us", "promise": "no"}),
        ("no_answer", {}),
    ]
    events = []
    for outcome, answers in said:
        lease = actions.take_next(by=caller, session=session)
        report = Report(uuid4(), lease.token, outcome, answers)
        events.append(actions.save_contact(by=caller, session=session, report=report).event)
    figures = ward_contact_figures([WARD, OTHER])
    assert figures[WARD] == WardContact(
        electors=len(electors),
        contacted=2,
        share_contacted=0.5,
        last_contact_at=events[1].happened_at,
        attempts=3,
        conversations=2,
        promises=1,
        voting_intentions={"us": 2},
    )
    assert figures[OTHER] == WardContact()


def test_a_ward_counts_only_those_who_live_in_it_now(field_work):
    gone, moved, here = (field_work.elector() for _ in range(3))
    for elector in (gone, moved, here):
        _reached(elector, 1)
    ElectorState.objects.update(promise="yes", voting_intention="us", conversations=1)
    gone.left_at = timezone.localdate()
    gone.save()
    moved.ward = OTHER
    moved.save()
    figures = ward_contact_figures([WARD, OTHER])
    counted = {
        ward: (each.contacted, each.attempts, each.conversations, each.promises, each.voting_intentions)
        for ward, each in figures.items()
    }
    assert counted == {WARD: (1, 1, 1, 1, {"us": 1}), OTHER: (1, 1, 1, 1, {"us": 1})}


@pytest.fixture(autouse=True)
def _no_kept_counts():
    from django.core.cache import cache

    cache.clear()


def test_the_planner_is_told_of_a_large_session_at_once(field_work, monkeypatch):
    """A count planned on yesterday's figures took eight minutes where it takes seconds."""
    monkeypatch.setattr("groundgame.campaign.canvass.audience.filling.MANY_TARGETS", 3)
    for _ in range(3):
        field_work.elector()
    session = field_work.session(field_work.organiser(), audience=Audience.of([WARD]))
    with connection.cursor() as cursor:
        cursor.execute("SELECT reltuples FROM pg_class WHERE oid = 'canvass_target'::regclass")
        assert cursor.fetchone()[0] == session.targets.count() == 3
