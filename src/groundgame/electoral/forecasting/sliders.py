"""The doughnut's sliders on London's last elections: votes, seats and winners at other turnouts of the two rings."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

import numpy as np
import numpy.typing as npt
import polars as pl

from groundgame.electoral.contests import record
from groundgame.electoral.contests.days import with_election_day
from groundgame.electoral.contests.parties import INDEPENDENT
from groundgame.electoral.contests.shares import party_shares
from groundgame.electoral.counting import dhondt
from groundgame.electoral.forecasting.errors import ForecastError
from groundgame.electoral.forecasting.leads import Floats, fptp_lead
from groundgame.electoral.forecasting.needed import Case
from groundgame.electoral.places import atlas
from groundgame.electoral.turnout import at_turnout, boroughs_since_2021, extra_voter_ratios

Winners = Mapping[str, tuple[str, ...]]
"""The parties of those elected, one for each seat, by place."""

BALLOTS = {"mayor": "mayor", "assembly_list": "assembly-list", "assembly_constituency": "assembly"}
LIST_SEATS = 11


@dataclass(frozen=True)
class Turned:
    """A contest of the last election as the sliders make it: `turnout` by ring as in `doughnut`: papers over electors.

    `votes` and `seats` are by party; the mayor is one seat. `changed` has the code of each place that would elect
    others (`London` for the mayor and the list), the parties of those whom it elected, and of those whom it would.
    """

    tier: str
    turnout: Mapping[str, float]
    votes: Mapping[str, int]
    seats: Mapping[str, int]
    changed: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...]


@dataclass(frozen=True, eq=False)
class Grid:
    """One contest's votes by area and party, with electors and ring; `within` is the constituency or the borough.

    `papers` are all that were cast, spoilt ones too: a ward's mean votes may be more or fewer than those.
    """

    tier: str
    parties: tuple[str, ...]
    votes: Floats
    electors: Floats
    papers: Floats
    outer: npt.NDArray[np.bool_]
    within: tuple[str, ...]
    areas: tuple[str, ...]

    @property
    def papers_of_votes(self) -> Floats:
        """Return by area how many papers there were for each vote, as a column to multiply votes by."""
        cast = self.votes.sum(axis=1)
        papers: Floats = np.divide(self.papers, cast, out=np.ones_like(cast), where=cast > 0)
        return papers[:, None]


def turned(*, inner: float | None = None, outer: float | None = None, tilted: bool = False) -> tuple[Turned, ...]:
    """Return the last elections of mayor, list, Assembly constituencies and boroughs with the rings turning out so.

    None leaves a ring as it was. Those who come or stay away vote as their borough or ward did, unless `tilted`: then
    as `turnout.extra_voter_ratios` says. So a ward's result, untilted, never changes. Votes by borough since 2021 are
    estimates, as constituencies were counted whole; wards are counted.

    Raises:
        ForecastError: if a slider is not between 0 and 1.
    """
    for name, share in (("inner", inner), ("outer", outer)):
        if share is not None and not 0 < share < 1:
            raise ForecastError(f"The turnout of {name} London is a share between 0 and 1, not {share}.")
    grids = {tier: last_by_borough(tier) for tier in BALLOTS.values()} | {"borough": _wards()}
    after = {tier: _at(grid, inner, outer, tilted=tilted) for tier, grid in grids.items()}
    won = _firsts(grids["assembly"], after["assembly"])
    return (
        _answer(grids["mayor"], after["mayor"], _mayor),
        _answer(grids["assembly-list"], after["assembly-list"], lambda grid, votes: _list(grid, votes, won)),
        _answer(grids["assembly"], after["assembly"], _firsts),
        _answer(grids["borough"], after["borough"], _councillors),
    )


def mayor_case(ours: str) -> Case:
    """Return the last election of the mayor, by borough, as a case for `needed.needed`.

    Raises:
        ForecastError: if the party did not stand in it.
    """
    grid = last_by_borough("mayor")
    if ours not in grid.parties:
        raise ForecastError(f"{ours!r} did not stand for mayor; {', '.join(grid.parties)} did.")
    lead = fptp_lead(grid.parties.index(ours))
    # Votes are what leads are of, papers what turnout is of: of so many electors these votes are the papers' turnout.
    electors = grid.electors / grid.papers_of_votes[:, 0]
    return Case(grid.parties, grid.votes, electors, grid.outer, ours, lead)


def _answer(grid: Grid, after: Floats, winners: Callable[[Grid, Floats], Winners]) -> Turned:
    before, now = winners(grid, grid.votes), winners(grid, after)
    papers = after * grid.papers_of_votes
    turnout = {
        ring: float(papers[here].sum() / grid.electors[here].sum())
        for ring, here in (("inner", ~grid.outer), ("outer", grid.outer))
    }
    seats = Counter(party for parties in now.values() for party in parties)
    changed = tuple((place, before[place], now[place]) for place in sorted(now) if before[place] != now[place])
    votes = {party: round(count) for party, count in zip(grid.parties, after.sum(axis=0), strict=True)}
    return Turned(grid.tier, turnout, votes, dict(seats.most_common()), changed)


def _at(grid: Grid, inner: float | None, outer: float | None, *, tilted: bool) -> Floats:
    ratios = extra_voter_ratios(grid.parties) if tilted else None
    papers = grid.votes * grid.papers_of_votes
    turned_out = at_turnout(papers, grid.electors, grid.outer, inner_turnout=inner, outer_turnout=outer, ratios=ratios)
    votes: Floats = turned_out / grid.papers_of_votes
    return votes


def _mayor(grid: Grid, votes: Floats) -> Winners:
    return {"London": (grid.parties[int(votes.sum(axis=0).argmax())],)}


def _firsts(grid: Grid, votes: Floats) -> Winners:
    within = np.array(grid.within)
    totals = {place: votes[within == place].sum(axis=0) for place in sorted(set(grid.within))}
    return {place: (grid.parties[int(total.argmax())],) for place, total in totals.items()}


def _list(grid: Grid, votes: Floats, won: Winners) -> Winners:
    """Count the list seats after the constituencies that were won, by d'Hondt over whole votes."""
    lists = [party for party in grid.parties if party != INDEPENDENT]
    counts = {party: round(votes[:, grid.parties.index(party)].sum()) for party in lists}
    alone = round(votes.sum()) - sum(counts.values())
    held = Counter(party for parties in won.values() for party in parties)
    count = dhondt(counts, seats=LIST_SEATS, already=held, other_votes=alone)
    return {"London": tuple(sorted(count.elected))}


