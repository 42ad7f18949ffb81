"""Where fewer than two people can act: nobody is the only key, so that an absence stops nothing."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.utils import timezone

from groundgame.campaign.accounts.errors import AloneError
from groundgame.campaign.accounts.models import Grant, Role, User
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


def check_cover(grant: Grant, *, alone: bool) -> None:
    """Refuse to take a role back with which nobody could act for its area any more, nor name who can.

    A director's place is taken by directors alone, since they alone name others. `alone` says that whoever takes the
    role back knows that one person is left.

    Raises:
        PermissionDenied: if nobody is left.
        AloneError: if one person is left, and `alone` does not say that this is known.
    """
    able, roles = _able(), (Role.DIRECTOR,) if grant.role == Role.DIRECTOR else MANAGERS
    left = _people(grant.area, [held for held in able if held.pk != grant.pk], roles)
    if grant.role not in MANAGERS or len(left) == len(_people(grant.area, able, roles)):
        return
    where = atlas().area(grant.area).name
    if not left:
        raise PermissionDenied(
            f"Nobody else could act for {where} then. Make somebody else {grant.get_role_display().lower()} there "
            "first: whoever has no password yet, or whose role ends within a week, does not count."
        )
    if len(left) < ENOUGH and not alone:
        raise AloneError(f"{left[0]} alone could act for {where} then: while they are away, nobody can.")


def _people(code: str, able: list[Grant], roles: Collection[str] = MANAGERS) -> tuple[User, ...]:
    """Return whom these roles let act for all of an area, each once."""
    wards = atlas().wards_within(code)
    held = (grant for grant in able if grant.role in roles and wards <= atlas().wards_within(grant.area))
    return tuple(dict.fromkeys(grant.user for grant in held))


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
    people = _people(code, able)
    if atlas().wards_within(code) and len(people) < ENOUGH:
        found[code] = Thin(atlas().area(code), people)
        return True
    return False
