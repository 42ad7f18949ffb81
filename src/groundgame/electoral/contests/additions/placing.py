"""Where and when a contest is, worked out from its id."""

from datetime import date

from rapidfuzz import process
from uk_election_ids.election_ids import IdBuilder
from uk_election_ids.slugger import slugify

from groundgame.electoral.contests.additions.errors import at_line
from groundgame.electoral.contests.additions.rows import Row
from groundgame.electoral.contests.records import Contest
from groundgame.electoral.places.areas import Area
from groundgame.electoral.places.atlas import atlas

WARD_SETS = {date(2022, 5, 5): "ward22", date(2018, 5, 3): "ward18", date(2014, 5, 22): "ward14", date.min: "ward02"}
SEAT_SETS = {date(2024, 5, 30): "pcon24", date(2010, 4, 12): "pcon10", date.min: "pcon05"}
TIERS = {"local": "borough", "parl": "parliament"}
FIRST_MAYOR_BY_MOST_VOTES = date(2023, 5, 4)
CITY = "london"


def place_contest(row: Row, seats: int, rule: str | None) -> Contest:
    """Return the contest of a row's id; the rule, where none is stated, is the law's for its tier and day.

    An area outside the packaged city is known by the id's own name for it.

    Raises:
        AdditionError: if it is no id of one contest, or names no ward, seat or borough of its city.
    """
    builder = _builder(row)
    day = date.fromisoformat(builder.date)
    tier, boundary_set, area = _place(row, builder, day)
    return Contest(
        id=row.contest,
        date=day,
        tier=tier,
        area=area,
        boundary_set=boundary_set,
        rule=rule or _rule_of_law(tier, day, seats),
        seats=seats,
    )


def _builder(row: Row) -> IdBuilder:
    example = "mayor.london.2024-05-02 or local.barnet.burnt-oak.2022-05-05"
    try:
        builder = IdBuilder.from_id(row.contest)
        if builder.ballot_id == row.contest:
            return builder
    except (ValueError, KeyError):
        pass
    raise at_line(row.line, f"{row.contest!r} is no id of a contest. Write Democracy Club's, such as {example}.")


def _place(row: Row, builder: IdBuilder, day: date) -> tuple[str, str, str]:
    if builder.election_type == "mayor" and builder.organisation == CITY:
        return "mayor", "city", atlas().areas("city")[0].code
    if builder.election_type == "gla":
        if builder.subtype == "a":
            return "assembly-list", "city", atlas().areas("city")[0].code
        return "assembly", "lac", _found(row, str(builder.division), "lac")
    if builder.election_type == "mayor":
        return "borough-mayor", "borough", _borough(str(builder.organisation))
    if builder.election_type == "parl":
        boundary_set = _set_on(SEAT_SETS, day)
        return "parliament", boundary_set, _slugs(boundary_set).get(str(builder.division), f"parl:{builder.division}")
    if builder.election_type == "local":
        return _ward(row, builder, day)
    raise at_line(row.line, f"{row.contest!r} is of no tier that is kept here: mayor, gla, local or parl.")


def _ward(row: Row, builder: IdBuilder, day: date) -> tuple[str, str, str]:
    boundary_set = _set_on(WARD_SETS, day)
    borough, division = _borough(str(builder.organisation)), str(builder.division)
    if borough not in {area.code for area in atlas().areas("borough")}:
        return "borough", boundary_set, f"local:{builder.organisation}:{division}"
    return "borough", boundary_set, _found(row, division, boundary_set, borough)


def _borough(organisation: str) -> str:
    return _slugs("borough").get(organisation, f"local:{organisation}")


def _found(row: Row, division: str, boundary_set: str, borough: str | None = None) -> str:
    slugs = _slugs(boundary_set, borough)
    if division in slugs:
        return slugs[division]
    near = ", ".join(name for name, _, _ in process.extract(division, list(slugs), limit=3))
    raise at_line(row.line, f"{row.contest!r}: there is no {division!r} in {boundary_set}. Nearest: {near}.")


def _slugs(boundary_set: str, borough: str | None = None) -> dict[str, str]:
    areas = [area for area in atlas().areas(boundary_set) if borough in {None, area.borough}]
    return {_slug(area): area.code for area in areas}


def _slug(area: Area) -> str:
    """Democracy Club drops an ampersand from a ward's name, and spells it out elsewhere."""
    name = area.name if area.boundary_set.startswith("ward") else area.name.replace("&", "and")
    return str(slugify(name))


def _set_on(sets: dict[date, str], day: date) -> str:
    return next(name for first, name in sets.items() if day >= first)


def _rule_of_law(tier: str, day: date, seats: int) -> str:
    if tier == "assembly-list":
        return "dhondt"
    if tier in {"mayor", "borough-mayor"}:
        return "fptp" if day >= FIRST_MAYOR_BY_MOST_VOTES else "sv"
    return "fptp" if seats == 1 else "block"
