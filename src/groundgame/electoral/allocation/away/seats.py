"""Which seats outside London a director would send people to, and how long the way there is."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import Any

import numpy as np
import polars as pl

from groundgame.electoral.allocation.errors import AllocationError
from groundgame.electoral.forecasting.general.answering import SPEAKER
from groundgame.electoral.forecasting.london.known import Known
from groundgame.electoral.places import LONDON, Area, atlas
from groundgame.electoral.places.projection import flatten
from groundgame.electoral.places.tables import read_table

KM_A_MINUTE, MINUTES_MORE = 1.0, 15.0
"""A guess: as the crow flies a kilometre a minute, and a quarter of an hour to set out and arrive."""
DAY_HOURS = 8.0
"""A day out from door to door: with an hour's way there and one back, six are left for the doors."""
LEAST_LEFT = 0.4
"""Nobody is sent so far that less than this part of the day is left."""
OF_THEIR_OWN = ("Scotland", "Wales")


@dataclass(frozen=True)
class AwaySeat:
    """A seat with its region, its electors, and the minutes of the way there; `told` if they are not guessed.

    `latitude` and `longitude` are the middle of its area.
    """

    code: str
    name: str
    region: str
    electors: float
    minutes: float
    told: bool = False
    latitude: float = math.nan
    longitude: float = math.nan

    def left(self, day_hours: float = DAY_HOURS) -> float:
        """Return the part (0-1) of a day out that is left for work."""
        return left_of(self.minutes, day_hours)


def left_of(minutes: float, day_hours: float) -> float:
    """Return the part (0-1) of a day out that a way of so many minutes, there and back again, leaves for work.

    >>> left_of(60, 8)
    0.75
    """
    return 1 - minutes / 30 / day_hours


def away_seats(
    known: Known, words: Sequence[str], within: float | None = None, day_hours: float = DAY_HOURS
) -> tuple[AwaySeat, ...]:
    """Return the seats that are named, `Dover and Deal` or `Dover and Deal=90` (minutes), and all `within` minutes.

    They are those of the last general election before the day. What is named comes first, each seat once.

    Raises:
        AllocationError: if a seat is not known, in London, in Scotland or Wales, the Speaker's, or too far for a day.
    """
    if not 0 < day_hours <= 24:
        raise AllocationError(f"A day out cannot have {day_hours:g} hours: give a number above 0, of 24 at most.")
    seats = _seats(known)
    found = [_named(seats, known, word) for word in words]
    for seat in found:
        _check_not_too_far(seat, day_hours)
    if within is not None:
        near = [one for one in seats.values() if one.minutes <= within and one.left(day_hours) >= LEAST_LEFT]
        if not near:
            raise AllocationError(f"No seat outside London is within {within:g} minutes of the middle of London.")
        found += sorted(near, key=lambda one: (one.minutes, one.code))
    once: dict[str, AwaySeat] = {}
    for one in found:
        once.setdefault(one.code, one)
    return tuple(once.values())


def _seats(known: Known) -> Mapping[str, AwaySeat]:
    """Return the seats of England outside London in which parties stand, by their names in small letters."""
    votes = known.votes("parliament")
    last = votes.filter(pl.col("day") == votes["day"].max()).with_columns(pl.col("within").str.strip_chars())
    speakers = last.filter(pl.col("party") == SPEAKER)["area"].implode()
    able = ~pl.col("within").is_in([LONDON, *OF_THEIR_OWN]) & ~pl.col("area").is_in(speakers)
    rows = last.filter(able).select("area", "boundary_set", "within", "electorate").unique()
    places = read_table("seat_centres").join(
        rows, left_on=["code", "boundary_set"], right_on=["area", "boundary_set"], how="inner"
    )
    return {row["name"].casefold(): _guessed(row) for row in places.sort("code").iter_rows(named=True)}


def _guessed(row: Mapping[str, Any]) -> AwaySeat:
    """Return a seat with the way that is guessed from the middle of London."""
    latitude, longitude = row["latitude"], row["longitude"]
    minutes = minutes_between(atlas().areas("city")[0], latitude, longitude)
    return AwaySeat(
        row["code"], row["name"], row["within"], row["electorate"], minutes, latitude=latitude, longitude=longitude
    )


def minutes_between(area: Area, latitude: float, longitude: float) -> float:
    """Guess the minutes from an area to a place, in degrees (WGS84)."""
    away = flatten(np.array([longitude, latitude])) - flatten(np.array([area.longitude, area.latitude]))
    return MINUTES_MORE + round(float(np.linalg.norm(away)) / KM_A_MINUTE)


def _named(seats: Mapping[str, AwaySeat], known: Known, word: str) -> AwaySeat:
    name, _, minutes = word.partition("=")
    seat = seats.get(name.strip().casefold())
    if seat is None:
        raise AllocationError(_why_not(seats, known, name.strip()))
    if not minutes:
        return seat
    try:
        way = float(minutes)
    except ValueError:
        way = -1.0
    if not 0 <= way < 1e6:
        raise AllocationError(f'The way to {seat.name} cannot be {minutes!r}: write minutes, --away "{seat.name}=90".')
    return replace(seat, minutes=way, told=True)


def _why_not(seats: Mapping[str, AwaySeat], known: Known, name: str) -> str:
    if not seats:
        return f"The record has no names of the seats outside London as of {known.as_of}; it has those since 2010."
    places = {row["name"].casefold(): row["code"] for row in read_table("seat_centres").iter_rows(named=True)}
    code = places.get(name.casefold(), "")
    if code[:1] in {"S", "W"}:
        return f"{name} is in Scotland or Wales, whose own parties these draws do not follow: name a seat in England."
    if name.casefold() in {one.name.casefold() for each in ("pcon10", "pcon24") for one in atlas().areas(each)}:
        return f"{name} is in London, where plans go by wards: its wards have their hours without being named."
    holding = [one for one in seats if name and name.casefold() in one][:3]
    near = holding or get_close_matches(name.casefold(), seats, n=3)
    hint = f" Is it {' or '.join(seats[one].name for one in near)}?" if near else ""
    return f"As of {known.as_of} no seat outside London that parties contest has the name {name!r}.{hint}"


def _check_not_too_far(seat: AwaySeat, day_hours: float) -> None:
    if seat.left(day_hours) < LEAST_LEFT:
        whose = "" if seat.told else ", as we guess; say how long it takes, NAME=MINUTES, if that is wrong"
        raise AllocationError(
            f"{seat.name} is {seat.minutes:.0f} minutes away{whose}: there and back leaves less than {LEAST_LEFT:.0%} "
            f"of a day of {day_hours:g} hours."
        )
