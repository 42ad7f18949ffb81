"""Where fewer than two people can act: nobody is the only key, so that an absence stops nothing."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone

from groundgame.campaign.accounts.models import Grant, User
from groundgame.campaign.accounts.rules import MANAGERS
from groundgame.electoral.places import Area, atlas

ENOUGH = 2
SOON = dt.timedelta(days=7)
UNUSABLE = "!"  # how Django marks a password that nobody can sign in by


@dataclass(frozen=True, slots=True)
class Thin:
    """An area for which too few can act, and who they are."""

    area: Area
    people: tuple[User, ...]


def _able() -> list[Grant]:
    """Return the grants by which somebody can act today and in a week: of people who have proved their address."""
    staying = Q(expires_at=None) | Q(expires_at__gt=timezone.now() + SOON)
    held = Grant.objects.active().filter(staying, role__in=MANAGERS, user__is_active=True)
    return list(held.exclude(user__password__startswith=UNUSABLE).select_related("user").order_by("user__name", "pk"))


def thin_areas(user: User) -> list[Thin]:
    """Return the areas that the person manages, and the boroughs in them, for which fewer than two can act.

    Whoever can act for an area can act for all within it; so an area that has two needs no look inside.
    """
    able = _able()
    found: dict[str, Thin] = {}
    for code in dict.fromkeys(user.grants.active().filter(role__in=MANAGERS).values_list("area", flat=True)):
        if _thin(code, able, found):
            for borough in atlas().areas("borough"):
                if borough.code != code and atlas().wards_within(borough.code) <= atlas().wards_within(code):
                    _thin(borough.code, able, found)
    return list(found.values())


def _thin(code: str, able: list[Grant], found: dict[str, Thin]) -> bool:
    """Note an area for which too few can act, and tell whether it is one."""
    wards = atlas().wards_within(code)
    people = tuple(dict.fromkeys(grant.user for grant in able if wards <= atlas().wards_within(grant.area)))
    if wards and len(people) < ENOUGH:
        found[code] = Thin(atlas().area(code), people)
        return True
    return False
