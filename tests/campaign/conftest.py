"""A small field to work in: electors of one ward, an organiser, a script, a session, its callers."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from django.conf import settings
from django.db import connection
from django.db.models import F
from django.utils import timezone

from groundgame.campaign.accounts.actions import grant_role
from groundgame.campaign.accounts.models import Role, User
from groundgame.campaign.canvass import actions
from groundgame.campaign.canvass.actions.scripts import Asked, Wording
from groundgame.campaign.canvass.audience import Audience
from groundgame.campaign.canvass.models import Script, Session
from groundgame.campaign.register.models import Address, Elector, TelephoneNumber, WardCount

BARNET = "E09000003"
WARD = "E05013628"  # Barnet Vale
OTHER_WARD = "E05013629"

QUESTIONS = (
    Asked("voting_intention", "How will you vote?", [("us", "Us"), ("them", "Them"), ("undecided", "Undecided")]),
    Asked("promise", "Can we count on you?", [("yes", "Yes"), ("no", "No")]),
)


@dataclass
class Field:
    """Makes what a test of the phone bank needs, each with a number of its own."""

    numbers: Any = field(default_factory=lambda: count(1))

    def person(self, role: str | None = None, area: str = BARNET) -> User:
        number = next(self.numbers)
        user = User.objects.create_user(f"person{number}@example.org", name=f"Person {number}")
        if role is not None:
            grant_role(by=None, user=user, role=role, area=area)
        return user

    def organiser(self) -> User:
        return self.person(Role.ORGANISER)

    def address(self, ward: str = WARD) -> Address:
        number = next(self.numbers)
        return Address.objects.create(
            borough=BARNET,
            ward=ward,
            polling_district="AA",
            key=f"{number} HIGH ST",
            lines=f"{number} High Street",
            street="High Street",
            number=number,
            postcode="EN5 5XX",
        )

    def elector(self, address: Address | None = None, *, ward: str = WARD, telephone: bool = True) -> Elector:
        number = next(self.numbers)
        elector = Elector.objects.create(
            borough=BARNET,
            ward=ward,
            address=address or self.address(ward),
            name_key=f"ELECTOR|{number}",
            forename="Elector",
            surname=str(number),
            polling_district="AA",
            elector_number=str(number),
            joined_at=timezone.localdate(),
        )
        self._count(ward)
        if telephone:
            self.number(elector)
        return elector

    @staticmethod
    def _count(ward: str) -> None:
        """Keep the ward's number of electors, as an import does."""
        known = {"ward": ward, "borough": BARNET, "defaults": {"electors": F("electors") + 1}}
        WardCount.objects.update_or_create(**known, create_defaults={"ward": ward, "borough": BARNET, "electors": 1})

    def number(self, elector: Elector) -> TelephoneNumber:
        tail = next(self.numbers)
        return TelephoneNumber.objects.create(
            borough=BARNET, elector=elector, e164=f"+44770090{tail % 10_000:04d}", source="test"
        )

    def script(self) -> Script:
        wording = Wording(name="Script", opening="Hello", closing="Bye", questions=QUESTIONS)
        return actions.make_script(by=None, area=BARNET, wording=wording)

    def session(self, organiser: User, *, wards: tuple[str, ...] = (WARD,), **how: Any) -> Session:
        how = {"admission": Session.Admission.OPEN, "script": how.pop("script", None) or self.script(), **how}
        audience = how.pop("audience", Audience.of(wards))
        return actions.make_session(by=organiser, name="Evening", area=BARNET, audience=audience, **how)

    def caller(self, session: Session) -> User:
        user = self.person()
        actions.ask_to_join(by=user, session=session)
        return user


@pytest.fixture(scope="session")
def field_kind() -> type[Field]:
    """Return what makes a field, for those who keep one longer than a test."""
    return Field


@pytest.fixture
def field_work() -> Field:
    """Return the maker of electors, sessions and people."""
    return Field()


CSRF = "c" * 32


def _database_url() -> str:
    parts = connection.settings_dict
    host, port = quote(parts["HOST"], safe=""), parts["PORT"]
    query = urlencode({"host": parts["HOST"], "port": port} if parts["HOST"].startswith("/") else {})
    login = quote(parts["USER"]) + (f":{quote(parts['PASSWORD'])}" if parts["PASSWORD"] else "")
    where = "" if parts["HOST"].startswith("/") else f"{host}:{port}"
    return f"postgresql://{login}@{where}/{parts['NAME']}?{query}"


class RealServer:
    """The real server, on the tests' database, that can be killed and started again."""

    def __init__(self, folder: Path) -> None:
        self.database_url = _database_url()
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self._environment = os.environ | {
            "DATABASE_URL": self.database_url,
            "GROUNDGAME_HOME": str(folder),
            "SECRET_KEY": settings.SECRET_KEY,
            "GROUNDGAME_INSECURE_COOKIES": "1",
            "DJANGO_SETTINGS_MODULE": "groundgame.campaign.site.settings",
        }
        self._process: subprocess.Popen[bytes] | None = None

    def start(self, *options: str) -> None:
        serve = [
            sys.executable,
            "-m",
            "granian",
            "--interface",
            "wsgi",
            "--host",
            "127.0.0.1",
            "--port",
            str(self.port),
        ]
        self._process = subprocess.Popen(
            [*serve, *options, "groundgame.campaign.site.wsgi:application"],
            env=self._environment,
            start_new_session=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        end = time.monotonic() + 60
        while time.monotonic() < end:
            try:
                return socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
            except OSError:
                time.sleep(0.1)
        raise AssertionError("the server did not start")

    def kill(self) -> None:
        if self._process is not None:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
            self._process = None

    def post(self, path: str, cookie: str, fields: dict[str, Any]) -> int | None:
        """Send a form; return the status of the answer, or None where the server died before it answered."""
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        headers = {
            "Cookie": f"sessionid={cookie}; csrftoken={CSRF}",
            "Content-Type": "application/x-www-form-urlencoded",
        }
        try:
            line.request("POST", path, urlencode(fields | {"csrfmiddlewaretoken": CSRF}), headers)
            return line.getresponse().status
        except (OSError, http.client.HTTPException):
            return None
        finally:
            line.close()


@pytest.fixture
def real_server(tmp_path: Path) -> Iterator[RealServer]:
    """Return the real server, not started yet, on the tests' database; it is killed in the end."""
    server = RealServer(tmp_path)
    yield server
    server.kill()
