"""The demo's people: one of each kind, named by their role alone."""

from dataclasses import dataclass

from django.db import transaction

from groundgame.campaign.accounts.actions import grant_role
from groundgame.campaign.accounts.models import Role, User
from groundgame.electoral.places import atlas

CITY = "E12000007"
BOROUGH = "E09000003"


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
        return f"{self.role.label}{where}"


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
    """Make the demo's people and give them their roles; those who are there already stay as they are."""
    for person in DEMO_PEOPLE:
        email = demo_email(person.slug)
        user = User.objects.filter(email=email).first() or User.objects.create_user(email, name=f"Demo {person.title}")
        grant_role(by=None, user=user, role=person.role, area=person.area)
