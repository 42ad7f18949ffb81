"""What a place's page tells of past elections: one table a tier, a column for each party that mattered there."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

import polars as pl

from groundgame.campaign.strategy.wards import TIERS
from groundgame.electoral.contests import parties
from groundgame.electoral.contests.parties import OTHER, Party
from groundgame.electoral.places import Area, atlas
from groundgame.electoral.swing.history import history

MOST_COLUMNS = 6
LEAST_SHARE = 0.05
OWN = ("own", "parts")
NOTES = {
    "parts": "summed from its parts",
    "moved": "estimated from other boundaries",
    "city": "all of London",
}


@dataclass(frozen=True, slots=True)
class PastElection:
    """One election in one place. `shares` (0-1) stand in the order of the table's parties; None: did not stand.

    `others` is what all other parties had; `seats` the seats won, most first; `note` says whose figures these are where
    they are not the place's own.
    """

    date: dt.date
    contest: str | None
    shares: tuple[float | None, ...]
    others: float
    turnout: float | None
    seats: tuple[tuple[Party, int], ...]
    how: str
    note: str

    @property
    def own(self) -> bool:
        """Tell whether the figures are the place's own: counted there, or summed from its parts."""
        return self.how in OWN


@dataclass(frozen=True, slots=True)
class TierHistory:
    """A tier's elections in one place, newest first."""

    tier: str
    name: str
    parties: tuple[Party, ...]
    elections: tuple[PastElection, ...]

    @property
    def plotted(self) -> tuple[PastElection, ...]:
        """The elections that say something of the place itself, and not of all London."""
        return tuple(election for election in self.elections if election.how != "city")


def place_history(area: Area, ours: str) -> tuple[TierHistory, ...]:
    """Return the history of a place at every tier that has any, `ours` among the parties wherever it stood."""
    frame = history(area.code)
    tiers = ((tier, frame.filter(tier=tier)) for tier in TIERS)
    return tuple(_tier(area, tier, rows, ours) for tier, rows in tiers if not rows.is_empty())


def _tier(area: Area, tier: str, rows: pl.DataFrame, ours: str) -> TierHistory:
    columns = _columns(rows, ours)
    days = rows["date"].unique().sort(descending=True)
    elections = tuple(_election(area, rows.filter(date=day), columns) for day in days)
    return TierHistory(tier, TIERS[tier], tuple(parties()[code] for code in columns), elections)


def _columns(rows: pl.DataFrame, ours: str) -> list[str]:
    """Return the ids of the parties with a column: the strongest ever here, and ours, strongest in the latest first."""
    best = (
        rows.group_by("party").agg(pl.col("share").max().alias("best")).sort("best", "party", descending=[True, False])
    )
    strong = best.filter((pl.col("best") >= LEAST_SHARE) & (pl.col("party") != OTHER))["party"].to_list()[:MOST_COLUMNS]
    if ours in best["party"].to_list() and ours not in strong:
        strong = [*strong[: MOST_COLUMNS - 1], ours]
    latest = dict(rows.filter(pl.col("date") == pl.col("date").max()).select("party", "share").iter_rows())
    return sorted(strong, key=lambda code: (-(latest.get(code) or 0), strong.index(code)))


def _election(area: Area, rows: pl.DataFrame, columns: Iterable[str]) -> PastElection:
    first = rows.row(0, named=True)
    shares = dict(rows.select("party", "share").iter_rows())
    shown = tuple(shares.pop(code, None) for code in columns)
    return PastElection(
        date=first["date"],
        contest=first["contest"],
        shares=shown,
        others=sum(share for share in shares.values() if share),
        turnout=first["turnout"],
        seats=_seats(rows) if first["how"] in OWN else (),
        how=first["how"] if first["exact"] or first["how"] == "moved" else "notional",
        note=_note(area, first),
    )


def _seats(rows: pl.DataFrame) -> tuple[tuple[Party, int], ...]:
    won = rows.filter(pl.col("won_seats") > 0).sort("won_seats", "party", descending=[True, False])
    return tuple((parties()[code], seats) for code, seats in won.select("party", "won_seats").iter_rows())


def _note(area: Area, row: dict[str, object]) -> str:
    how = str(row["how"])
    if how == "holder":
        return f"all of {atlas().area(str(row['used'])).name}"
    if how == "parts" and area.boundary_set == "city":
        return ""
    note = NOTES.get(how, "")
    return note if row["exact"] or how == "moved" else f"{note}, estimated".lstrip(", ")
