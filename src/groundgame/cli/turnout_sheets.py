"""How turnout is printed: a heading, a table by area, and the last elections at other turnouts."""

import json
from dataclasses import asdict

import numpy as np
import polars as pl
from rich.table import Table

from groundgame.electoral.contests import parties
from groundgame.electoral.forecasting.sliders import Turned
from groundgame.electoral.places import atlas
from groundgame.electoral.turnout import WardTurnout

INTERVAL_90 = 1.645
SETS = {"ring": "ring", "borough": "borough", "assembly": "lac", "seat": "pcon24"}
BOUNDARIES = {"borough": "borough", "ward": "ward22", "assembly": "lac", "seat": "pcon24"}
PRINTED_PARTIES = 6
CITY = "E09000001"
TITLES = {
    "mayor": "The last election of the mayor at these turnouts",
    "assembly-list": "The last Assembly list at these turnouts",
    "assembly": "The last Assembly constituencies at these turnouts",
    "borough": "The last borough elections at these turnouts",
}


def heading(expected: WardTurnout) -> str:
    """Return London's turnout with its interval, and what it was worked out from."""
    [(_, _, turnout, sd)] = expected.of("city").iter_rows()
    low, high = (max(0.0, turnout - INTERVAL_90 * sd), min(1.0, turnout + INTERVAL_90 * sd))
    return (
        f"{expected.kind.capitalize()}, {expected.day}: {turnout:.1%} of London's electors ({low:.0%} to {high:.0%})."
    )


def places_sheet(expected: WardTurnout, by: str) -> Table:
    """Return a row an area: electors, turnout, and the interval that nine in ten lie in."""
    sheet = Table(box=None)
    for name in (by, "electors", "turnout", "from", "to"):
        sheet.add_column(name, justify="left" if name == by else "right")
    for row in places(expected, by):
        figures = [f"{row[name]:.1%}" for name in ("turnout", "p05", "p95")]
        sheet.add_row(str(row["name"]), f"{row['electors']:,}", *figures)
    return sheet


def turned_heading(each: Turned) -> str:
    """Return which election it was, and how much of it would have gone otherwise."""
    many = len(each.changed)
    told = "nothing would change" if not many else f"{many} of its results would change"
    return f"{TITLES[each.tier]}: {told}."


def turned_sheet(each: Turned) -> Table:
    """Return a row a party: its votes, share and seats at other turnouts."""
    sheet = Table(box=None)
    for name in ("party", "votes", "share", "seats"):
        sheet.add_column(name, justify="left" if name == "party" else "right")
    total = sum(each.votes.values())
    first = sorted(each.votes, key=lambda party: (-each.votes[party], party))[:PRINTED_PARTIES]
    for party in first:
        votes = each.votes[party]
        sheet.add_row(parties()[party].name, f"{votes:,}", f"{votes / total:.1%}", str(each.seats.get(party, "")))
    return sheet


def turnout_json(expected: WardTurnout, by: str, counted: tuple[Turned, ...]) -> str:
    """Return everything as JSON: `kind`, `date`, `turnout`, `places`, and `last_elections` where sliders were moved."""
    fields: dict[str, object] = {
        "kind": expected.kind,
        "date": expected.day.isoformat(),
        "turnout": expected.level,
        "by": by,
        "places": places(expected, by),
    }
    if counted:
        fields["last_elections"] = [asdict(each) for each in counted]
    return json.dumps(fields, indent=2, ensure_ascii=False)


def places(expected: WardTurnout, by: str) -> list[dict[str, object]]:
    """Return name, area, electors, turnout, p05 and p95 of each area, by turnout from the highest."""
    rows = _wards(expected) if by == "ward" else expected.of(SETS[by])
    names = {area.code: area.name for area in atlas().areas(BOUNDARIES[by])} if by in BOUNDARIES else {}
    if expected.kind == "borough":
        # The City elects its own council, by other rules and on other days.
        rows = rows.filter(~pl.col("area").is_in(list(atlas().wards_within(CITY) | {CITY})))
    spread = INTERVAL_90 * pl.col("sd")
    shown = rows.select(
        pl.col("area").replace(names).alias("name"),
        "area",
        pl.col("electors").round().cast(pl.Int64),
        "turnout",
        p05=(pl.col("turnout") - spread).clip(0, 1),
        p95=(pl.col("turnout") + spread).clip(0, 1),
    )
    return shown.sort("turnout", "area", descending=[True, False]).to_dicts()


def _wards(expected: WardTurnout) -> pl.DataFrame:
    """Return the wards with all of their error, that of the city's level too."""
    sd = pl.Series(expected.sd_of(np.eye(len(expected.electors))))
    return expected.wards.select("electors", "turnout", area="ward", sd=sd)
