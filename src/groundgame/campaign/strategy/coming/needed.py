"""What would have to be true for us to win: the mayoralty, and each council."""

import datetime as dt
import math
from dataclasses import dataclass
from functools import cache

import numpy as np
import polars as pl
from django.utils import timezone

from groundgame.campaign.strategy.answers import Answer, answer
from groundgame.campaign.strategy.coming.forecasts import SEED, polls_mark, standpoint
from groundgame.electoral.contests import Party, london_results, parties, record
from groundgame.electoral.forecasting import ForecastError, needed_next
from groundgame.electoral.forecasting.leads import seats_lead
from groundgame.electoral.forecasting.mayor import RULE_NAMES
from groundgame.electoral.forecasting.needed import Case, Needed, losing_swing, needed
from groundgame.electoral.forecasting.needed_words import sentences
from groundgame.electoral.forecasting.sliders import mayor_case
from groundgame.electoral.places import Area, atlas
from groundgame.electoral.polls import PollsError

PLURALITY = "by first past the post"


@dataclass(frozen=True, slots=True)
class Told:
    """What would have to be true, in sentences, starting from somewhere."""

    start: str
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CouncilNeeded:
    """One council, from its last election: our lead in the seat that decides it (0-1), and the least swing that would.

    The swing is from `rival` in every ward, and None where not even all its votes would do; `losing` is the least swing
    to `rival` that would lose a council that is held, None of any other.
    """

    area: Area
    lead: float
    swing: float | None
    rival: Party
    losing: float | None

    @property
    def takes(self) -> float:
        """The share of the votes (0-1) that would have to go over for it to be won, or lost; infinite if none would."""
        least = self.swing if self.losing is None else self.losing
        return math.inf if least is None else least

    @property
    def told(self) -> str:
        """What it takes, in a sentence."""
        if self.lead == 0:
            return "Level in the ward that decides: a majority with one vote more there, none with one less."
        if self.losing is not None:
            return f"Held until {_points(self.losing)} of the votes go to {self.rival.name} everywhere."
        if self.swing is None:
            return f"Not even every vote of {self.rival.name} would do it."
        return f"It takes {_points(self.swing)} of the votes everywhere, from {self.rival.name}."


def mayor_needed(ours: str) -> Told:
    """Return what it would have taken to win the last election of the mayor, by first past the post as it was."""
    try:
        return Told(f"The last election, {PLURALITY}", _sentences(needed(mayor_case(ours))))
    except ForecastError as error:
        return Told("The last election", (str(error),))


def next_mayor_needed(ours: str, *, patience: float | None = None) -> Answer[Told]:
    """Return what it takes at the mayor's next election, on the forecast's draws, by the law as it is today."""
    today = timezone.localdate()
    as_of = standpoint("mayor", today).as_of
    key = ("needed", "mayor", ours, str(as_of), str(today), polls_mark())
    refused = (ForecastError, PollsError)
    return answer(key, lambda: _next_mayor(ours, as_of, today), refused=refused, patience=patience)


def _next_mayor(ours: str, as_of: dt.date, today: dt.date) -> Told:
    found = needed_next.mayor_needed(ours, as_of, rng=np.random.default_rng(SEED), law_as_of=today)
    start = f"The election of {found.day:%-d %B %Y}, by {RULE_NAMES[found.rule]}, in half of the forecast\u2019s draws"
    return Told(start, _sentences(found.needed))


def councils_answer(ours: str, *, patience: float | None = None) -> Answer[tuple[CouncilNeeded, ...]]:
    """Return every council's answer, once they are worked out."""
    return answer(("needed", ours), lambda: councils_needed(ours), patience=patience)


def councils_needed(ours: str) -> tuple[CouncilNeeded, ...]:
    """Return what it takes to have a majority of each council where we stood, or to lose it: the closest first.

    Boundaries, candidates and turnout are as at the last election; a seat is won by the party whose mean candidate is
    first in its ward.
    """
    found = [one for area in atlas().areas("borough") if (one := council_needed(area, ours)) is not None]
    return tuple(sorted(found, key=lambda one: (one.takes, one.area.name)))


@cache
def council_needed(area: Area, ours: str) -> CouncilNeeded | None:
    """Return what it takes to have a majority of one council, or None where we have no votes there."""
    rows = _last_wards().filter(pl.col("ward_of") == area.code)
    if ours not in rows["party"].to_list():
        return None
    case = _council_case(rows, ours)
    found = needed(case)
    losing = losing_swing(case, found.rival) if found.wins else None
    return CouncilNeeded(area, found.lead, found.swing, parties()[found.rival], losing)


def _sentences(found: Needed) -> tuple[str, ...]:
    return sentences(found, {party.id: party.name for party in parties().values()})


def _council_case(rows: pl.DataFrame, ours: str) -> Case:
    """Return a council as a case: each ward once for each of its seats, which its first party has all of."""
    wide = rows.pivot("party", index=["area", "seats"], values="votes").fill_null(0.0).sort("area")
    names = tuple(sorted(name for name in wide.columns if name not in {"area", "seats"}))
    seats = wide["seats"].cast(pl.Int64).to_numpy()
    votes = np.repeat(wide.select(names).to_numpy(), seats, axis=0)
    return Case(
        parties=names,
        votes=votes,
        electors=votes.sum(axis=1) * 4,  # turnout is left alone: what it is changes no ward
        outer=np.zeros(len(votes), dtype=bool),
        ours=ours,
        lead=seats_lead(names.index(ours), int(seats.sum()) // 2 + 1),
    )


@cache
def _last_wards() -> pl.DataFrame:
    """Return ward_of (the borough), area, party, votes and seats of every ward's last ordinary election."""
    results = london_results().filter(pl.col("kind") == "borough").filter(pl.col("date") == pl.col("date").max())
    seats = record().votes("borough").sort("date").group_by("area", maintain_order=True).agg(pl.col("seats").max())
    boroughs = {area.code: area.borough for area in atlas().areas("ward22")}
    here = results.select("area", "party", "votes").join(seats, on="area")
    return here.with_columns(ward_of=pl.col("area").replace_strict(boroughs, default=None))


def _points(share: float) -> str:
    points = f"{100 * share:.1f}"
    return f"{points} point" if points == "1.0" else f"{points} points"
