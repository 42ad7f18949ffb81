"""The floor manager sees who rings and who waits, and what they do takes hold at once."""

import datetime as dt
import re
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from groundgame.campaign.audit.models import AuditEntry
from groundgame.campaign.canvass import actions
from groundgame.campaign.canvass.models import Caller, ContactEvent, Lease
from groundgame.campaign.canvass.reports import Report
from groundgame.campaign.phonebank.floor import Doing, floor_of

pytestmark = pytest.mark.django_db


def _url(name, session, *more):
    return reverse(f"phonebank:{name}", args=[session.pk, *more])


@pytest.fixture
def bank(field_work, client):
    """Return a session of six electors and a caller of it; its organiser is signed in at `client`."""
    cache.clear()
    for _ in range(6):
        field_work.elector()
    session = field_work.session(field_work.organiser())
    client.force_login(session.created_by)
    return session, field_work.caller(session)


def _place(session, user):
    return Caller.objects.get(session=session, user=user)


def _do(client, session, user, **fields):
    return client.post(_url("floor_caller", session, _place(session, user).pk), fields, follow=True)


def test_each_caller_is_shown_by_what_they_do(bank, field_work):
    session, ringing = bank
    waiting, away, paused, long = (field_work.caller(session) for _ in range(4))
    for caller in (ringing, long):
        actions.take_next(by=caller, session=session)
    now = timezone.now()
    Lease.objects.filter(user=long).update(leased_at=now - dt.timedelta(minutes=40))
    Caller.objects.filter(user=waiting).update(last_seen_at=now)
    Caller.objects.filter(user=paused).update(paused_at=now)
    shown = {one.name: one for one in floor_of(session).people}
    assert {name: one.doing for name, one in shown.items()} == {
        ringing.name: Doing.RINGING,
        waiting.name: Doing.WAITING,
        away.name: Doing.AWAY,
        paused.name: Doing.PAUSED,
        long.name: Doing.IDLE,
    }
    assert shown[long.name].minutes == 40
    assert dict(floor_of(session).counts)[Doing.ASKING] == 0


def test_the_page_names_no_elector(client, bank):
    session, caller = bank
    lease = actions.take_next(by=caller, session=session)
    page = client.get(_url("floor", session)).content.decode()
    assert caller.name in page
    assert str(lease.elector) not in page
    assert "<h1" not in client.get(_url("floor", session) + "?part").content.decode()


def test_a_paused_caller_saves_the_call_and_is_given_no_other(client, bank):
    session, caller = bank
    hand = actions.go_on(by=caller, session=session)
    _do(client, session, caller, do="pause")
    assert not Lease.objects.filter(ahead=True, closed_at=None).exists()
    report = Report(uuid4(), Lease.objects.get(pk=hand.now).token, "refused")
    assert actions.save_contact(by=caller, session=session, report=report).fresh
    assert actions.go_on(by=caller, session=session) == actions.Hand(None, None)
    client.force_login(caller)
    assert b"asked you to pause" in client.get(_url("call", session)).content
    client.force_login(session.created_by)
    _do(client, session, caller, do="resume")
    assert actions.take_next(by=caller, session=session) is not None


def test_a_paused_session_gives_nobody_out(client, bank):
    session, caller = bank
    client.post(_url("floor_session", session), {"do": "pause"})
    assert actions.take_next(by=caller, session=session) is None
    client.post(_url("floor_session", session), {"do": "resume"})
    assert actions.take_next(by=caller, session=session) is not None


def test_an_elector_who_is_taken_back_goes_to_somebody_else_and_the_call_is_kept(client, bank, field_work):
    session, caller = bank
    lease = actions.take_next(by=caller, session=session)
    _do(client, session, caller, do="release", lease=lease.pk)
    assert actions.take_next(by=field_work.caller(session), session=session).elector_id == lease.elector_id
    saved = actions.save_contact(by=caller, session=session, report=Report(uuid4(), lease.token, "refused"))
    assert saved.event.late


def test_a_moved_caller_saves_the_call_and_their_page_follows_them(client, bank, field_work):
    session, caller = bank
    other = field_work.session(session.created_by)
    lease = actions.take_next(by=caller, session=session)
    _do(client, session, caller, do="move", to=other.pk)
    client.force_login(caller)
    sent = {"event": uuid4(), "token": lease.token, "outcome": "refused"}
    page = client.post(_url("save", session), sent, follow=True)
    assert page.redirect_chain[-1][0] == _url("call", other)
    assert not ContactEvent.objects.get().late
    assert re.search(r"Start calling", page.content.decode())


@pytest.mark.parametrize("press", ["next", "skip"])
def test_a_moved_caller_who_presses_goes_on_where_they_were_moved_to(client, bank, field_work, press):
    session, caller = bank
    other = field_work.session(session.created_by)
    lease = actions.take_next(by=caller, session=session)
    _do(client, session, caller, do="move", to=other.pk)
    client.force_login(caller)
    page = client.post(_url(press, session), {"token": lease.token}, follow=True)
    assert page.status_code == 200
    assert page.redirect_chain[-1][0] == _url("call", other)
    assert "Start calling" in page.content.decode()


def test_nobody_is_moved_to_where_the_manager_is_none(bank, field_work):
    session, caller = bank
    elsewhere = field_work.session(field_work.person("organiser", "E09000005"), wards=("E05013496",))
    with pytest.raises(PermissionDenied):
        actions.move_caller(by=session.created_by, caller=_place(session, caller), to=elsewhere)
    assert _place(session, caller).removed_at is None


def test_the_session_of_higher_priority_is_offered_first(client, bank, field_work):
    session, caller = bank
    other = field_work.session(session.created_by)
    actions.ask_to_join(by=caller, session=other)
    client.post(_url("floor_session", session), {"do": "priority", "priority": "3"})
    client.force_login(caller)
    page = client.get(reverse("phonebank:home")).content.decode()
    assert page.index(_url("call", session)) < page.index(_url("call", other))


def test_what_is_done_is_audited(client, bank):
    session, caller = bank
    for fields in ({"do": "pause"}, {"do": "resume"}):
        _do(client, session, caller, **fields)
        client.post(_url("floor_session", session), fields)
    client.post(_url("floor_session", session), {"do": "priority", "priority": "2"})
    kept = set(AuditEntry.objects.filter(by=session.created_by).values_list("action", flat=True))
    assert kept >= {f"canvass.{what}_{whom}" for what in ("pause", "resume") for whom in ("caller", "session")}
    assert "canvass.set_priority" in kept


def test_thousands_of_people_are_narrowed_down(bank, monkeypatch, field_work):
    session, _ = bank
    wanted = field_work.caller(session)
    monkeypatch.setattr("groundgame.campaign.phonebank.floor.MOST_SHOWN", 1)
    assert floor_of(session).hidden == 1
    assert [one.name for one in floor_of(session, named=wanted.name.upper()).people] == [wanted.name]
