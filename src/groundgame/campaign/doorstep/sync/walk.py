"""A walk as a telephone keeps it: its doors in walking order, who may be asked for at each, and what to ask.

No more than the doorstep needs: no age, no telephone number, no history of votes; no opinions of those who object.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field

from django.conf import settings

from groundgame.campaign.audit import actions as audit
from groundgame.campaign.audit.models import Look
from groundgame.campaign.canvass.models import Question, Script
from groundgame.campaign.canvass.models.wordings import FIRST, SECOND
from groundgame.campaign.canvass.wordings import openings_of
from groundgame.campaign.doorstep.asked import Person
from groundgame.campaign.doorstep.doors import Spot, Stretch, WalkedDoor, stretches_of
from groundgame.campaign.doorstep.models import Device

ISSUE = "issue"  # the key of a script's own question of what matters to people, of which any number may be raised
ISSUES = (
    ("housing", "Housing"),
    ("cost-of-living", "Cost of living"),
    ("health", "Health"),
    ("crime", "Crime and safety"),
    ("transport", "Transport"),
    ("schools", "Schools"),
    ("streets", "Streets and rubbish"),
    ("other", "Something else"),
)


@dataclass(frozen=True, slots=True)
class Option:
    """An answer that is offered."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of the script."""

    key: str
    text: str
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class CarriedDoor:
    """One front door. `stretch` numbers the side of the street that it is on; `block` is "" for a house of its own.

    Beside `doors.WalkedDoor`, which the pages use, since this goes over the wire: flat, as the app looks doors up by
    their id; without the address and the lease, which no telephone need know; and kept as it is for telephones that
    hold an older app, while the other may change. `wording` tells which of the walk's `openings` is said first there,
    "" where it has one alone.
    """

    id: int
    stretch: int
    block: str
    stair: str
    floor: int | None
    label: str
    knocked_at: dt.datetime | None
    people: tuple[Person, ...]
    wording: str = ""


@dataclass(frozen=True, slots=True)
class Side:
    """One side of one street, as far as the walk goes along it."""

    street: str
    side: str


@dataclass(frozen=True, slots=True)
class Carried:
    """All that a telephone is given of a walk.

    `openings` are by the doors' `wording`, empty where there is one alone: both once, and not the text at each door.
    """

    number: int
    title: str
    session: str
    canvasser: str
    contact: str
    expires_at: dt.datetime
    opening: str
    closing: str
    questions: tuple[Asked, ...]
    issues: tuple[Option, ...]
    stretches: tuple[Side, ...]
    doors: tuple[CarriedDoor, ...]
    openings: dict[str, str] = field(default_factory=dict)


def carried_by(device: Device) -> Carried:
    """Return what the telephone carries of its walk, and write down who was shown whom."""
    outing, caller = device.outing, device.user.get_short_name()
    walk, script = outing.walk, outing.walk.session.script
    stretches = stretches_of(walk, out=outing)
    people = [person.elector for stretch in stretches for door in stretch.doors for person in door.people]
    two = openings_of(walk.session)

    def said(text: str) -> str:
        return text.replace("{caller}", caller)

    audit.look(by=device.user, page=Look.Page.WALK, electors=people, area=walk.ward)
    return Carried(
        number=walk.number,
        title=walk.title,
        session=walk.session.name,
        canvasser=caller,
        contact=settings.GROUNDGAME_CONTACT,
        expires_at=outing.expires_at,
        opening=said(two.first if two else script.opening),
        closing=said(script.closing),
        questions=questions_of(script),
        issues=issues_of(script),
        stretches=tuple(Side(stretch.street, stretch.side_label) for stretch in stretches),
        doors=_doors(stretches, two.wording if two else lambda _: ""),
        openings={FIRST: said(two.first), SECOND: said(two.second)} if two else {},
    )


def questions_of(script: Script) -> tuple[Asked, ...]:
    """Return what the script asks, but for what matters to people."""
    return tuple(_asked(question) for question in script.shown_questions if question.key != ISSUE)


def issues_of(script: Script) -> tuple[Option, ...]:
    """Return what may matter to people: the script's own list where it has one."""
    own = (_asked(question).options for question in script.shown_questions if question.key == ISSUE)
    return next(own, tuple(Option(*one) for one in ISSUES))


def _asked(question: Question) -> Asked:
    return Asked(question.key, question.text, tuple(Option(one.value, one.label) for one in question.shown_options))


def _doors(stretches: list[Stretch], wording: Callable[[int], str]) -> tuple[CarriedDoor, ...]:
    return tuple(
        _door(number, spot, door, wording(door.address))
        for number, stretch in enumerate(stretches)
        for spot in stretch.spots
        for door in spot.doors
    )


def _door(stretch: int, spot: Spot, door: WalkedDoor, wording: str) -> CarriedDoor:
    return CarriedDoor(
        id=door.id,
        stretch=stretch,
        block=spot.label if spot.block else "",
        stair=door.stair,
        floor=door.floor,
        label=door.label,
        knocked_at=door.knocked_at,
        people=door.people,
        wording=wording,
    )
