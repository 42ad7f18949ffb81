"""What we know of an elector is what the log says, whatever order the log was written in."""

import datetime as dt
from importlib import import_module
from itertools import permutations
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.utils import timezone

from groundgame.campaign.canvass.models import Answer, ContactEvent, ElectorState
from groundgame.campaign.canvass.state import merge_events, rebuild_states
from groundgame.campaign.canvass.told import figures_of, told_by

pytestmark = pytest.mark.django_db

# (hours after noon, outcome, answers), as they happened
HAPPENED = [
    (1, "no_answer", {}),
    (2, "conversation", {"voting_intention": "us", "promise": "yes"}),
    (3, "conversation", {"voting_intention": "them"}),
    (4, "moved", {}),
]


def _write(elector, user, hour, outcome, answers):
    noon = timezone.now().replace(hour=0, minute=0, second=0, microsecond=0)
    event = ContactEvent.objects.create(
        id=uuid4(),
        borough=elector.borough,
        ward=elector.ward,
        elector=elector,
        user=user,
        outcome=outcome,
        happened_at=noon + dt.timedelta(hours=hour),
        received_at=timezone.now(),
        digest="",
    )
    Answer.objects.bulk_create(Answer(event=event, question_key=key, value=value) for key, value in answers.items())
    merge_events([event.pk])
    return event


def _known(elector):
    return ElectorState.objects.filter(elector=elector).values().get()


@pytest.mark.parametrize("order", list(permutations(range(len(HAPPENED)))))
def test_events_may_arrive_in_any_order(field_work, order):
    elector, user = field_work.elector(), field_work.person()
    events = {number: _write(elector, user, *HAPPENED[number]) for number in order}
    known = _known(elector)
    assert (known["attempts"], known["conversations"]) == (4, 2)
    assert (known["voting_intention"], known["promise"]) == ("them", "yes")
    assert known["voting_intention_at"] == events[2].happened_at
    assert known["promise_at"] == events[1].happened_at
    assert known["last_contact_at"] == events[2].happened_at
    assert known["last_attempt_at"] == known["gone_at"] == events[3].happened_at
    with transaction.atomic():
        rebuild_states([elector.pk])
    assert _known(elector) == known


def test_of_two_answers_of_one_moment_the_one_received_last_stands(field_work):
    elector, user = field_work.elector(), field_work.person()
    _write(elector, user, 1, "conversation", {"promise": "yes"})
    _write(elector, user, 1, "conversation", {"promise": "no"})
    known = _known(elector)
    assert known["promise"] == "no"
    rebuild_states([elector.pk])
    assert _known(elector) == known


def test_rebuilding_one_elector_leaves_the_others(field_work):
    one, other, user = field_work.elector(), field_work.elector(), field_work.person()
    _write(one, user, 1, "conversation", {})
    _write(other, user, 2, "conversation", {})
    kept = _known(other)
    rebuild_states([one.pk])
    assert _known(other) == kept


@pytest.mark.parametrize(
    ("outcome", "answers", "conversations"),
    [
        ("conversation", {}, 1),
        ("call_back", {"voting_intention": "us"}, 1),
        ("refused", {"voting_intention": "them"}, 1),
        ("call_back", {}, 0),
        ("refused", {}, 0),
    ],
)
def test_whoever_told_us_something_was_spoken_to(field_work, outcome, answers, conversations):
    elector, user = field_work.elector(), field_work.organiser()
    _write(elector, user, 1, outcome, answers)
    assert _known(elector)["conversations"] == conversations
    assert figures_of(told_by(elector, user)).conversations == conversations
    rebuild_states([elector.pk])
    assert _known(elector)["conversations"] == conversations


def test_what_was_counted_before_is_counted_anew(field_work):
    told, silent, user = field_work.elector(), field_work.elector(), field_work.person()
    _write(told, user, 1, "call_back", {"voting_intention": "us"})
    _write(told, user, 2, "conversation", {"voting_intention": "us"})
    _write(silent, user, 1, "call_back", {})
    counted = import_module("groundgame.campaign.canvass.migrations.0015_count_who_told_us_something")
    (statement,) = counted.Migration.operations
    with connection.cursor() as cursor:
        cursor.execute(statement.reverse_sql)
        assert _known(told)["conversations"] == 1
        cursor.execute(statement.sql)
    assert (_known(told)["conversations"], _known(silent)["conversations"]) == (2, 0)
