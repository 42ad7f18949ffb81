"""Find electors as people ask for them: by postcode, telephone, elector number, address, name, or name and address."""

import re
import sys
from dataclasses import dataclass, replace

import phonenumbers
from django.db.models import Q, QuerySet, Value
from django.db.models.functions import Coalesce, Concat, Upper

from groundgame.campaign.register.addressed import Door, doors_meant
from groundgame.campaign.register.importing.names import plain_name
from groundgame.campaign.register.models import Address, Elector, Register, RegisterEntry, TelephoneNumber
from groundgame.electoral.places import atlas, normalise_postcode

MOST_FOUND = 10_000  # ids that are read, so that the same are listed on each page
FEW_DOORS = 2_000  # of so many it is sooner asked who lives there
LAST_SIGN = chr(sys.maxunicode)  # which no text holds, as it stands for none: all that begins alike is before it
MOST_LISTED = 500  # ten pages: who has not found somebody there names them better
NUMBER = re.compile(r"^(?P<district>[A-Z][A-Z0-9/-]*)[\s-]+(?P<number>\d{1,9})(?:/(?P<suffix>\d{1,4}))?$")
HALF_POSTCODE = re.compile(r"^[A-Z]{1,2}[0-9][A-Z0-9]?$")
A_HOUSE = re.compile(r"(?:^|[\s,])\d")
TELEPHONE = re.compile(r"^(?:\+|0)[\d\s()-]{8,}$")


@dataclass(frozen=True, slots=True)
class Found:
    """Electors in the order to be shown, and what the text was taken for; `short`: they are no more than are listed."""

    electors: QuerySet[Elector]
    taken_for: str
    short: bool = False

    def listed(self) -> QuerySet[Elector]:
        """Return them with their addresses; of very many the first alone, as to count a city's Smiths takes long."""
        placed = self.electors.select_related("address")
        # Without a text it is a ward, and whole. To cut off what is short already would be to sort it to count it.
        return placed[:MOST_LISTED] if self.taken_for and not self.short else placed


def find_electors(electors: QuerySet[Elector], text: str) -> Found:
    """Return those of the electors, still living there, whom the text names."""
    here, wanted = electors.filter(left_at=None), " ".join(text.upper().split())
    if not wanted:
        return Found(here.order_by("ward", "id"), "")
    postcode = normalise_postcode(wanted)
    if postcode is not None:
        at = here.filter(address__key__startswith=postcode.replace(" ", "") + "|")
        return Found(at.order_by("address__number", "address__key", "id"), f"postcode {postcode}")
    if HALF_POSTCODE.match(wanted):
        at = here.filter(pk__in=_within(here, wanted))
        return Found(at.order_by("address__key", "id"), f"the first half of a postcode, {wanted}", short=True)
    if TELEPHONE.match(wanted):
        return Found(here.filter(pk__in=_rung_on(wanted)).order_by("borough", "id"), f"telephone {wanted}")
    if number := NUMBER.match(wanted):
        found = here.filter(pk__in=_numbered(number))
        if found.exists():
            return Found(found.order_by("borough", "id"), f"elector number {wanted}")
    named = None if A_HOUSE.search(wanted) else _named(here, text)
    return _at_door(here, doors_meant(wanted)) if named is None else Found(named, "name")


def _within(electors: QuerySet[Elector], half: str) -> list[int]:
    """Return the ids of those in the postcodes of a first half, the first as many as are listed.

    Sector by sector: in the order of the keys all of E10 to E18 stands between the postcodes of E1.
    """
    ids: list[int] = []
    for sector in (f"{half}{digit}" for digit in range(10)):
        at = electors.filter(address__key__gte=f"{sector}A", address__key__lt=f"{sector}[")  # "[" comes after Z
        ids += at.order_by("address__key", "id").values_list("pk", flat=True)[: MOST_LISTED - len(ids)]
        if len(ids) == MOST_LISTED:
            break
    return ids


def _rung_on(telephone: str) -> list[int]:
    """Return the ids of those whom a number reaches, wrong numbers left out: whoever rings back is on that line."""
    try:
        read = phonenumbers.parse(telephone, "GB")
    except phonenumbers.NumberParseException:
        return []
    line = phonenumbers.format_number(read, phonenumbers.PhoneNumberFormat.E164)
    return list(TelephoneNumber.objects.filter(e164=line, wrong_at=None).values_list("elector", flat=True))


def _numbered(number: re.Match[str]) -> list[int]:
    """Return the ids of those who have the number on the newest register of their borough."""
    newest = Register.objects.order_by("borough", "-published_on").distinct("borough")
    numbering = list(newest.values_list(Coalesce("amends", "pk"), flat=True))
    entries = RegisterEntry.objects.filter(register__in=numbering, until=None)
    same = entries.filter(
        polling_district=number["district"], number=int(number["number"]), suffix=int(number["suffix"] or 0)
    )
    return list(same.values_list("elector", flat=True))


