"""Every ward of today with its figures in the latest election of a tier, for the map and the table behind it."""

from dataclasses import dataclass
from functools import lru_cache

import polars as pl

from groundgame.electoral.contests import parties
from groundgame.electoral.contests.parties import OTHER, Party
from groundgame.electoral.places import Area, atlas
from groundgame.electoral.swing.measures import measures, shares

TIERS = {
    "borough": "Borough councils",
    "mayor": "Mayor",
    "assembly": "Assembly",
    "assembly-list": "Assembly list",
    "parliament": "Westminster",
}
LEVELS = {"lac": "Assembly constituencies", "pcon24": "Westminster constituencies", "ward22": "wards"}


@dataclass(frozen=True, slots=True)
class Ward:
    """A ward and its figures (shares 0-1). `counted_in` is the area whose figures they are: often a larger one.

    `lead` is our share less the best of the others: below zero where we are behind.
    """

    area: Area
    borough: Area
    counted_in: Area
    winner: Party | None
    share: float | None
    margin: float | None
    turnout: float | None
    change: float | None
    lead: float | None

    def figure(self, measure: str) -> float | None:
        """Return one of its figures: share, margin, turnout or change."""
        value: float | None = getattr(self, measure)
        return value

    @property
    def whose(self) -> str:
        """Whose figures they are, where they are not the ward's own."""
        return "" if self.counted_in.code == self.area.code else f" (in all of {self.counted_in.name})"


@dataclass(frozen=True, slots=True)
class WardTable:
    """Every ward for one tier: the level its votes were counted at, and whether the change was counted or estimated."""

    tier: str
    level: str
    contest: str
    change_counted: bool
    wards: tuple[Ward, ...]


@lru_cache(maxsize=32)
def ward_table(tier: str, party: str) -> WardTable:
    """Return every ward's figures in the latest election of a tier, by code."""
    frame = measures(tier, party)
    rows = frame.rows(named=True)
    first = rows[0]
    leads = _leads(tier, party)
    for row in rows:
        # Where we won a seat, its published margin is our lead, even over somebody whom the votes do not name.
        won_seat = row["level"] != "ward22" and row["winner"] == party and row["margin"] is not None
        row["lead"] = row["margin"] if won_seat else leads.get(row["area"])
    wards = tuple(_ward(row) for row in rows)
    return WardTable(tier, first["level"], first["contest"], first["change_counted"], wards)


def _leads(tier: str, party: str) -> dict[str, float]:
    """Return our share less the best other's, by area; a sum of several parties is nobody's rival."""
    ours, rival = pl.col("party") == party, ~pl.col("party").is_in([party, OTHER])
    share = pl.col("share")
    best = share.filter(ours).max().fill_null(0) - share.filter(rival).max().fill_null(0)
    areas = shares(tier).unique(["area", "party"]).group_by("area").agg(best.alias("lead"))
    return dict(areas.select("area", "lead").iter_rows())


def _ward(row: dict[str, object]) -> Ward:
    places = atlas()
    area = places.area(str(row["ward"]))
    return Ward(
        area=area,
        borough=places.area(area.borough or ""),
        counted_in=places.area(str(row["area"]), str(row["level"])),
        winner=parties().get(str(row["winner"])),
        share=_share(row["share"]),
        margin=_share(row["margin"]),
        turnout=_share(row["turnout"]),
        change=_share(row["change"]),
        lead=_share(row["lead"]),
    )


def _share(value: object) -> float | None:
    return value if isinstance(value, float) else None
