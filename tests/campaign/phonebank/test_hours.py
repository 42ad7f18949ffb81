"""After hours nobody comes on a screen, and no call begins; the one under way is finished and saved."""

import datetime as dt
import re
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from groundgame.campaign.canvass import actions
from groundgame.campaign.canvass.errors import LeaseGoneError
from groundgame.campaign.canvass.hours import seconds_open
from groundgame.campaign.canvass.models import ContactEvent, Lease, Session, Target
from groundgame.campaign.phonebank.calls import ring
from groundgame.campaign.register.actions import suppress

pytestmark = pytest.mark.django_db

FIELD = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)"')


def _url(name, session):
    return reverse(f"phonebank:{name}", args=[session.pk])


@pytest.fixture
def calling(field_work, client):
    """Return a session with a caller, signed in at `client`, with one elector on the screen and one ahead."""
    for _ in range(3):
        field_work.elector()
    session = field_work.session(field_work.organiser())
    caller = field_work.caller(session)
    client.force_login(caller)
    form = dict(FIELD.findall(client.post(_url("next", session), follow=True).content.decode()))
    assert client.post(_url("ahead", session), {"shown": form["token"]}).json()["ahead"]
    return session, caller, form


def _close(session, minutes=1):
    """Let the session's hours end so many minutes ago, having begun an hour before."""
    now = timezone.localtime()
    session.opens_at, session.closes_at = ((now - dt.timedelta(minutes=ago)).time() for ago in (60 + minutes, minutes))
    session.save()


def test_the_call_under_way_is_saved_and_the_one_fetched_ahead_goes_back(client, calling):
    session, caller, form = calling
    fetched = Lease.objects.get(user=caller, ahead=True)
    _close(session)
    sent = {name: form[name] for name in ("event", "token")} | {"outcome": "conversation", "shown": str(fetched.token)}
    parts = client.post(_url("save", session), sent).json()
    assert (parts["now"], parts["ahead"]) == (None, None)
    assert ContactEvent.objects.get().outcome == "conversation"
    assert not Lease.objects.filter(closed_at=None).exists()
    assert Target.objects.get(session=session, elector=fetched.elector).not_before == session.created_at
    page = client.get(_url("call", session)).content.decode()
    assert "tel:" not in page
    assert "rings from" in page


def test_an_elector_who_was_not_on_the_screen_in_time_does_not_come_back_to_it(client, calling):
    session, caller, _form = calling
    Lease.objects.filter(user=caller, ahead=False).update(expires_at=timezone.now() - dt.timedelta(hours=6))
    _close(session)
    assert "tel:" not in client.get(_url("call", session)).content.decode()
    assert actions.take_next(by=caller, session=session) is None


def test_a_call_under_way_stays_on_the_screen_and_is_not_held_for_longer(client, calling):
    session, caller, _form = calling
    held = Lease.objects.get(user=caller, ahead=False)
    _close(session)
    assert f'value="{held.token}"' in client.get(_url("call", session)).content.decode()
    assert client.post(_url("renew", session), {"token": held.token}).json()["until"] == held.expires_at.isoformat()


def test_the_page_goes_on_by_itself_until_the_hours_end_and_no_longer(client, calling):
    session, _caller, form = calling
    _close(session, minutes=-2)
    parts = client.post(_url("ahead", session), {"shown": form["token"]}).json()
    assert 0 < parts["ahead"]["seconds"] <= 120


def test_no_dialler_rings_after_hours(calling):
    session, caller, _form = calling
    _close(session)
    with pytest.raises(PermissionDenied, match="does not ring at this hour"):
        ring(
            by=caller,
            session=session,
            token=uuid4(),
            number=None,
            own="07700 900555",
            with_=None,
            report_to=lambda made: "",
        )


def test_whoever_objects_while_on_a_screen_is_not_held_on_to(client, calling):
    session, caller, _form = calling
    held = Lease.objects.get(user=caller, ahead=False)
    suppress(by=session.created_by, elector=held.elector, kind="do_not_call", source="letter")
    answer = client.post(_url("renew", session), {"token": held.token})
    assert answer.status_code == 409
    assert "asked not to be rung" in answer.json()["gone"]
    with pytest.raises(LeaseGoneError):
        actions.renew_lease(by=caller, token=held.token)


@pytest.mark.parametrize(("closes", "hour", "seconds"), [(None, 12, None), (21, 20, 3600), (2, 23, 10_800)])
def test_for_how_long_a_session_still_rings(closes, hour, seconds):
    now = dt.datetime(2026, 6, 1, hour, tzinfo=timezone.get_default_timezone())
    assert seconds_open(Session(closes_at=None if closes is None else dt.time(closes)), now) == seconds
