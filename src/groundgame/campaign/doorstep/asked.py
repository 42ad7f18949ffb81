"""Who is to be asked for at a door, what they said last, and when somebody last knocked."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import F, Max, Q

from groundgame.campaign.accounts.models import User
from groundgame.campaign.audit.models import Look
from groundgame.campaign.canvass.models import ContactEvent, ElectorState
from groundgame.campaign.canvass.opinions import NO_OPINIONS
from groundgame.campaign.register.models import AbsentVoter, Elector, Suppression
from groundgame.campaign.register.suppression import knockable_electors

BY_POST = (AbsentVoter.Kind.POSTAL, AbsentVoter.Kind.PROXY_POSTAL)
AT_THE_DOOR = ("door", "paper")
UNKNOWN = ("", None, "", None)
# On electors: those who had left or died by the last that we heard of them.
GONE = Q(state__gone_at__isnull=False) & (
    Q(state__last_contact_at=None) | Q(state__last_contact_at__lte=F("state__gone_at"))
)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody to ask for. `number` is the elector number as registers print it; `postal`, on a list of postal voters.

    What they said of their vote is "" where they never did, or asked us to keep no opinions (`no_opinions`).
    """

    elector: int
    name: str
    number: str
    voting_intention: str = ""
    voting_intention_at: dt.datetime | None = None
    promise: str = ""
    last_contact_at: dt.datetime | None = None
    postal: bool = False
    no_opinions: bool = False


def people_at(addresses: Collection[int]) -> dict[int, tuple[Person, ...]]:
    """Return whom to ask for at each of the addresses (ids): nobody who objects, nobody who left or died."""
    electors = knockable_electors(Elector.objects.filter(address__in=addresses)).exclude(GONE)
    names = ("id", "address_id", "forename", "surname", "polling_district", "elector_number")
    rows = list(electors.order_by("address_id", "surname", "forename", "id").values_list(*names))
    ids = [row[0] for row in rows]
    said, postal, objecting = _said(ids), _postal(ids), objecting_to_opinions(ids)
    found: dict[int, list[Person]] = defaultdict(list)
    for pk, address, forename, surname, district, number in rows:
        intention, at, promise, reached = said.get(pk, UNKNOWN)
        opinion = UNKNOWN[:3] if pk in objecting else (intention, at, promise)
        name = f"{forename} {surname}".strip()
        person = Person(pk, name, f"{district}-{number}", *opinion, reached, pk in postal, pk in objecting)
        found[address].append(person)
    return {address: tuple(people) for address, people in found.items()}


def _said(electors: Collection[int]) -> dict[int, tuple[str, dt.datetime | None, str, dt.datetime | None]]:
    """Return voting intention, when it was said, promise and last contact of those who were ever reached."""
    states = ElectorState.objects.filter(elector__in=electors).exclude(last_contact_at=None)
    names = ("voting_intention", "voting_intention_at", "promise", "last_contact_at")
    return {pk: (*said,) for pk, *said in states.values_list("elector_id", *names)}


def objecting_to_opinions(electors: Collection[int]) -> set[int]:
    """Return those of the electors who asked us to keep no opinions of theirs."""
    objections = Suppression.objects.filter(elector__in=electors, lifted_at=None, kind__in=NO_OPINIONS)
    return set(objections.values_list("elector_id", flat=True))


def _postal(electors: Collection[int]) -> set[int]:
    """Return those of the electors who are on the newest list of postal voters that names any of them, by borough."""
    listed = AbsentVoter.objects.filter(elector__in=electors, kind__in=BY_POST)
    rows = list(listed.values_list("elector_id", "borough", "election_date"))
    newest: dict[str, dt.date] = {}
    for _, borough, day in rows:
        newest[borough] = max(day, newest.get(borough, day))
    return {pk for pk, borough, day in rows if day == newest[borough]}


def knocked_at(addresses: Collection[int]) -> dict[int, dt.datetime]:
    """Return when somebody last knocked at each of the addresses (ids) where anybody did."""
    withdrawn = ContactEvent.Outcome.WITHDRAWN
    knocks = ContactEvent.objects.filter(elector__address__in=addresses, channel__in=AT_THE_DOOR)
    knocks = knocks.filter(corrects=None).exclude(corrections__outcome=withdrawn)
    return dict(knocks.values_list("elector__address").annotate(Max("happened_at")).order_by())


def shown_to(user: User, electors: Collection[int], since: dt.datetime) -> frozenset[int]:
    """Return those of the electors (ids) whom a walk has shown to the person since then: them they may have met.

    It holds whatever became of the door since: moved to another walk, or its people to another address.
    """
    looks = Look.objects.filter(by=user, page=Look.Page.WALK, at__gte=since, electors__overlap=list(electors))
    seen = frozenset(elector for shown in looks.values_list("electors", flat=True) for elector in shown)
    return seen & frozenset(electors)
