"""What changed between two elections for one party: in the city, and place by place."""

from dataclasses import dataclass
from functools import lru_cache

import polars as pl

from groundgame.campaign.strategy.happened.picking import Picked
from groundgame.electoral.contests import Party, parties
from groundgame.electoral.contests.parties import OTHER
from groundgame.electoral.places import TableError, crosswalk
from groundgame.electoral.swing.comparing import Comparison, compare, overall_swing
from groundgame.electoral.swing.measures import HOLDING, areas_of_wards

LEAST_SHARE = 0.03
MOST_PARTIES = 6


@dataclass(frozen=True, slots=True)
class Change:
    """A share (0-1) before and after in one place; `estimated` where it was not counted so."""

    code: str
    name: str
    before: float
    after: float
    estimated: bool

    @property
    def change(self) -> float:
        """How much the share rose."""
        return self.after - self.before


@dataclass(frozen=True, slots=True)
class PartyChange:
    """A party's share (0-1) of all the compared places."""

    party: Party
    before: float
    after: float

    @property
    def change(self) -> float:
        """How much the share rose."""
        return self.after - self.before


@lru_cache(maxsize=32)
def comparison_of(pair: Picked) -> Comparison:
    """Return the comparison, in the finest places that both elections are known in.

    Raises:
        ElectionError: if they are one, or share no places.
    """
    return compare(pair.earlier, pair.later)


def party_changes(compared: Comparison) -> list[PartyChange]:
    """Return how the parties changed in all the places together, the strongest now first."""
    rows = [row for row in compared.total.iter_rows(named=True) if row["party"] in parties() and row["party"] != OTHER]
    worth = [row for row in rows if max(row["before"], row["after"]) >= LEAST_SHARE]
    return [PartyChange(parties()[row["party"]], row["before"], row["after"]) for row in worth[:MOST_PARTIES]]


def place_changes(compared: Comparison, party: str) -> list[Change]:
    """Return how one party changed in every place, best first."""
    rows = compared.places.filter(party=party).sort("change", "name", descending=[True, False])
    columns = ("area", "name", "before", "after", "estimated")
    return [Change(*row) for row in rows.select(*columns).iter_rows()]


def swing_between(compared: Comparison, ours: str) -> tuple[Party, Party, float] | None:
    """Return from whom, to whom and how far (0-1) it swung; None where they are unknown.

    Between the two that were first before; where ours was neither, between the first and ours.
    """
    two = compared.first_two if ours in compared.first_two else (compared.first_two[0], ours)
    first, second = (parties().get(code) for code in two)
    if first is None or second is None:
        return None
    swing = overall_swing(compared, first.id, second.id).butler
    return (first, second, swing) if swing >= 0 else (second, first, -swing)


@lru_cache(maxsize=16)
def area_of_ward(boundary_set: str) -> dict[str, str]:
    """Return, for each ward of today, the area of a boundary set that most of its residents live in.

    Empty where nothing joins the two: seats of before 1997.
    """
    if boundary_set == "ward22" or boundary_set in HOLDING:
        return dict(areas_of_wards(boundary_set).iter_rows())
    wards = areas_of_wards("ward22")["ward"].to_list()
    try:
        if boundary_set.startswith("pcon"):
            pieces = crosswalk("ward22", boundary_set).select(ward="from", area="to", part="share_of_from")
        else:
            pieces = crosswalk(boundary_set, "ward22").select(ward="to", area="from", part="share_of_to")
    except TableError:
        return {}
    most = pieces.filter(pl.col("ward").is_in(wards)).sort("part", "area", descending=[True, False])
    return dict(most.unique("ward", keep="first", maintain_order=True).select("ward", "area").iter_rows())
