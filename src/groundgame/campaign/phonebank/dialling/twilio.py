"""Twilio's Programmable Voice, over its documented REST API (2010-04-01) and without its package.

The caller's own telephone is rung first; the TwiML that goes with the call connects it with the elector. Reports are
signed: base64 of the HMAC-SHA1, by the account's token, of the address and of each field's name and value in order.
"""

import base64
import hashlib
import hmac
import json
import urllib.error
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode
from xml.sax.saxutils import escape, quoteattr

from groundgame.campaign.phonebank.dialling.kinds import Asked, DiallerError, Told
from groundgame.campaign.phonebank.models import Dialling

API = "https://api.twilio.com"
PATIENCE_SECONDS = 10
RING_SECONDS = 30
EVENTS = ("initiated", "ringing", "answered", "completed")

State = Dialling.State
# Twilio's word for the caller's own leg of the call, and for the elector's.
CALLER_LEG = {
    "queued": State.RINGING_CALLER,
    "initiated": State.RINGING_CALLER,
    "ringing": State.RINGING_CALLER,
    "in-progress": State.RINGING_ELECTOR,
    "answered": State.RINGING_ELECTOR,
    "completed": State.ENDED,
    "busy": State.FAILED,
    "no-answer": State.FAILED,
    "failed": State.FAILED,
    "canceled": State.ENDED,
}
ELECTOR_LEG = {
    "initiated": State.RINGING_ELECTOR,
    "ringing": State.RINGING_ELECTOR,
    "in-progress": State.SPEAKING,
    "answered": State.SPEAKING,
    "completed": State.ENDED,
    "busy": State.ENDED,
    "no-answer": State.ENDED,
    "failed": State.ENDED,
    "canceled": State.ENDED,
}


@dataclass(frozen=True)
class Twilio:
    """An account of Twilio; `number` shows on the caller's own telephone, and to electors of boroughs without one."""

    account: str
    token: str
    number: str
    api: str = API
    name: str = "Twilio"

    def ring(self, asked: Asked) -> str:
        """Start a call; return Twilio's sid of it."""
        fields = [
            ("To", asked.caller),
            ("From", self.number),
            ("Timeout", str(RING_SECONDS)),
            ("Twiml", _twiml(asked, asked.shown or self.number)),
            ("StatusCallback", asked.report_to),
            ("StatusCallbackMethod", "POST"),
            *(("StatusCallbackEvent", event) for event in EVENTS),
        ]
        return str(self._post("Calls.json", fields)["sid"])

    def hang_up(self, reference: str) -> None:
        """End a call."""
        self._post(f"Calls/{reference}.json", [("Status", "completed")])

    def is_genuine(self, address: str, fields: Mapping[str, str], headers: Mapping[str, str]) -> bool:
        """Tell whether Twilio signed the report with our token."""
        signed = hmac.compare_digest(signature(self.token, address, fields), headers.get("X-Twilio-Signature", ""))
        return signed and fields.get("AccountSid") == self.account

    def told(self, fields: Mapping[str, str]) -> Told | None:
        """Return what a report tells: a leg with a parent is the elector's."""
        said = fields.get("CallStatus", "")
        state = (ELECTOR_LEG if fields.get("ParentCallSid") else CALLER_LEG).get(said)
        return None if state is None else Told(state, said)

    def _post(self, path: str, fields: list[tuple[str, str]]) -> dict[str, object]:
        request = urllib.request.Request(  # noqa: S310 (the address of the settings)
            f"{self.api}/2010-04-01/Accounts/{self.account}/{path}", data=urlencode(fields).encode(), method="POST"
        )
        login = base64.b64encode(f"{self.account}:{self.token}".encode()).decode()
        request.add_header("Authorization", f"Basic {login}")
        try:
            with urllib.request.urlopen(request, timeout=PATIENCE_SECONDS) as answer:  # noqa: S310 (the same)
                return dict(json.load(answer))
        except urllib.error.HTTPError as error:
            raise DiallerError(f"Twilio refused the call: {_reason(error)} Dial the number yourself.") from error
        except (OSError, ValueError) as error:
            raise DiallerError("Twilio does not answer. Dial the number yourself.") from error


def signature(token: str, address: str, fields: Mapping[str, str]) -> str:
    """Return the signature of a report, as Twilio works it out.

    >>> fields = {"CallSid": "CA1234567890ABCDE", "Caller": "+12349013030", "Digits": "1234",
    ...           "From": "+12349013030", "To": "+18005551212"}
    >>> signature("12345", "https://mycompany.com/myapp.php?foo=1&bar=2", fields)  # the example of its documentation
    '0/KCTR6DLpKmkAf8muzZqo1nDgQ='
    """
    text = address + "".join(f"{name}{fields[name]}" for name in sorted(fields))
    return base64.b64encode(hmac.new(token.encode(), text.encode(), hashlib.sha1).digest()).decode()


def _twiml(asked: Asked, shown: str) -> str:
    """Return what Twilio does once the caller is there: it dials the elector, and nobody else."""
    report = f"statusCallbackEvent={quoteattr(' '.join(EVENTS))} statusCallback={quoteattr(asked.report_to)}"
    dial = f'<Dial answerOnBridge="true" timeout={quoteattr(str(RING_SECONDS))} callerId={quoteattr(shown)}>'
    return f"<Response>{dial}<Number {report}>{escape(asked.elector)}</Number></Dial></Response>"


def _reason(error: urllib.error.HTTPError) -> str:
    try:
        return str(json.load(error)["message"]).rstrip(".") + "."
    except (ValueError, KeyError, TypeError):
        return f"status {error.code}."