def _at_door(electors: QuerySet[Elector], doors: list[Door]) -> Found:
    """Return those of the first of the doors at which anybody lives."""
    in_order = (Upper("address__street"), "address__number", "address__key", "id")
    for door in doors:
        named = _of_name(electors, door) if door.name else None
        found = _living_at(electors, door) if named is None else electors.filter(pk__in=named)
        if named or door is doors[-1] or (named is None and found.exists()):
            return Found(found.order_by(*in_order), f"address {door}", short=bool(door.name))
    return Found(electors.none(), "address")


def _of_name(electors: QuerySet[Elector], door: Door) -> list[int]:
    """Return the ids of those of a name at a door or in a street, so many as are listed.

    They are asked for once, without order, which a database that is told of a limit would go by and read everything.
    Of doors that are known, their names are an expression, lest the index of names be read for each of them.
    """
    if door.street and door.number is None:
        there = _living_at(electors, replace(door, street="", name="")).filter(address__in=_homes_of(door))
        bearing = there.alias(bearing=Concat("name_key", Value(""))).filter(_name_begins(door.name, "bearing"))
        return sorted(bearing.values_list("pk", flat=True)[:MOST_FOUND])[:MOST_LISTED]
    return sorted(_living_at(electors, door).values_list("pk", flat=True)[:MOST_FOUND])[:MOST_LISTED]


def _living_at(electors: QuerySet[Elector], door: Door) -> QuerySet[Elector]:
    if " " in door.postcode:
        electors = electors.filter(address__key__startswith=door.postcode.replace(" ", "") + "|")
    elif door.postcode:
        electors = electors.filter(address__postcode__startswith=f"{door.postcode} ")
    if door.street:
        electors = electors.alias(street=Upper("address__street")).filter(street__startswith=door.street)
    if door.number is not None:
        electors = electors.filter(address__number=door.number, address__number_suffix__startswith=door.suffix)
    for word in re.findall(r"[^\W_]+", door.flat):
        electors = electors.filter(address__flat__iregex=rf"\m{word}\M")
    return electors.filter(_name_begins(door.name)) if door.name else electors


def _homes_of(door: Door) -> list[int]:
    """Return the ids of the doors of a street where anybody of the name lives, in whatever borough.

    Of few doors all are returned, for those who live there to be asked their names: less is read so than of a name
    that eighty thousand bear. Of many, what the street and the name both have: the index of names holds the doors too,
    so that no row is read. It is found by INTERSECT, which reads each side once: of a join the database, which hardly
    knows how many bear a name, may think it sooner done by looking one side up in the other a row at a time. Whom the
    asker may see, the caller's filter says.
    """
    here = Address.objects.alias(named=Upper("street")).filter(_begins("named", door.street)).values_list("pk")
    few = here.order_by(Upper("street"), "number")[: FEW_DOORS + 1]  # the order of the index: read no further
    if len(few) <= FEW_DOORS:
        return [home for (home,) in few]
    living = Elector.objects.filter(left_at=None, borough__in=sorted(area.code for area in atlas().areas("borough")))
    homes = living.values_list("address")
    each = [here.intersection(homes.filter(name_key__startswith=begins)) for begins in _beginnings(door.name)]
    return sorted({home for one in each for (home,) in one})


def _begins(column: str, text: str) -> Q:
    """Return the condition that a column begins with the text, by where it stands in its order ("C", by code points).

    LIKE, which finds the same, would look at every row of the range once more: half of the time among many thousands.
    """
    return Q(**{f"{column}__gte": text, f"{column}__lt": text + LAST_SIGN})


def _name_begins(name: str, column: str = "name_key") -> Q:
    begins = Q(pk__in=[])
    for beginning in _beginnings(name):
        begins |= Q(**{f"{column}__startswith": beginning})
    return begins


def _named(electors: QuerySet[Elector], text: str) -> QuerySet[Elector] | None:
    """Return those of the name, in the order of the index that finds them; None if there are none.

    Each beginning is asked for by itself, all in one statement: of several joined by "or" the database thinks it sooner
    done by reading everything.
    """
    asked = _beginnings(text)
    if not asked:
        return None
    each = [electors.filter(name_key__startswith=text) for text in asked]
    first = [one.order_by().values_list(Value(at))[:1] for at, one in enumerate(each)]
    there = sorted(at for (at,) in first[0].union(*first[1:], all=True))
    if len(there) > 1:
        ids = {pk for at in there for pk in each[at].values_list("pk", flat=True)[:MOST_LISTED]}
        found: QuerySet[Elector] | None = electors.filter(pk__in=sorted(ids))
    else:
        found = each[there[0]] if there else None
    return None if found is None else found.order_by("borough", "name_key", "address_id", "id")


def _beginnings(text: str) -> list[str]:
    """Return how the keys of a name may begin: surname, forename and surname, or surname, comma and forename."""
    if "," in text:
        surname, forename = (plain_name(part) for part in text.split(",", 1))
        return [f"{surname}|{forename}"]
    words = plain_name(text).split()
    cuts = [(" ".join(words[:cut]), " ".join(words[cut:])) for cut in range(1, len(words))]
    pairs = [pair for first, last in cuts for pair in (f"{last}|{first}", f"{first}|{last}")]
    return [" ".join(words), *pairs] if words else []
