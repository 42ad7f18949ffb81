"""A street to walk: houses on both sides, a block of flats, who lives there, and a round of them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.utils import timezone

from groundgame.campaign.accounts.models import User
from groundgame.campaign.canvass.audience import Audience
from groundgame.campaign.canvass.models import Session
from groundgame.campaign.doorstep import actions
from groundgame.campaign.doorstep.models import Walk
from groundgame.campaign.register.models import Address, Elector

BARNET, WARD = "E09000003", "E05013628"
ODD, EVEN, BLOCK = "EN5 5AJ", "EN5 5AW", "EN5 5DN"  # of Abbotts Road, Barnet Vale


def address(street: str, number: int | None, postcode: str, flat: str = "", suffix: str = "") -> Address:
    """Make a front door."""
    lines = ", ".join(part for part in (flat, f"{number or ''}{suffix} {street}".strip()) if part)
    return Address.objects.create(
        borough=BARNET,
        ward=WARD,
        polling_district="AA",
        key=f"{postcode}|{number}{suffix}|{flat}|{street}".upper(),
        lines=lines,
        street=street,
        number=number,
        number_suffix=suffix,
        flat=flat,
        postcode=postcode,
    )


@dataclass
class Streets:
    """Makes doors with people behind them, and rounds of them."""

    work: Any

    def door(self, street: str, number: int | None, postcode: str = ODD, *, flat: str = "", people: int = 1) -> Address:
        here = address(street, number, postcode, flat)
        for _ in range(people):
            self.work.elector(here, telephone=False)
        return here

    def road(self, doors: int = 10) -> list[Address]:
        """Make Abbotts Road, numbered from 1, one elector a door."""
        return [self.door("Abbotts Road", number, ODD if number % 2 else EVEN) for number in range(1, doors + 1)]

    def block(self, flats: int) -> list[Address]:
        """Make Alder Court at 40 Abbotts Road."""
        return [
            self.door("Abbotts Road", 40, BLOCK, flat=f"Flat {number}, Alder Court") for number in range(1, flats + 1)
        ]

    def round(self, organiser: User, **how: Any) -> Session:
        how = {"script": self.work.script(), **how}
        return actions.make_round(by=organiser, name="Evening", area=BARNET, audience=Audience.of([WARD]), **how)

    def walks(self, organiser: User, **how: Any) -> list[Walk]:
        """Make a round and cut it."""
        return actions.cut_round(by=organiser, session=self.round(organiser, **how))


@pytest.fixture
def streets(field_work: Any) -> Streets:
    return Streets(field_work)


@pytest.fixture
def knock(field_work: Any) -> Callable[..., None]:
    """Return what writes down that somebody knocked at a door some days ago, in a round of its own."""

    def knock_(door: Address, *, days: float = 0, channel: str = "door", outcome: str = "not_in") -> None:
        from uuid import uuid4

        from groundgame.campaign.canvass.models import ContactEvent

        when = timezone.now() - timezone.timedelta(days=days)
        elector = Elector.objects.filter(address=door).first()
        ContactEvent.objects.create(
            id=uuid4(), borough=BARNET, ward=WARD, elector=elector, user=field_work.person(), channel=channel,
            outcome=outcome, happened_at=when, received_at=when, digest="",
        )  # fmt: skip

    return knock_
