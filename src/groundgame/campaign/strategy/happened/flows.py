"""Vote flows between two elections, as a picture and its table."""

from dataclasses import dataclass

import numpy as np
from django.utils.safestring import SafeString

from groundgame.campaign.strategy.answers import Answer, answer
from groundgame.campaign.strategy.charts.ribbons import Band, Ribbon, ribbons
from groundgame.campaign.strategy.coming.named import london_seats
from groundgame.campaign.strategy.happened.picking import Picked, titled
from groundgame.electoral.contests import parties
from groundgame.electoral.contests.parties import OTHER
from groundgame.electoral.flows import Flows, FlowsError, Pair, Vote, estimate_votes, votes_between

SEED = 2024
STEPS = (0.05, 0.15, 0.30, 0.45, 0.60, 0.80)
LEVELS = {"ward": "wards", "borough": "boroughs", "constituency": "constituencies"}
OF_ASSEMBLY = {"mayor", "assembly", "assembly-list"}
NO_VOTE = {"not in the first vote": "No vote then", "not in the second vote": "No vote now", OTHER: "Others"}
GREY = "#8a8d8a"


@dataclass(frozen=True, slots=True)
class Cell:
    """One flow: its share (0-1) of those who chose the row, its 90% interval, what is certain, and the votes."""

    share: float
    p05: float
    p95: float
    lower: float
    upper: float
    votes: float

    @property
    def step(self) -> str:
        """The class of its colour; the figure is written in the cell."""
        return f"s{sum(self.share >= bound for bound in STEPS)}"


@dataclass(frozen=True, slots=True)
class Side:
    """One option of one election: what it is called, its colour, and its votes."""

    option: str
    name: str
    colour: str
    votes: float


@dataclass(frozen=True, slots=True)
class FlowTable:
    """From each option of the earlier election (rows) to each of the later (columns)."""

    rows: tuple[Side, ...]
    columns: tuple[Side, ...]
    cells: tuple[tuple[Cell, ...], ...]

    @property
    def lines(self) -> list[tuple[Side, tuple[Cell, ...]]]:
        """Each row with its cells."""
        return list(zip(self.rows, self.cells, strict=True))


def flows_answer(pair: Picked, level: str, *, patience: float | None = None) -> Answer[tuple[Flows, tuple[str, ...]]]:
    """Return the flows, once they are worked out."""
    return answer(
        ("flows", pair.earlier.name, pair.later.name, level),
        lambda: london_flows(pair, level),
        refused=(FlowsError,),
        patience=patience,
    )


def london_flows(pair: Picked, level: str) -> tuple[Flows, tuple[str, ...]]:
    """Return the flows within London, and what is to be said of the votes they are made of: seconds.

    Raises:
        FlowsError: if the record does not have both votes at that level.
    """
    votes = votes_between(pair.earlier.name, pair.later.name, level)
    first, second = _in_london(votes)
    found = estimate_votes(first, second, rng=np.random.default_rng(SEED))
    return found, tuple(_told(note, pair) for note in (*votes.notes, *found.notes))


def _told(note: str, pair: Picked) -> str:
    """Return a note in the page's own words."""
    for option, name in NO_VOTE.items():
        note = note.replace(f"'{option}'", f"“{name}”")
    return titled(note, pair.earlier, pair.later)


def _in_london(votes: Pair) -> tuple[Vote, Vote]:
    """Return two votes without the seats of the rest of the country, where they have any."""
    inside = np.array([area in london_seats() for area in votes.first.areas])
    if not inside.any():
        return votes.first, votes.second
    return votes.first.only(inside), votes.second.only(inside)


def usual_level(pair: Picked) -> str:
    """Return at which level two votes are best read: the finest that both were counted at."""
    if "constituency" in levels_of(pair) and pair.later.year != 2016:
        return "constituency"
    return "ward"


def levels_of(pair: Picked) -> dict[str, str]:
    """Return the levels that both votes can be read at: constituencies of one kind, or none."""
    tiers = {pair.earlier.tier, pair.later.tier}
    if tiers == {"parliament"} or tiers <= OF_ASSEMBLY:
        return LEVELS
    return {name: words for name, words in LEVELS.items() if name != "constituency"}


def flow_table(flows: Flows) -> FlowTable:
    """Return the flows in the order and the names that a page shows."""
    votes = np.asarray(flows.votes, dtype=float)
    matrices = (flows.share, flows.p05, flows.p95, flows.lower_bound, flows.upper_bound, votes)
    cells = tuple(
        tuple(Cell(*(float(matrix[row, column]) for matrix in matrices)) for column in range(len(flows.columns)))
        for row in range(len(flows.rows))
    )
    rows = tuple(map(_side, flows.rows, votes.sum(axis=1)))
    return FlowTable(rows, tuple(map(_side, flows.columns, votes.sum(axis=0))), cells)


def picture(table: FlowTable, words: str) -> SafeString:
    """Draw the flows as ribbons."""
    flows = [
        Ribbon(at, to, cell.votes, f"{row.name} to {column.name}: {cell.votes:,.0f} votes")
        for at, (row, cells) in enumerate(table.lines)
        for to, (column, cell) in enumerate(zip(table.columns, cells, strict=True))
    ]
    sources, targets = ([Band(one.name, one.colour, one.votes) for one in side] for side in (table.rows, table.columns))
    return ribbons(sources, targets, flows, words)


def _side(option: str, votes: float) -> Side:
    party = parties().get(option)
    name = NO_VOTE.get(option) or (party.short if party else option.replace("-", " ").capitalize())
    return Side(option, name, party.colour if party else GREY, float(votes))
