"""The areas a person may make a session of."""

from groundgame.campaign.accounts.models import User
from groundgame.campaign.accounts.rules import MANAGERS, wards_of
from groundgame.electoral.places import Area, atlas


def areas_of(user: User) -> list[Area]:
    """Return the city, if the person manages all of it, and the boroughs that they manage any ward of, by name."""
    mine = wards_of(user, MANAGERS)
    cities = [area for area in atlas().areas("city") if atlas().wards_within(area.code) <= mine]
    boroughs = [area for area in atlas().areas("borough") if atlas().wards_within(area.code) & mine]
    return cities + sorted(boroughs, key=lambda area: area.name)


def wards_in(user: User, area: str) -> list[Area]:
    """Return the wards of an area that the person manages, by name; the city's go by its boroughs."""
    codes = atlas().wards_within(area) & wards_of(user, MANAGERS)
    return sorted((atlas().area(code) for code in codes), key=lambda ward: (ward.borough or "", ward.name))


def where(area: str, wards: list[str]) -> str:
    """Return in words which places these wards of an area are."""
    whole = atlas().wards_within(area)
    if len(wards) == len(whole):
        return f"all of {atlas().area(area).name}"
    names = [atlas().area(code).name for code in wards]
    return ", ".join(names) if len(names) <= 4 else f"{len(names)} wards of {atlas().area(area).name}"
