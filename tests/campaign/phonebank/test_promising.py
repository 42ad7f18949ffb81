"""An hour of the elector's own choice is promised, kept, and said to be no hour at which anybody rings."""

import datetime as dt
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from groundgame.campaign.canvass import actions
from groundgame.campaign.canvass.models import ContactEvent, Session, Target

pytestmark = pytest.mark.django_db

TYPED = "%Y-%m-%dT%H:%M"


@pytest.fixture
def promise(field_work, client):
    """Return what promises a call in a session, for an hour as a browser sends it."""
    cache.clear()
    field_work.elector()
    session = field_work.session(field_work.organiser())
    caller = field_work.caller(session)
    lease = actions.take_next(by=caller, session=session)
    client.force_login(caller)

    def promise_(at, **more):
        sent = {"event": uuid4(), "token": lease.token, "outcome": "call_back", "call_back": "60", "call_back_at": at}
        return client.post(reverse("phonebank:save", args=[session.pk]), sent | more)

    return promise_


def _on_saturday():
    now = timezone.localtime()
    return (now + dt.timedelta(days=(5 - now.weekday()) % 7 + 7)).replace(hour=11, minute=0, second=0, microsecond=0)


def test_saturday_at_eleven_can_be_promised(promise):
    saturday = _on_saturday()
    assert promise(saturday.strftime(TYPED)).status_code == 302
    assert ContactEvent.objects.get().call_back_at == saturday
    assert Target.objects.get().promised_at == saturday


def test_without_an_hour_what_was_chosen_holds(promise):
    assert promise("").status_code == 302
    event = ContactEvent.objects.get()
    assert event.call_back_at == event.happened_at + dt.timedelta(hours=1)


@pytest.mark.parametrize("days", [-1, 61])
def test_an_hour_that_has_gone_or_is_far_away_is_refused_and_nothing_is_saved(promise, days):
    answer = promise((timezone.localtime() + dt.timedelta(days=days)).strftime(TYPED))
    assert answer.status_code == 422
    assert "still to come, within 60 days" in answer.content.decode()
    assert not ContactEvent.objects.exists()


def test_an_hour_that_lay_ahead_is_kept_however_late_it_arrives(promise):
    made = timezone.now() - dt.timedelta(hours=2)
    at = timezone.localtime(made + dt.timedelta(hours=1)).strftime(TYPED)
    assert promise(at, happened_at=made.strftime("%Y-%m-%dT%H:%M:%S.%fZ")).status_code == 302


def test_the_same_form_twice_is_one_promise(promise):
    sent = {"event": uuid4()}
    for _ in range(2):
        assert promise(_on_saturday().strftime(TYPED), **sent).status_code == 302
    assert ContactEvent.objects.count() == 1


def test_an_hour_at_which_nobody_rings_is_said_to_be_one(promise):
    Session.objects.update(opens_at=dt.time(0, 1), closes_at=dt.time(23, 59))
    late = _on_saturday().replace(hour=0, minute=0)
    parts = promise(late.strftime(TYPED), shown="").json()
    assert "when nobody rings here (from" in parts["notices"][0]
    assert ContactEvent.objects.get().call_back_at == late


@pytest.mark.parametrize(("days", "said"), [("weekdays", True), ("weekends", False)])
def test_a_day_on_which_nobody_rings_is_said_to_be_one(promise, days, said):
    Session.objects.update(days=days)
    notices = promise(_on_saturday().strftime(TYPED), shown="").json()["notices"]
    assert any("when nobody rings here (on weekdays)" in each for each in notices) == said
