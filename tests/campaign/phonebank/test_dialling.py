"""The dialler, tried against a server that speaks Twilio's API: what is asked of it, and which of its reports count."""

import base64
import datetime as dt
import json
import re
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import parse_qs
from xml.etree import ElementTree as ET

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from groundgame.campaign.accounts.models import Role
from groundgame.campaign.canvass import actions
from groundgame.campaign.phonebank.dialling import dialler
from groundgame.campaign.phonebank.dialling.twilio import signature
from groundgame.campaign.phonebank.holdings import TERMS
from groundgame.campaign.phonebank.models import Dialling
from groundgame.campaign.phonebank.shown_numbers import set_shown_number
from groundgame.campaign.register.actions import suppress
from groundgame.campaign.register.person.erasing import erase
from groundgame.campaign.register.person.holdings import all_holdings

pytestmark = pytest.mark.django_db

ACCOUNT, TOKEN, OURS, OWN = "AC0123", "secret-token", "+442079460100", "07700 900555"


class FakeTwilio(BaseHTTPRequestHandler):
    """Takes calls as POST .../Calls.json with the account's login; refuses a number that ends in 0000."""

    def do_POST(self):
        fields = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        login = base64.b64encode(f"{ACCOUNT}:{TOKEN}".encode()).decode()
        if self.headers["Authorization"] != f"Basic {login}":
            return self._answer(401, {"code": 20003, "message": "Authenticate"})
        self.server.asked.append((self.path, fields))
        if fields.get("To", [""])[0].endswith("0000"):
            return self._answer(400, {"code": 21211, "message": "The 'To' number is not a valid phone number."})
        return self._answer(201, {"sid": f"CA{len(self.server.asked):032d}", "status": "queued"})

    def _answer(self, status, body):
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(json.dumps(body).encode())

    def log_message(self, *_):
        pass


@pytest.fixture
def twilio(settings):
    server = HTTPServer(("127.0.0.1", 0), FakeTwilio)
    server.asked = []
    threading.Thread(target=server.serve_forever, daemon=True).start()
    settings.GROUNDGAME_DIALLER = "twilio"
    settings.TWILIO_ACCOUNT, settings.TWILIO_TOKEN, settings.TWILIO_NUMBER = ACCOUNT, TOKEN, OURS
    settings.TWILIO_API = f"http://127.0.0.1:{server.server_port}"
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def call(field_work, client):
    """Return a session with a caller who has an elector on the screen, signed in at `client`."""
    field_work.elector()
    session = field_work.session(field_work.organiser())
    caller = field_work.caller(session)
    client.force_login(caller)
    return session, actions.take_next(by=caller, session=session)


def _dial(client, session, lease, own=OWN):
    return client.post(reverse("phonebank:dial", args=[session.pk]), {"token": lease.token, "own": own})


def _report(secret, *, token=TOKEN, **fields):
    fields = {"AccountSid": ACCOUNT, "CallSid": "CA1", **fields}
    address = reverse("phonebank:dialled", args=[secret])
    signed = signature(token, f"http://testserver{address}", fields)
    return Client().post(address, fields, headers={"X-Twilio-Signature": signed}).status_code


def test_the_caller_is_rung_first_and_then_the_one_elector(client, twilio, call):
    session, lease = call
    set_shown_number(by=session.created_by, borough=lease.borough, typed="020 8359 2000")
    assert _dial(client, session, lease).json() == {"said": "Asked for", "going": True}
    ((path, fields),) = twilio.asked
    assert path == f"/2010-04-01/Accounts/{ACCOUNT}/Calls.json"
    assert (fields["To"], fields["From"]) == (["+447700900555"], [OURS])
    dial = ET.fromstring(fields["Twiml"][0]).find("Dial")
    assert dial.get("callerId") == "+442083592000"
    assert [number.text for number in dial] == [lease.elector.telephone_numbers.get().e164]
    assert fields["StatusCallback"] == [f"http://testserver/phonebank/dialled/{Dialling.objects.get().secret}/"]


def test_one_call_a_person_while_one_goes_on(client, twilio, call):
    session, lease = call
    _dial(client, session, lease)
    again = _dial(client, session, lease)
    assert (again.status_code, len(twilio.asked)) == (409, 1)
    ended = client.post(reverse("phonebank:going", args=[session.pk]), {"end": "1"}).json()
    assert ended == {"said": "Ended", "going": False}
    assert twilio.asked[-1][1] == {"Status": ["completed"]}
    assert _dial(client, session, lease).status_code == 200


