"""How a comparison of two elections is printed: as JSON, or as tables to read."""

import json
from collections.abc import Iterator
from typing import Any

import polars as pl
from rich.table import Table

from groundgame.electoral.contests import parties
from groundgame.electoral.swing import Comparison, Election, Swing, Tide

WORTH_A_COLUMN = 0.05
WIDTH_OF_PLACE, WIDTH_OF_PARTY = 46, 20
ENDS = 10

Two = tuple[str, str]

PLACES: dict[str, Two] = {
    "ward": ("ward", "wards"),
    "pcon": ("seat of Parliament", "seats of Parliament"),
    "borough": ("borough", "boroughs"),
    "lac": ("Assembly constituency", "Assembly constituencies"),
    "city": ("city", "cities"),
}
"""What areas are called, one and several, by how the names of their boundary sets begin."""


def swing_json(
    found: Comparison, rows: pl.DataFrame, overall: Swing, two: Two, beaten: Tide | None, notes: list[str]
) -> str:
    """Return a comparison, its swings and its tide as JSON; shares are 0-1 and `_points` percentage points."""
    shares = {str(area): _by_party(own) for (area,), own in found.places.group_by("area")}
    fields = {
        "from": _election(found.earlier),
        "to": _election(found.later),
        "boundary_set": found.boundary_set,
        "measure": found.measure,
        "estimated": found.estimated,
        "between": list(two),
        "butler_points": _points(overall.butler),
        "steed_points": _points(overall.steed),
        "total": _by_party(found.total),
        "places": [_place(row, shares[row["area"]]) for row in rows.iter_rows(named=True)],
        "tide": _tide(beaten, set(found.places["area"])) if beaten else None,
        "notes": notes,
    }
    return json.dumps(fields, indent=2, ensure_ascii=False)


def heading(found: Comparison, overall: Swing, two: Two) -> str:
    """Return one sentence: how many places, and the swing of all of them together."""
    count = found.places["area"].n_unique()
    places = f"{count} {_places(found.boundary_set, count)}"
    steed = "" if overall.steed is None else f" (of the two-party vote: {_signed(overall.steed)})"
    return (
        f"{found.earlier.name} to {found.later.name}, {places}: swing from {_name(two[0])} to {_name(two[1])} "
        f"{_signed(overall.butler)} points{steed}."
    )


def _places(boundary_set: str, count: int) -> str:
    """Return what areas of a boundary set are called: `wards`, `seats`, `borough`."""
    one, several = next(words for start, words in PLACES.items() if boundary_set.startswith(start))
    return one if count == 1 else several


def places_sheet(found: Comparison, rows: pl.DataFrame, two: Two, width: int) -> Table:
    """Return a row a place, the least swing first: every main party's share before and after with its change."""
    shown = _columns(found, two, width)
    sheet = Table(box=None)
    sheet.add_column("place")
    for party in shown:
        sheet.add_column(_short(party), justify="right", no_wrap=True)
    sheet.add_column("Butler", justify="right")
    sheet.add_column("Steed", justify="right")
    shares = {(row["area"], row["party"]): row for row in found.places.iter_rows(named=True)}
    for row in rows.iter_rows(named=True):
        cells = [_moved(shares.get((row["area"], party))) for party in shown]
        name = f"{row['name']}{' *' if row['estimated'] else ''}"
        sheet.add_row(name, *cells, _signed(row["butler"]), _signed(row["steed"]))
    total = {row["party"]: row for row in found.total.iter_rows(named=True)}
    sheet.add_row("together", *[_moved(total.get(party)) for party in shown], style="bold")
    return sheet


def tide_heading(beaten: Tide) -> str:
    """Return one sentence on what the table below is."""
    return (
        f"\nWho beat the tide for {_name(beaten.party)}, and who fell short: each place's change beyond what its ring,"
        " its past and its people would have given, in points, with 90% intervals."
    )


