"""The candidate against the party: each candidate for mayor beside the party's list, of the same day."""

from dataclasses import dataclass

import polars as pl
from django.utils.safestring import SafeString

from groundgame.campaign.strategy.charts.whiskers import Axis, Interval
from groundgame.campaign.strategy.happened.picking import Picked
from groundgame.campaign.strategy.templatetags.figures import points
from groundgame.electoral.contests import Party, parties
from groundgame.electoral.swing import ElectionError, ahead

LEAST_SHARE = 0.01
FINEST = ("borough", "constituency")


@dataclass(frozen=True, slots=True)
class Ahead:
    """A candidate in one place: the shares (0-1) as mayor and of the list, and how far the one is ahead, drawn."""

    name: str
    party: Party
    mayor: float
    list_share: float
    ahead: float
    exact: bool
    drawn: SafeString


@dataclass(frozen=True, slots=True)
class AheadTable:
    """A mayoral election's candidates, and the party's own candidate place by place, most ahead first."""

    year: int
    head: SafeString
    candidates: tuple[Ahead, ...]
    ours: Ahead | None
    unit: str
    places: tuple[Ahead, ...]


def ahead_of_party(pair: Picked, party: str) -> AheadTable | None:
    """Return how far the candidates ran ahead of their parties, or None where neither election was of a mayor."""
    years = [one.year for one in (pair.later, pair.earlier) if one.tier == "mayor"]
    if not years:
        return None
    city = ahead(years[0]).filter(pl.max_horizontal("mayor_share", "list_share") >= LEAST_SHARE)
    top = max(share for column in ("mayor_share", "list_share") for share in city[column].to_list())
    axis = Axis.of([Interval(0, 0, top)])
    candidates = _rows(city, axis, by="candidate")
    unit, places = _places(years[0], party)
    return AheadTable(
        year=years[0],
        head=axis.head(lambda value: f"{100 * value:.0f}%"),
        candidates=candidates,
        ours=next((one for one in candidates if one.party.id == party), None),
        unit=unit,
        places=places,
    )


def told(table: AheadTable) -> str:
    """Return in a sentence how far the party's candidate ran ahead of its list; nothing where it had none."""
    if table.ours is None:
        return ""
    one = table.ours
    where = "ahead of" if one.ahead >= 0 else "behind"
    apart = points(abs(one.ahead)).lstrip("+")
    return (
        f"In {table.year} {one.name} ran {apart} points {where} {one.party.name}’s list, in the same places that day."
    )


def _places(year: int, party: str) -> tuple[str, tuple[Ahead, ...]]:
    """Return the places that both votes are known by, finest first."""
    for by in FINEST:
        try:
            rows = ahead(year, by=by).filter(party=party)
        except ElectionError:
            continue
        axis = Axis.of([Interval(0, 0, 1)])
        return {"constituency": "Assembly constituencies"}.get(by, "boroughs"), _rows(rows, axis, by="name")
    return "", ()


def _rows(rows: pl.DataFrame, axis: Axis, *, by: str) -> tuple[Ahead, ...]:
    ranked = rows.filter(pl.col("party").is_in(list(parties()))).sort("ahead", by, descending=[True, False])
    return tuple(
        Ahead(
            row[by],
            parties()[row["party"]],
            row["mayor_share"],
            row["list_share"],
            row["ahead"],
            row["exact"],
            axis.dumbbell(row["list_share"], row["mayor_share"]),
        )
        for row in ranked.iter_rows(named=True)
    )
