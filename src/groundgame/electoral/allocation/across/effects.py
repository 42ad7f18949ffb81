"""What a contact is worth, by channel, kind of elector and of election: defaults from trials, with their sources."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

CHANNELS = ("door", "phone", "leaflet")
AUDIENCES = ("supporter", "undecided", "rival")
"""Supporters who may not vote; those who have not made up their minds; supporters of those whom we have to pass."""
ELECTIONS = ("local", "general")
EVENING, WEEKEND, DAYTIME = TIMES = ("evening", "weekend", "daytime")
"""Kinds of time in a week: a weekday evening, a weekend by day, a weekday by day."""


@dataclass(frozen=True)
class Effect:
    """Votes that one contact adds to what a party is ahead by, and how sure that is (`sd`)."""

    votes_per_contact: float
    sd: float
    source: str


@dataclass(frozen=True)
class Channel:
    """How many contacts an hour of a weekday evening makes, and of whom.

    `in_flats` is the pace in flats as a part of that in houses, `at` the pace at each kind of time of a week
    (`TIMES`) as a part of that on a weekday evening, `homes` the part of homes that the channel is for,
    `reached` the most of those that can be spoken to (both 0-1). `sessions`: worked in whole evenings.
    """

    contacts_per_hour: float
    in_flats: float
    at: Mapping[str, float]
    homes: float
    reached: float
    pence_per_contact: float
    sessions: bool
    source: str


Effects = Mapping[tuple[str, str, str], Effect]
"""By channel, audience and kind of election."""


@cache
def default_effects() -> Effects:
    """Return the effects for planning until a party's own trials say otherwise (`effects.csv`)."""
    return {
        (row["channel"], row["audience"], row["election"]): Effect(
            float(row["votes_per_contact"]), float(row["sd"]), row["source"]
        )
        for row in _rows("effects.csv")
    }


@cache
def channels() -> Mapping[str, Channel]:
    """Return what an hour of each channel does (`channels.csv`)."""
    return {
        row["channel"]: Channel(
            contacts_per_hour=float(row["contacts_per_hour"]),
            in_flats=float(row["in_flats"]),
            at={EVENING: 1.0} | {time: float(row[time]) for time in (WEEKEND, DAYTIME)},
            homes=float(row["homes"]),
            reached=float(row["reached"]),
            pence_per_contact=float(row["pence_per_contact"]),
            sessions=row["sessions"] == "yes",
            source=row["source"],
        )
        for row in _rows("channels.csv")
    }


def scaled(effects: Effects, deviations: Mapping[str, float]) -> Effects:
    """Return the effects when every one of a channel is so many standard deviations from what is taken for true."""
    return {
        key: replace(one, votes_per_contact=one.votes_per_contact + deviations.get(key[0], 0.0) * one.sd)
        for key, one in effects.items()
    }


def _rows(name: str) -> list[dict[str, str]]:
    text = files("groundgame.electoral.allocation").joinpath(name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))
