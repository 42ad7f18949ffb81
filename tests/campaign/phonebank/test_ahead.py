"""The call after the next is with the page before it is needed, and with nobody else."""

import itertools
import json
import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from uuid import uuid4

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from groundgame.campaign.canvass import actions
from groundgame.campaign.canvass.models import ContactEvent, Lease
from groundgame.campaign.canvass.reports import Report
from groundgame.campaign.register.actions import suppress

pytestmark = pytest.mark.django_db

FIELD = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)"')


def _url(name, session):
    return reverse(f"phonebank:{name}", args=[session.pk])


@pytest.fixture
def bank(field_work, client):
    """Return a session of four electors in four households, and a caller of it who is signed in."""
    electors = [field_work.elector() for _ in range(4)]
    session = field_work.session(field_work.organiser())
    caller = field_work.caller(session)
    client.force_login(caller)
    return session, caller, electors


def _start(client, session):
    """Take the first call, and fetch the one after; return the page's form, and the parts that came."""
    page = client.post(_url("next", session), follow=True).content.decode()
    form = dict(FIELD.findall(page))
    return form, client.post(_url("ahead", session), {"shown": form["token"]}).json()


def _save(client, session, form, shown):
    sent = {name: form[name] for name in ("event", "token")} | {"outcome": "conversation", "shown": shown}
    return client.post(_url("save", session), sent)


def test_the_page_is_given_the_call_after_its_own(client, bank):
    session, caller, _ = bank
    form, parts = _start(client, session)
    assert parts["now"] == {"token": form["token"]}
    fetched = Lease.objects.get(ahead=True)
    assert parts["ahead"]["token"] == str(fetched.token)
    assert str(fetched.elector) in parts["ahead"]["html"]
    assert fetched.user == caller


def test_a_save_puts_the_fetched_call_on_the_screen_and_fetches_another(client, bank):
    session, _, _ = bank
    form, parts = _start(client, session)
    first = parts["ahead"]["token"]
    after = _save(client, session, form, first).json()
    assert after["now"] == {"token": first}
    assert not Lease.objects.get(token=first).ahead
    assert after["ahead"]["token"] not in (first, form["token"])
    assert ContactEvent.objects.count() == 1


def test_the_same_save_again_answers_the_same_and_fetches_nobody_more(client, bank):
    session, _, _ = bank
    form, parts = _start(client, session)
    once, twice = (_save(client, session, form, parts["ahead"]["token"]).json() for _ in range(2))
    assert once["now"] == twice["now"]
    assert once["ahead"]["token"] == twice["ahead"]["token"]
    assert (ContactEvent.objects.count(), Lease.objects.filter(closed_at=None).count()) == (1, 2)


def test_a_page_that_shows_somebody_else_is_told_whom_to_show(client, bank):
    session, _, _ = bank
    form, _ = _start(client, session)
    parts = _save(client, session, form, "").json()
    assert parts["now"]["token"] == str(Lease.objects.get(closed_at=None, ahead=False).token)
    assert "<h1" in parts["now"]["html"]


def test_whoever_objected_meanwhile_is_not_put_on_the_screen(client, bank):
    session, caller, _ = bank
    form, parts = _start(client, session)
    fetched = Lease.objects.get(ahead=True)
    suppress(by=caller, elector=fetched.elector, kind="do_not_call", source="letter")
    after = _save(client, session, form, parts["ahead"]["token"]).json()
    assert after["now"]["token"] != str(fetched.token)
    assert str(fetched.elector) not in json.dumps(after)


def test_a_call_fetched_ahead_comes_back_the_sooner_and_is_given_to_somebody_else(client, bank, field_work):
    session, _, _ = bank
    _start(client, session)
    fetched, shown = Lease.objects.get(ahead=True), Lease.objects.get(ahead=False)
    assert fetched.expires_at < shown.expires_at - timedelta(minutes=5)
    Lease.objects.filter(pk=fetched.pk).update(expires_at=timezone.now() - timedelta(seconds=1))
    session.targets.update(not_before=session.created_at)
    given = {actions.take_next(by=field_work.caller(session), session=session).elector_id for _ in range(3)}
    assert fetched.elector_id in given
    assert shown.elector_id not in given
    fetched.refresh_from_db()
    assert fetched.closed_by == "expired"


def test_when_there_is_nobody_after_the_page_is_told_so(client, field_work):
    field_work.elector()
    session = field_work.session(field_work.organiser())
    client.force_login(field_work.caller(session))
    form, parts = _start(client, session)
    assert parts["ahead"] is None
    assert _save(client, session, form, "").json() == {"notices": [], "now": None, "ahead": None}


def test_a_refused_save_says_why_and_goes_nowhere(client, bank):
    session, _, _ = bank
    form, parts = _start(client, session)
    answer = _save(client, session, form | {"token": str(uuid4())}, parts["ahead"]["token"])
    assert answer.status_code == 409
    assert "never given to you" in answer.json()["refused"]


def test_stopping_gives_both_calls_back(client, bank):
    session, _, _ = bank
    _start(client, session)
    client.post(_url("stop", session))
    assert not Lease.objects.filter(closed_at=None).exists()


@pytest.mark.django_db(transaction=True)
def test_with_calls_fetched_ahead_nobody_is_ever_given_to_two(field_work):
    for _ in range(70):
        address = field_work.address()
        field_work.elector(address)
        field_work.elector(address)
    organiser = field_work.organiser()
    sessions = [field_work.session(organiser), field_work.session(organiser)]
    callers = [(field_work.caller(sessions[number % 2]), sessions[number % 2]) for number in range(24)]
    start, held = Barrier(len(callers)), []

    def ring(user, session):
        try:
            start.wait(timeout=60)
            for _ in range(6):
                hand = actions.go_on(by=user, session=session)
                held.append(hand)
                if hand.now is not None:
                    token = Lease.objects.get(pk=hand.now).token
                    report = Report(uuid4(), token, "no_answer" if hand.now % 3 else "conversation")
                    actions.save_contact(by=user, session=session, report=report)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(callers)) as pool:
        for done in [pool.submit(ring, *caller) for caller in callers]:
            done.result()
    assert len([one for one in held if one.now]) > 100
    # Two leases of one elector, or of one household, never hold at one moment.
    for what in ("elector_id", "household"):
        leases = Lease.objects.order_by(what, "leased_at", "pk").values_list(what, "leased_at", "closed_at")
        for (one, _, closed), (other, leased, _) in itertools.pairwise(leases):
            assert one != other or (closed is not None and closed <= leased)
