"""Find electors as people ask for them: by postcode, elector number, house and street, or name."""

import re
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.db.models.functions import Upper

from groundgame.campaign.register.importing.names import plain_name
from groundgame.campaign.register.models import Elector, Register, RegisterEntry
from groundgame.electoral.places import normalise_postcode

NUMBER = re.compile(r"^(?P<district>[A-Z][A-Z0-9/-]*)[\s-]+(?P<number>\d{1,9})(?:/(?P<suffix>\d{1,4}))?$")
HOUSE = re.compile(r"^(?P<number>\d{1,5})[A-Z]?\s+(?P<street>\D.*)$")


@dataclass(frozen=True, slots=True)
class Found:
    """Electors in the order to be shown, and what the text was taken for."""

    electors: QuerySet[Elector]
    taken_for: str


def find_electors(electors: QuerySet[Elector], text: str) -> Found:
    """Return those of the electors, still living there, whom the text names."""
    here, wanted = electors.filter(left_at=None), " ".join(text.upper().split())
    if not wanted:
        return Found(here.order_by("ward", "id"), "")
    postcode = normalise_postcode(wanted)
    if postcode is not None:
        at = here.filter(address__key__startswith=postcode.replace(" ", "") + "|")
        return Found(at.order_by("address__number", "address__key", "id"), f"postcode {postcode}")
    if number := NUMBER.match(wanted):
        found = here.filter(pk__in=_numbered(number))
        if found.exists():
            return Found(found.order_by("borough", "id"), f"elector number {wanted}")
    if house := HOUSE.match(wanted):
        return _on_street(here.filter(address__number=int(house["number"])), house["street"])
    named = here.filter(_named(text)).order_by("name_key", "id")
    return Found(named, "name") if named.exists() else _on_street(here, wanted)


def _numbered(number: re.Match[str]) -> list[int]:
    """Return the ids of those who have the number on the newest register of their borough."""
    newest = Register.objects.order_by("borough", "-published_on").distinct("borough").values("pk")
    entries = RegisterEntry.objects.filter(register__in=list(newest.values_list("pk", flat=True)))
    same = entries.filter(
        polling_district=number["district"], number=int(number["number"]), suffix=int(number["suffix"] or 0)
    )
    return list(same.values_list("elector", flat=True))


def _on_street(electors: QuerySet[Elector], street: str) -> Found:
    on = electors.alias(street=Upper("address__street")).filter(street__startswith=street.upper())
    return Found(on.order_by("address__street", "address__number", "address__key", "id"), f"street {street.title()}")


def _named(text: str) -> Q:
    """Return the condition on the key of a name: surname, forename and surname, or surname, comma and forename."""
    if "," in text:
        surname, forename = (plain_name(part) for part in text.split(",", 1))
        return Q(name_key__startswith=f"{surname}|{forename}")
    words = plain_name(text).split()
    if not words:
        return Q(pk__in=[])
    condition = Q(name_key__startswith=" ".join(words))
    for cut in range(1, len(words)):
        first, last = " ".join(words[:cut]), " ".join(words[cut:])
        condition |= Q(name_key__startswith=f"{last}|{first}") | Q(name_key__startswith=f"{first}|{last}")
    return condition
