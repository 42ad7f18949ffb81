"""The caller's screen, by plain forms and without script."""

import datetime as dt
import re
from pathlib import Path
from uuid import uuid4

import pytest
from django.contrib.staticfiles import finders
from django.core.cache import cache
from django.db import connection
from django.urls import reverse

from groundgame.campaign.canvass import actions
from groundgame.campaign.canvass.models import ContactEvent, Lease
from groundgame.campaign.canvass.reports import Report
from groundgame.campaign.phonebank.numbers import as_kept, as_read
from groundgame.campaign.register.actions import suppress
from groundgame.campaign.register.models import Elector, Suppression, TelephoneNumber

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _fresh_cache():
    cache.clear()


@pytest.fixture
def bank(field_work, client):
    home = field_work.address()
    electors = [field_work.elector(home), field_work.elector(home), field_work.elector()]
    session = field_work.session(field_work.organiser())
    caller = field_work.caller(session)
    client.force_login(caller)
    return session, caller, electors


def _url(name, session):
    return reverse(f"phonebank:{name}", args=[session.pk])


def _hidden(page):
    """Return the hidden fields of the call's form."""
    text = page.content.decode()
    return {name: re.search(rf'name="{name}" value="([^"]+)"', text).group(1) for name in ("event", "token", "number")}


def _start(client, session):
    return client.post(_url("next", session), follow=True)


def test_a_call_from_start_to_the_next_one(client, bank):
    session, caller, electors = bank
    assert b"Start calling" in client.get(_url("call", session)).content
    assert not Lease.objects.exists()
    page = _start(client, session)
    text = page.content.decode()
    number = electors[0].telephone_numbers.get()
    assert f'href="tel:{number.e164}"' in text
    assert as_read(number.e164) in text
    assert f'<h1 tabindex="-1">{electors[0]}</h1>' in text
    assert str(electors[1]) in text  # of the household
    assert str(electors[2]) not in text
    said = {"outcome": "conversation", "answer-voting_intention": "us", "answer-promise": "yes", "note": "Buses"}
    after = client.post(_url("save", session), _hidden(page) | said, follow=True)
    assert str(electors[1]) in after.content.decode()
    event = ContactEvent.objects.get()
    assert (event.elector, event.user, event.note, event.late) == (electors[0], caller, "Buses", False)
    assert electors[0].state.voting_intention == "us"


def test_a_form_sent_twice_is_one_call(client, bank):
    session, _, _ = bank
    sent = _hidden(_start(client, session)) | {"outcome": "no_answer"}
    answers = [client.post(_url("save", session), sent) for _ in range(2)]
    assert [(one.status_code, one.url) for one in answers] == [(302, _url("call", session))] * 2
    assert ContactEvent.objects.count() == 1
    changed = client.post(_url("save", session), sent | {"outcome": "refused"})
    assert changed.status_code == 409
    assert "saved before, as “No answer”" in changed.content.decode()


def test_ids_above_a_thousand_are_sent_as_they_are(client, field_work):
    home = field_work.address()
    field_work.elector(home), field_work.elector(home)
    for table in (Elector, TelephoneNumber):  # as in a register of millions
        with connection.cursor() as cursor:
            name = f"register_{table._meta.model_name}"
            cursor.execute(f"SELECT setval(pg_get_serial_sequence('{name}', 'id'), 1234567)")
    electors = [field_work.elector(home) for _ in range(2)]
    session = field_work.session(field_work.organiser())
    client.force_login(field_work.caller(session))
    page = _start(client, session)
    assert f'name="to" value="{electors[0].pk}"' in page.content.decode()
    page = client.post(_url("switch", session), {"token": _hidden(page)["token"], "to": electors[0].pk}, follow=True)
    sent = _hidden(page) | {"outcome": "call_back", "call_back": "1440"}
    assert sent["number"] == str(electors[0].telephone_numbers.get().pk)
    assert '<option value="1440">' in page.content.decode()
    assert client.post(_url("save", session), sent).status_code == 302
    event = ContactEvent.objects.get()
    assert event.call_back_at == event.happened_at + dt.timedelta(days=1)


def test_the_device_says_when_it_happened(client, bank):
    session, _, _ = bank
    page = _start(client, session)
    lease = Lease.objects.get()
    said = lease.leased_at.isoformat().replace("+00:00", "Z")
    client.post(_url("save", session), _hidden(page) | {"outcome": "busy", "happened_at": said})
    assert ContactEvent.objects.get().happened_at == lease.leased_at


@pytest.mark.parametrize(
    "bad",
    [
        {"event": "seven"},
        {"token": ""},
        {"outcome": "tea"},
        {"note": "x" * 501},
        {"happened_at": "yesterday"},
        {"number": "1,234"},
    ],
)
def test_a_broken_form_is_refused_with_a_sentence_and_changes_nothing(client, bank, bad):
    session, _, _ = bank
    sent = _hidden(_start(client, session)) | {"outcome": "conversation"}
    answer = client.post(_url("save", session), sent | bad)
    assert answer.status_code == 422
    assert b"was not saved" in answer.content
    assert not ContactEvent.objects.exists()


def test_somebody_elses_token_is_refused(client, bank, field_work):
    session, _, _ = bank
    other = field_work.caller(session)
    lease = actions.take_next(by=other, session=session)
    sent = {"event": uuid4(), "token": lease.token, "outcome": "conversation"}
    assert client.post(_url("save", session), sent).status_code == 409
    client.force_login(session.created_by)
    assert client.post(_url("save", session), sent).status_code == 403
    assert not ContactEvent.objects.exists()