def _councillors(grid: Grid, votes: Floats) -> Winners:
    """Elect each ward's candidates anew, each with its own votes times what happened to its party's there."""
    factor = np.divide(votes, grid.votes, out=np.ones_like(votes), where=grid.votes > 0)
    ward, party = ({name: at for at, name in enumerate(names)} for names in (grid.areas, grid.parties))
    standing: dict[str, list[tuple[float, bool, str]]] = {}
    places: dict[str, int] = {}
    for area, name, count, elected, seats in _candidates().iter_rows():
        standing.setdefault(area, []).append((count * factor[ward[area], party[name]], elected, name))
        places[area] = seats
    # Of equals, who was elected stays so: lots were drawn once.
    return {area: tuple(sorted(n for _, _, n in sorted(each)[-places[area] :])) for area, each in standing.items()}


@cache
def last_by_borough(tier: str, as_of: date = date.max) -> Grid:
    """Return a tier's votes by borough in its last election before a day.

    Raises:
        ForecastError: if there was none of which boroughs are known: since 2021.
    """
    known = [frame.filter(pl.col("date") < as_of, tier=tier) for frame in _london_votes()]
    if known[0].is_empty():
        raise ForecastError(f"No {tier} election by borough is known before {as_of}; the first is of May 2021.")
    votes, papers = (frame.filter(date=pl.col("date").max()) for frame in known)
    return _grid(tier, votes.with_columns(within="constituency"), papers)


@cache
def _london_votes() -> tuple[pl.DataFrame, pl.DataFrame]:
    return boroughs_since_2021(BALLOTS)


@cache
def _wards() -> Grid:
    votes = party_shares(_last_boroughs().select("area", "party", "votes", "elected", "seats"))
    wards = _last_boroughs().select("area", "within", "electorate", "ballots").unique()
    rows = votes.select("area", "party", votes="strength").join(wards.select("area", "within"), on="area")
    return _grid("borough", rows, wards)


@cache
def _candidates() -> pl.DataFrame:
    return _last_boroughs().select("area", "party", "votes", "elected", "seats").filter(pl.col("votes").is_not_null())


@cache
def _last_boroughs() -> pl.DataFrame:
    contests = with_election_day(record().index.filter(pl.col("tier") == "borough"))
    last = contests.filter(~pl.col("by_election")).filter(pl.col("day") == pl.col("day").max())
    return record().votes("borough").join(last.select("id"), on="id", how="semi")


def _grid(tier: str, votes: pl.DataFrame, papers: pl.DataFrame) -> Grid:
    """Lay out area, within, party and votes beside the electorate and the papers (`ballots`) of each area."""
    sums = votes.group_by("area", "within", "party").agg(pl.col("votes").sum())
    wide = sums.pivot("party", index=["area", "within"], values="votes").fill_null(0).sort("area")
    parties = tuple(sorted(name for name in wide.columns if name not in {"area", "within"}))
    people = wide.join(papers.select("area", "electorate", "ballots"), on="area", maintain_order="left")
    inner = {area.code: area.inner for name in ("borough", "ward22") for area in atlas().areas(name)}
    return Grid(
        tier=tier,
        parties=parties,
        votes=wide.select(parties).cast(pl.Float64).to_numpy(),
        electors=people["electorate"].cast(pl.Float64).to_numpy(),
        papers=people["ballots"].cast(pl.Float64).to_numpy(),
        outer=np.array([not inner[code] for code in wide["area"]]),
        within=tuple(wide["within"]),
        areas=tuple(wide["area"]),
    )
