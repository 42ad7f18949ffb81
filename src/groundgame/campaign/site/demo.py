"""The demo's people: one of each kind, named by their role alone."""

import secrets
from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction

from groundgame.campaign.accounts.actions import grant_role
from groundgame.campaign.accounts.models import Role, User
from groundgame.campaign.canvass.actions import close_session, load_codes, make_script, make_session
from groundgame.campaign.canvass.audience import Audience
from groundgame.campaign.canvass.default_script import default_wording
from groundgame.campaign.canvass.hours import next_ordinary_polling_day
from groundgame.campaign.canvass.models import IntentionCode, Session
from groundgame.electoral.contests import parties, record
from groundgame.electoral.contests.parties import INDEPENDENT, OTHER
from groundgame.electoral.places import atlas

CITY = "E12000007"
BOROUGH = "E09000003"
DEMO_SESSION = "First phone bank"
HELD_BACK = 0.05


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """Somebody the demo lets you be, with a role for one area."""

    slug: str
    role: Role
    area: str

    @property
    def title(self) -> str:
        """What the log-in button says."""
        where = "" if self.area == CITY else f" of {atlas().area(self.area).name}"
        return f"{'Second volunteer' if self.slug == 'volunteer-two' else self.role.label}{where}"


DEMO_PEOPLE = (
    DemoPerson("director", Role.DIRECTOR, CITY),
    DemoPerson("organiser", Role.ORGANISER, BOROUGH),
    DemoPerson("volunteer", Role.VOLUNTEER, BOROUGH),
    DemoPerson("volunteer-two", Role.VOLUNTEER, BOROUGH),
    DemoPerson("agent", Role.AGENT, BOROUGH),
    DemoPerson("returning-officer", Role.RETURNING_OFFICER, CITY),
)


def demo_email(slug: str) -> str:
    """Return the demo person's address, in a domain that can never receive mail (RFC 2606)."""
    return f"{slug}@demo.invalid"


@transaction.atomic
def load_demo_people() -> None:
    """Make the demo's people and give them their roles; those who are there already stay as they are.

    Each has a password that nobody knows, so that they count as people who have proved their address.
    """
    unknown = make_password(secrets.token_urlsafe())
    for person in DEMO_PEOPLE:
        email = demo_email(person.slug)
        user = User.objects.filter(email=email).first() or User.objects.create_user(email, name=f"Demo {person.title}")
        if not user.has_usable_password():
            user.password = unknown
            user.save(update_fields=["password"])
        grant_role(by=None, user=user, role=person.role, area=person.area)


def main_parties(ours: str, most: int = 6) -> list[tuple[str, str]]:
    """Return (id, name) of the parties a caller asks about: ours, then those with most votes for mayor last time."""
    latest = record().contests(tier="mayor")[-1]
    ranked = sorted(record().result(latest.id).candidates, key=lambda candidate: -(candidate.votes or 0))
    ids = dict.fromkeys([ours, *(candidate.party for candidate in ranked)])
    return [(party, parties()[party].name) for party in ids if party not in {INDEPENDENT, OTHER}][:most]


def load_demo_codes() -> list[tuple[str, str]]:
    """Write down the codes of voting intention for the party that the demo runs for.

    Returns those that are asked, as (value, label).
    """
    load_codes(by=None, parties=main_parties(settings.GROUNDGAME_PARTY))
    return list(IntentionCode.objects.filter(asked=True, retired_at=None).values_list("value", "label"))


@transaction.atomic
def load_demo_phone_bank() -> None:
    """Open a phone bank in the organiser's borough, for the party that the demo runs for now.

    One that an earlier start opened, perhaps for another party, is closed: nobody rings for two.
    """
    organiser = User.objects.get(email=demo_email("organiser"))
    for earlier in Session.objects.filter(created_by=organiser, name=DEMO_SESSION, closed_at=None):
        close_session(by=organiser, session=earlier)
    ours = settings.GROUNDGAME_PARTY
    wording = default_wording(f"the {parties()[ours].name} campaign", codes=load_demo_codes())
    script = make_script(by=organiser, area=BOROUGH, wording=wording)
    make_session(
        by=organiser,
        name=DEMO_SESSION,
        area=BOROUGH,
        script=script,
        audience=Audience.of(atlas().wards_within(BOROUGH)),
        admission=Session.Admission.OPEN,
        held_back=HELD_BACK,
        polling_day=next_ordinary_polling_day(),
    )