def test_skip_switch_stop_and_renew_by_plain_forms(client, bank):
    session, _, electors = bank
    page = _start(client, session)
    token = {"token": _hidden(page)["token"]}
    assert client.post(_url("renew", session), token).json()["until"]
    switched = client.post(_url("switch", session), token | {"to": electors[1].pk}, follow=True)
    assert f'<h1 tabindex="-1">{electors[1]}</h1>' in switched.content.decode()
    assert client.post(_url("renew", session), token).status_code == 409
    skipped = client.post(_url("skip", session), {"token": _hidden(switched)["token"]}, follow=True)
    assert f'<h1 tabindex="-1">{electors[2]}</h1>' in skipped.content.decode()
    client.post(_url("stop", session))
    assert not Lease.objects.filter(closed_at=None).exists()


def test_who_objects_to_opinions_is_asked_for_none(client, bank):
    session, _, electors = bank
    suppress(by=None, elector=electors[0], kind=Suppression.Kind.NO_PROFILING, source="letter")
    text = _start(client, session).content.decode()
    assert "keep no opinions" in text
    assert "answer-voting_intention" not in text


def test_who_objects_while_on_the_screen_is_shown_no_more(client, bank):
    session, _, electors = bank
    _start(client, session)
    suppress(by=None, elector=electors[0], kind=Suppression.Kind.DO_NOT_CONTACT, source="letter")
    assert str(electors[0]) not in client.get(_url("call", session)).content.decode()


def test_whoever_answers_without_a_number_of_their_own_stays_on_the_screen(client, bank, field_work):
    session, _, electors = bank
    mate = field_work.elector(electors[0].address, telephone=False)
    page = _start(client, session)
    client.post(_url("switch", session), {"token": _hidden(page)["token"], "to": mate.pk})
    for again in (client.get(_url("call", session)), _start(client, session)):
        assert f'<h1 tabindex="-1">{mate}</h1>' in again.content.decode()


def test_when_there_is_nobody_the_page_says_why(client, bank):
    session, _, _ = bank
    for _ in range(3):
        sent = _hidden(_start(client, session)) | {"outcome": "conversation"}
        page = client.post(_url("save", session), sent, follow=True)
    assert b"Everybody in this phone bank is done" in page.content
    assert b"Try again" in page.content


def test_a_caller_removed_during_a_call_saves_it_and_is_shown_out(client, bank):
    session, caller, _ = bank
    sent = _hidden(_start(client, session)) | {"outcome": "conversation"}
    actions.remove_caller(by=session.created_by, caller=session.callers.get(user=caller))
    assert client.post(_url("save", session), sent, follow=True).status_code == 403
    assert ContactEvent.objects.get().late
    for name in ("call", "lookup", "wall"):
        assert client.get(_url(name, session)).status_code == 403
    for name in ("next", "skip", "switch", "renew"):
        assert client.post(_url(name, session)).status_code == 403


def test_a_closed_session_thanks_its_callers(client, bank):
    session, _, _ = bank
    sent = _hidden(_start(client, session)) | {"outcome": "conversation"}
    actions.close_session(by=session.created_by, session=session)
    assert b"Thank you for calling" in client.post(_url("save", session), sent, follow=True).content
    assert ContactEvent.objects.count() == 1


def test_only_whom_the_session_rang_is_found_by_number(client, bank, field_work):
    session, caller, electors = bank
    number = electors[0].telephone_numbers.get().e164
    stranger = field_work.elector(ward="E05013629")
    found = client.get(_url("lookup", session), {"number": number})
    assert b"has rung nobody" in found.content
    lease = actions.take_next(by=caller, session=session)
    actions.save_contact(by=caller, session=session, report=Report(uuid4(), lease.token, "voicemail"))
    found = client.get(_url("lookup", session), {"number": as_read(number)})
    assert str(electors[0]) in found.content.decode()
    back = client.post(_url("lookup", session), {"elector": electors[0].pk}, follow=True)
    assert f'<h1 tabindex="-1">{electors[0]}</h1>' in back.content.decode()
    assert client.post(_url("lookup", session), {"elector": stranger.pk}).status_code == 403
    assert client.post(_url("lookup", session), {"elector": "x"}).status_code == 404


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("020 7946 0123", "+442079460123"),
        ("+44 7700 900123", "+447700900123"),
        ("07700900123", "+447700900123"),
        ("nobody", None),
        ("", None),
    ],
)
def test_numbers_are_understood_in_any_spacing(typed, kept):
    assert as_kept(typed) == kept


def test_the_screen_weighs_less_than_100_kb_with_all_it_loads(client, bank):
    session, _, _ = bank
    page = _start(client, session).content
    loaded = re.findall(r'(?:href|src)="/static/([^"]+\.(?:css|js|svg))"', page.decode())
    assert {"site/site.css", "phonebank/phonebank.css", "phonebank/call.js"} <= set(loaded)
    sizes = [Path(finders.find(path)).stat().st_size for path in loaded]
    assert len(page) + sum(sizes) < 100_000


def test_every_control_has_a_name_and_every_field_a_label(client, bank):
    session, _, _ = bank
    text = _start(client, session).content.decode()
    assert len(re.findall(r"<h1\b", text)) == 1
    for field in re.findall(r'<(?:input|textarea|select)\b[^>]*\bid="([^"]+)"', text):
        assert f'for="{field}"' in text, field
    assert not re.search(r"<button[^>]*>\s*</button>", text)
    assert 'style="' not in text
    assert "<script>" not in text