def test_what_it_reports_is_shown_and_nothing_is_taken_back(client, twilio, call):
    session, lease = call
    _dial(client, session, lease)
    made = Dialling.objects.get()
    states = []
    for fields in (
        {"CallStatus": "ringing"},
        {"CallStatus": "in-progress"},
        {"CallStatus": "in-progress", "ParentCallSid": "CA0"},
        {"CallStatus": "ringing", "ParentCallSid": "CA0"},  # late
        {"CallStatus": "completed"},
        {"CallStatus": "in-progress"},  # later still
    ):
        assert _report(made.secret, **fields) == 204
        made.refresh_from_db()
        states.append(made.state)
    assert states == ["ringing_caller", "ringing_elector", "speaking", "speaking", "ended", "ended"]


def test_a_report_that_is_not_signed_with_our_token_is_refused(client, twilio, call):
    session, lease = call
    _dial(client, session, lease)
    made = Dialling.objects.get()
    assert _report(made.secret, token="another", CallStatus="completed") == 403
    assert (
        Client().post(reverse("phonebank:dialled", args=[made.secret]), {"CallStatus": "completed"}).status_code == 403
    )
    made.refresh_from_db()
    assert made.state == "asked"


def test_whoever_objected_meanwhile_is_not_dialled(client, twilio, call):
    session, lease = call
    suppress(by=session.created_by, elector=lease.elector, kind="do_not_call", source="letter")
    answer = _dial(client, session, lease)
    assert answer.status_code == 409
    assert "may not be rung" in answer.json()["refused"]
    assert not twilio.asked


@pytest.mark.parametrize(
    ("own", "sentence"),
    [
        ("", "no number that we may ring"),
        ("+1 202 555 0123", "no number that we may ring"),
        ("0906 123 4567", "no number that we may ring"),
        ("07700 900000", "not a valid phone number"),
    ],
)
def test_a_call_that_cannot_be_made_says_why(client, twilio, call, own, sentence):
    session, lease = call
    answer = _dial(client, session, lease, own)
    assert answer.status_code == 409
    assert sentence in answer.json()["refused"]
    assert _dial(client, session, lease).status_code == 200  # and holds up no other


def test_when_twilio_does_not_answer_the_caller_is_told_to_dial(client, twilio, call, settings):
    session, lease = call
    settings.TWILIO_API = "http://127.0.0.1:9"
    assert "Dial the number yourself" in _dial(client, session, lease).json()["refused"]


def test_somebody_elses_elector_is_not_dialled(client, twilio, call, field_work):
    session, lease = call
    client.force_login(field_work.caller(session))
    assert _dial(client, session, lease).status_code == 409
    assert not twilio.asked


def test_without_a_dialler_the_screen_has_none(client, call, settings):
    session, lease = call
    settings.GROUNDGAME_DIALLER = "none"
    assert _dial(client, session, lease).status_code == 404
    assert b"data-dialler" not in client.get(reverse("phonebank:call", args=[session.pk])).content


def test_with_a_dialler_the_screen_offers_it(client, twilio, call):
    page = client.get(reverse("phonebank:call", args=[call[0].pk])).content.decode()
    assert re.search(r'<input id="own" type="tel"', page)


@pytest.mark.parametrize(("kind", "token", "named"), [("pigeon", TOKEN, "pigeon"), ("twilio", "", "TWILIO_TOKEN")])
def test_a_bad_setting_is_refused_by_name(settings, kind, token, named):
    settings.GROUNDGAME_DIALLER = kind
    settings.TWILIO_ACCOUNT, settings.TWILIO_TOKEN, settings.TWILIO_NUMBER = ACCOUNT, token, OURS
    with pytest.raises(ImproperlyConfigured, match=named):
        dialler()


def _held():
    return next(one for one in all_holdings() if one.key == "phonebank.diallings")


def test_the_number_that_was_rung_is_told_and_goes_with_the_person(client, twilio, call, field_work):
    session, lease = call
    _dial(client, session, lease)
    made, held = Dialling.objects.get(), _held()
    assert [row["number"] for row in held.tell(lease.elector)] == [made.to]
    officer = field_work.person(Role.DATA_OFFICER)
    erase(by=officer, elector=lease.elector, asked_on=timezone.localdate(), source="Letter")
    made.refresh_from_db()
    assert made.to == ""
    assert held.tell(lease.elector) == []


def test_the_numbers_of_a_call_are_kept_for_half_a_year(client, twilio, call):
    session, lease = call
    _dial(client, session, lease)
    (term,) = TERMS
    now = timezone.now()
    assert (term.count(now - dt.timedelta(days=1)), term.count(now + dt.timedelta(days=1))) == (0, 1)
    term.forget(now + dt.timedelta(days=1))
    made = Dialling.objects.get()
    assert (made.to, made.caller_number, made.user_id) == ("", "", lease.user_id)
