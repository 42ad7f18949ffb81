"""Swing between two parties: conventional (Butler) and of the two-party vote (Steed)."""

from dataclasses import dataclass

import polars as pl

from groundgame.electoral.swing.comparing.comparison import Comparison
from groundgame.electoral.swing.comparing.naming import ElectionError


@dataclass(frozen=True, slots=True)
class Swing:
    """A swing from a first party to a second (0-1), above zero where the second gained; None where neither stood."""

    butler: float
    steed: float | None


def swings(comparison: Comparison, first: str, second: str) -> pl.DataFrame:
    """Return one row a place, the least swing first: area, name, both parties' shares before and after, butler, steed.

    Columns of shares are first_before, first_after, second_before, second_after (0-1). Butler's swing is half of what
    the second party gained and the first lost of all votes; Steed's is the change of the second party's share of the
    two's votes, and null where neither stood. Both are above zero where the second party gained on the first.

    Source: D. Butler in The British General Election of 1951 (1952); M. Steed in The British General Election of 1964
    (1965).

    Raises:
        ElectionError: if neither election has such a party, or the parties are one.
    """
    about = ["area", "name", "borough", "estimated"]
    wide = comparison.places.select(about).unique().sort("area")
    for place, party in _parties(comparison, first, second).items():
        own = comparison.places.filter(party=party).select("area", before="before", after="after")
        wide = wide.join(own.rename({"before": f"{place}_before", "after": f"{place}_after"}), on="area", how="left")
    return _with_swings(wide.fill_null(0.0)).sort("butler", "name")


def overall_swing(comparison: Comparison, first: str, second: str) -> Swing:
    """Return the swing of all the compared places together, from the sum of their votes.

    Raises:
        ElectionError: as `swings` does.
    """
    shares = {party: (before, after) for party, before, after, _ in comparison.total.iter_rows()}
    row = {
        f"{place}_{when}": shares[party][index]
        for place, party in _parties(comparison, first, second).items()
        for index, when in enumerate(("before", "after"))
    }
    [found] = _with_swings(pl.DataFrame([row])).iter_rows(named=True)
    return Swing(found["butler"], found["steed"])


def _parties(comparison: Comparison, first: str, second: str) -> dict[str, str]:
    known = comparison.total["party"].to_list()
    for party in (first, second):
        if party not in known:
            stood = ", ".join(known[:6])
            raise ElectionError(f"Nobody stood for {party!r} at either election; {stood} did.")
    if first == second:
        raise ElectionError(f"A swing is between two parties; {first!r} was named twice.")
    return {"first": first, "second": second}


def _with_swings(wide: pl.DataFrame) -> pl.DataFrame:
    gained = pl.col("second_after") - pl.col("second_before")
    lost = pl.col("first_before") - pl.col("first_after")
    of_two = [
        pl.col(f"second_{when}") / (pl.col(f"first_{when}") + pl.col(f"second_{when}")) for when in ("before", "after")
    ]
    return wide.with_columns(butler=(gained + lost) / 2, steed=(of_two[1] - of_two[0]).fill_nan(None))
