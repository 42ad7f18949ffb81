"""A small field to work in: electors of one ward, an organiser, a script, a session, its callers."""

from dataclasses import dataclass, field
from itertools import count
from typing import Any

import pytest
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
