"""Which votes of the record are meant: a contest's id, an election's id, or a short name such as `borough:2018`."""

import re
from dataclasses import dataclass, replace
from datetime import date

import polars as pl

from groundgame.electoral.contests import london_results, record
from groundgame.electoral.contests.days import with_election_day
from groundgame.electoral.contests.named import KINDS as TIERS
from groundgame.electoral.contests.named import SeveralTiersError, contests_named, nearest_ids
from groundgame.electoral.flows.answers import FlowsError

KINDS = TIERS | {"european": "european", "referendum": "referendum"}
SHORT = re.compile(r"([a-z]+):(\d{4}(?:-\d\d){0,2})")


@dataclass(frozen=True, slots=True)
class Asked:
    """An election, or some of its contests: `boroughs` and `areas` are codes, None for all."""

    text: str
    kind: str
    day: date
    areas: frozenset[str] | None = None
    boroughs: frozenset[str] | None = None


def asked(text: str) -> Asked:
    """Return the election that an id or a short name means.

    A contest: `mayor.london.2016-05-05`. Several: `parl.2024-07-04`, `local.barnet.2018-05-03`. A short name is
    `general`, `borough`, `mayor`, `assembly`, `list`, `european` or `referendum`, a colon and a year, with a month
    where a year had two.

    Raises:
        FlowsError: if there is none, or more than one.
    """
    wanted = text.strip()
    short = SHORT.fullmatch(wanted.lower())
    return _by_short_name(wanted, short[1], short[2]) if short else _by_id(wanted)


def _by_short_name(wanted: str, name: str, when: str) -> Asked:
    if name not in KINDS:
        raise FlowsError(f"There is no kind of election {name!r} (in {wanted!r}); there are {', '.join(KINDS)}.")
    every = _elections(KINDS[name])
    found = [one for one in every if str(one.day).startswith(when)]
    if len(found) != 1:
        days = ", ".join(str(one.day) for one in found or every)
        raise FlowsError(f"{wanted!r} is {'more than one' if found else 'no'} election of the record. It has {days}.")
    return replace(found[0], text=wanted)


def _elections(kind: str) -> list[Asked]:
    if kind in {"european", "referendum"}:
        days = london_results().filter(pl.col("kind") == kind)["date"].unique().sort()
    else:
        dated = with_election_day(record().index.filter(tier=kind))
        days = dated.filter(~pl.col("by_election"))["day"].unique().sort()
    return [Asked(kind, kind, day) for day in days]


def _by_id(wanted: str) -> Asked:
    try:
        found = contests_named(wanted)
    except SeveralTiersError as error:
        raise FlowsError(str(error)) from error
    if found.is_empty():
        raise FlowsError(_unknown(wanted))
    tier: str = found["tier"][0]
    some = wanted.count(".") > 1 and tier in {"borough", "parliament", "assembly"}
    areas = frozenset(found["area"]) if some else None
    boroughs = frozenset(found["within"]) if some and tier == "borough" else None
    return Asked(wanted, tier, found["day"].min(), areas, boroughs)  # type: ignore[arg-type]  # days are dates


def _unknown(wanted: str) -> str:
    return (
        f"The record has no contest {wanted!r}. Nearest: {nearest_ids(wanted)}. An election's id (`parl.2024-07-04`) "
        "or a short name (`borough:2018`) means all its contests; two files of area,option,votes may stand instead of "
        "both."
    )