def tide_sheet(beaten: Tide, shown: pl.DataFrame) -> Table:
    """Return the ten best and the ten worst of the places shown, best first; of wards, their boroughs come first.

    `shown` has area and borough.
    """
    sheet = Table(box=None)
    for name in ("rank", "place", "change", "expected", "departure", "interval", "rank lies in", "in the top ten"):
        sheet.add_column(name, justify="left" if name == "place" else "right")
    boroughs = {row["area"]: row["name"] for row in beaten.boroughs.iter_rows(named=True)}
    for row in _ends(beaten.boroughs.join(shown.select(area="borough").unique(), on="area", how="semi")):
        sheet.add_row(*_tide_cells(row, None))
    sheet.add_section()
    for row in _ends(beaten.places.join(shown, on="area", how="semi")):
        sheet.add_row(*_tide_cells(row, boroughs.get(row["borough"])))
    return sheet


def _ends(ranked: pl.DataFrame) -> Iterator[dict[str, Any]]:
    few = ranked.height <= 2 * ENDS
    return (ranked if few else pl.concat([ranked.head(ENDS), ranked.tail(ENDS)])).sort("rank").iter_rows(named=True)


def _columns(found: Comparison, two: Two, width: int) -> list[str]:
    strong = pl.max_horizontal("before", "after") >= WORTH_A_COLUMN
    others = [party for party in found.total.filter(strong)["party"] if party not in two]
    room = max(0, (width - WIDTH_OF_PLACE) // WIDTH_OF_PARTY - len(two))
    return [*two, *others[:room]]


def _tide_cells(row: dict[str, Any], borough: str | None) -> list[str]:
    return [
        str(row["rank"]),
        f"{row['name']}, {borough}" if borough else row["name"],
        _signed(row["change"]),
        _signed(row["expected"]),
        _signed(row["departure"]),
        f"{_signed(row['p05'])} to {_signed(row['p95'])}",
        f"{row['rank_p05']} to {row['rank_p95']}",
        f"{100 * row['chance_top_10']:.0f}%",
    ]


def _place(row: dict[str, object], shares: dict[str, dict[str, float]]) -> dict[str, object]:
    about = {name: row[name] for name in ("area", "name", "borough", "estimated")}
    swing = {"butler_points": _points(row["butler"]), "steed_points": _points(row["steed"])}
    return about | swing | {"parties": shares}


def _tide(beaten: Tide, places: set[str]) -> dict[str, object]:
    own = beaten.places.filter(pl.col("area").is_in(sorted(places)))
    return {
        "party": beaten.party,
        "of": beaten.places.height,
        "places": own.to_dicts(),
        "boroughs": beaten.boroughs.to_dicts(),
        "expected_from": list(beaten.covariates),
        "deviation_points": {name: _points(variance**0.5) for name, variance in beaten.variances.items()},
        "notes": list(beaten.notes),
    }


def _by_party(rows: pl.DataFrame) -> dict[str, dict[str, float]]:
    ordered = rows.sort("after", "before", "party", descending=[True, True, False])
    figures = ordered.select("party", "before", "after", "change").iter_rows()
    return {party: {"before": before, "after": after, "change": change} for party, before, after, change in figures}


def _election(election: Election) -> dict[str, object]:
    day = election.date.isoformat() if election.date else None
    return {"name": election.name, "tier": election.tier, "year": election.year, "date": day}


def _moved(row: dict[str, float] | None) -> str:
    if row is None or row["before"] == row["after"] == 0:
        return ""
    return f"{100 * row['before']:.1f} → {100 * row['after']:.1f} {_signed(row['change'])}"


def _points(share: object) -> float | None:
    return None if share is None else round(100 * float(str(share)), 4)


def _signed(share: float | None) -> str:
    return "" if share is None else f"{100 * share:+.2f}"


def _name(party: str) -> str:
    known = parties().get(party)
    return known.name if known else party


def _short(party: str) -> str:
    known = parties().get(party)
    return known.short if known else party
