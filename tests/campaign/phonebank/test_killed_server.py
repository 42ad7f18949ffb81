"""A server killed between save and answer loses nothing, and a retry adds nothing."""

import threading
import time
from uuid import uuid4

import psycopg
import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from groundgame.campaign.canvass import actions
from groundgame.campaign.canvass.models import Answer, ContactEvent, ElectorState, Lease

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


@pytest.fixture
def server(real_server):
    real_server.start()
    return real_server


@pytest.fixture
def call(field_work):
    """Return a session with a caller who has an elector on the screen: the address, cookie and form of the save."""
    field_work.elector(), field_work.elector()
    session = field_work.session(field_work.organiser())
    caller = field_work.caller(session)
    lease = actions.take_next(by=caller, session=session)
    client = Client()
    client.force_login(caller)
    sent = {"event": uuid4(), "token": lease.token, "outcome": "conversation", "answer-promise": "yes"}
    return reverse("phonebank:save", args=[session.pk]), client.cookies["sessionid"].value, sent


def _wait_until(holds):
    end = time.monotonic() + 90
    while not holds():
        assert time.monotonic() < end, "it never came to that"
        time.sleep(0.02)


def _sent_until_answered(server, call):
    """Send the very same form again and again, as a telephone does, until a server that starts has answered it."""
    end = time.monotonic() + 90
    while (answer := server.post(*call)) is None:
        assert time.monotonic() < end, "no answer ever came"
        time.sleep(0.5)
    return answer


def _somebody_waits_for_a_lock():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
        )
        return cursor.fetchone()[0] > 0


# Held by somebody else: the places that a save needs, and the next elector, who is given out after the save.
THE_PLACES = "SELECT 1 FROM canvass_target FOR UPDATE"
THE_NEXT_ELECTOR = """
INSERT INTO canvass_lease (borough, session_id, elector_id, user_id, token, leased_at, expires_at, closed_by, dialled)
SELECT q.borough, q.session_id, q.elector_id, n.created_by_id, gen_random_uuid(), now(),
  now() + interval '1 hour', '', ''
FROM canvass_target q JOIN canvass_session n ON n.id = q.session_id
WHERE q.elector_id NOT IN (SELECT elector_id FROM canvass_lease)
"""


def _kill_while_locked(server, call, held, committed):
    """Send the save while somebody else holds what it needs, kill the server there, and return its answer."""
    answers = []
    with psycopg.connect(server.database_url) as holder:
        holder.execute(held)
        sending = threading.Thread(target=lambda: answers.append(server.post(*call)))
        sending.start()
        _wait_until(_somebody_waits_for_a_lock)
        assert ContactEvent.objects.exists() is committed
        server.kill()
        sending.join(timeout=30)
        holder.rollback()
    _wait_until(lambda: not _somebody_waits_for_a_lock())
    return answers[0]


@pytest.mark.parametrize(
    ("held", "committed"),
    [
        pytest.param(THE_PLACES, False, id="in the middle of the save"),
        pytest.param(THE_NEXT_ELECTOR, True, id="after the save and before the answer"),
    ],
)
def test_a_call_is_saved_exactly_once_though_the_server_is_killed(server, call, held, committed):
    assert _kill_while_locked(server, call, held, committed) is None
    server.start()
    assert _sent_until_answered(server, call) == 302
    assert _sent_until_answered(server, call) == 302
    event = ContactEvent.objects.get()
    assert (event.outcome, event.late) == ("conversation", False)
    assert Answer.objects.get().value == "yes"
    state = ElectorState.objects.get()
    assert (state.attempts, state.conversations, state.promise) == (1, 1, "yes")
    assert Lease.objects.get(elector=event.elector).closed_by == Lease.Closing.SAVED
    assert Lease.objects.filter(closed_at=None).exclude(elector=event.elector).count() == 1
