"""An invented party: local parties, affiliated bodies, a parliamentary group, and members of all sorts."""

import datetime as dt
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils import timezone
from faker import Faker

from groundgame.campaign.people.models import Affiliation, Member, Organisation
from groundgame.electoral.places import atlas

CITY = "E12000007"
BODIES = (
    ("Carriers' Union", Organisation.Kind.UNION),
    ("Bakers' and Brewers' Union", Organisation.Kind.UNION),
    ("Lamplighters' Union", Organisation.Kind.UNION),
    ("Union of Ferry Workers", Organisation.Kind.UNION),
    ("Allotment Society", Organisation.Kind.SOCIETY),
    ("Society of Night Readers", Organisation.Kind.SOCIETY),
)
GROUP = "Parliamentary group"
MEMBERS, AFFILIATED, REPRESENTATIVES = 2300, 420, 24
LATE, UNPAID, SUSPENDED = 45, 30, 6


@dataclass(frozen=True)
class Party:
    """What was made."""

    members: list[Member]
    affiliated: list[Member]
    representatives: list[Member]


def invent_party(rng: random.Random, *, prefix: str = "D") -> Party:
    """Make the party. Addresses end in .invalid, so that nothing can ever be sent to them."""
    today = timezone.localdate()
    local, bodies, group = _organisations(today)
    names = _names(rng, MEMBERS + AFFILIATED)
    people = [_member(rng, f"{prefix}{number:05d}", name, local, today) for number, name in enumerate(names, start=1)]
    members, affiliated = people[:MEMBERS], people[MEMBERS:]
    _shut_some_out(members, today)
    for person in affiliated:
        person.kind, person.local_party, person.paid_until = Member.Kind.AFFILIATED, None, None
    Member.objects.bulk_create(people)
    representatives = members[:REPRESENTATIVES]
    Affiliation.objects.bulk_create([*_belong(rng, affiliated, bodies, today), *_sit(representatives, group, today)])
    return Party(members, affiliated, representatives)


def _organisations(today: dt.date) -> tuple[list[Organisation], list[Organisation], Organisation]:
    boroughs = sorted(atlas().areas("borough"), key=lambda area: area.name)
    since = today - dt.timedelta(days=7000)
    local = [Organisation(name=f"{area.name} party", kind="local_party", area=area.code) for area in boroughs]
    bodies = [Organisation(name=name, kind=kind, affiliated_since=since) for name, kind in BODIES]
    group = Organisation(name=GROUP, kind=Organisation.Kind.GROUP)
    Organisation.objects.bulk_create([*local, *bodies, group])
    return local, bodies, group


def _names(rng: random.Random, number: int) -> list[str]:
    faker = Faker("en_GB")
    faker.seed_instance(rng.randrange(2**32))
    return [f"{faker.first_name()} {faker.last_name()}" for _ in range(number)]


def _member(rng: random.Random, number: str, name: str, local: Sequence[Organisation], today: dt.date) -> Member:
    branch = rng.choice(local)
    return Member(
        number=number,
        name=name,
        email=f"{number.lower()}@members.invalid",
        ward=rng.choice(sorted(atlas().wards_within(branch.area))),
        local_party=branch,
        joined_on=today - dt.timedelta(days=rng.randint(250, 9000)),
        paid_until=today + dt.timedelta(days=rng.randint(20, 340)),
        born_on=today - dt.timedelta(days=rng.randint(7000, 30000)),
    )


def _shut_some_out(members: list[Member], today: dt.date) -> None:
    """Give the last ones a reason to be shut out: suspended, not paid up, joined too late. They are written by post."""
    out = members[-SUSPENDED - UNPAID - LATE :]
    for number, member in enumerate(out):
        member.email = ""
        if number < SUSPENDED:
            member.suspended_from = today - dt.timedelta(days=60)
        elif number < SUSPENDED + UNPAID:
            member.paid_until = today - dt.timedelta(days=150)
        else:
            member.joined_on = today - dt.timedelta(days=3 * number)


def _belong(
    rng: random.Random, people: Sequence[Member], bodies: Sequence[Organisation], today: dt.date
) -> Iterator[Affiliation]:
    since = today - dt.timedelta(days=800)
    for person in people:
        yield Affiliation(member=person, organisation=rng.choice(bodies), since=since)


def _sit(people: Sequence[Member], group: Organisation, today: dt.date) -> Iterator[Affiliation]:
    role, office = Affiliation.Role.REPRESENTATIVE, Affiliation.Office.MP
    since = today - dt.timedelta(days=700)
    for person in people:
        yield Affiliation(member=person, organisation=group, role=role, office=office, since=since)
