"""Two elections compared place by place, party by party."""

from dataclasses import dataclass

import polars as pl

from groundgame.electoral.contests.parties import INDEPENDENT, OTHER
from groundgame.electoral.swing.comparing.naming import Election, ElectionError
from groundgame.electoral.swing.comparing.pairing import Pair, pair
from groundgame.electoral.swing.comparing.places_in import described, named_places


@dataclass(frozen=True, slots=True, eq=False)
class Comparison:
    """What changed between two elections, in the areas of `boundary_set`.

    `places` has a row for each place and party: area, name, borough (a code), inner, party, before, after, change
    (0-1), weight (0-1, of the later votes) and estimated. `total` has party, before, after and change of all the places
    together. `measure` is `votes`, or `seats` where shares are of a council's seats. `first_two` are the two parties
    that were strongest before. `notes` are sentences on what the figures are not. `carried_from` is the boundary set
    that votes were carried from, if they were.
    """

    earlier: Election
    later: Election
    boundary_set: str
    measure: str
    places: pl.DataFrame
    total: pl.DataFrame
    first_two: tuple[str, str]
    notes: tuple[str, ...]
    carried_from: str | None = None

    @property
    def estimated(self) -> bool:
        """Whether any figure is carried between boundaries, or notional."""
        return bool(self.places["estimated"].any())


def compare(earlier: Election, later: Election, *, by: str | None = None, within: str | None = None) -> Comparison:
    """Compare two elections in the finest places that both are known in, or in those that `by` names.

    `by` is `ward`, `seat`, `borough`, `assembly` or `city`. `within` keeps the places in one that it names: a borough,
    an Assembly constituency, a seat, `inner` or `outer`. A party's share where wards elect several is by its mean
    candidate; places together are weighted by their votes. A party that did not stand has a share of 0. Where areas
    differ, votes are carried by where residents lived in 2021, and `estimated` says so.

    Raises:
        ElectionError: if the elections are one, or share no places; or if there is no such place.
    """
    found = pair(earlier, later, by)
    shared = sorted(set(found.before["area"]) & set(found.after["area"]))
    places = described(shared, found.boundary_set)
    if within is not None:
        places = named_places(places, within, found.boundary_set)
    before, after = (rows.join(places, on="area", how="semi") for rows in (found.before, found.after))
    notes = _notes(earlier, later, found)
    if found.boundary_set == "city" and by is None:
        notes.append(ONE_CITY)
    if before["strength"].is_nan().any() or after["strength"].is_nan().any():
        before, after = (rows.with_columns(strength="share") for rows in (before, after))
        notes.append(ALIKE)
    total = compare(earlier, later, by="city").total if ALIKE in notes and within is None else _total(before, after)
    kept = places.join(_places(before, after), on="area").sort("name", "area", "after", descending=[False, False, True])
    about = (earlier, later, found.boundary_set, found.measure, kept, total, _first_two(total), tuple(notes))
    return Comparison(*about, found.carried_from)


NO_PARTY = (INDEPENDENT, OTHER)
"""Ids that stand for several at once: an independent of one election is not that of the next."""

ALIKE = "Shares alone were published of one of these elections: places inside another count alike, however many voted."
ONE_CITY = "The record can set these elections side by side for London alone, not in smaller places."


def _first_two(total: pl.DataFrame) -> tuple[str, str]:
    named = total.filter(~pl.col("party").is_in(NO_PARTY) & (pl.col("before") + pl.col("after") > 0))
    parties = named.sort("before", "party", descending=[True, False])["party"].to_list()
    if len(parties) < 2:
        raise ElectionError(f"A swing is between two parties; here there are votes of {parties or 'none'} alone.")
    return parties[0], parties[1]


def _places(before: pl.DataFrame, after: pl.DataFrame) -> pl.DataFrame:
    areas = after.group_by("area").agg(weight=pl.col("strength").sum(), new=pl.col("estimated").any())
    areas = areas.join(before.group_by("area").agg(old=pl.col("estimated").any()), on="area")
    about = areas.select(
        "area", weight=pl.col("weight") / pl.col("weight").sum(), estimated=pl.col("new") | pl.col("old")
    )
    return _changes(before, after, ["area", "party"]).join(about, on="area")


def _total(before: pl.DataFrame, after: pl.DataFrame) -> pl.DataFrame:
    sums = [
        rows.group_by("party")
        .agg(pl.col("strength").sum())
        .with_columns(share=pl.col("strength") / pl.col("strength").sum())
        for rows in (before, after)
    ]
    return _changes(sums[0], sums[1], ["party"]).sort("after", "before", "party", descending=[True, True, False])


def _changes(before: pl.DataFrame, after: pl.DataFrame, keys: list[str]) -> pl.DataFrame:
    old, new = before.select(*keys, before="share"), after.select(*keys, after="share")
    both = old.join(new, on=keys, how="full", coalesce=True).with_columns(pl.col("before", "after").fill_null(0.0))
    return both.with_columns(change=pl.col("after") - pl.col("before")).sort(keys)


def _notes(earlier: Election, later: Election, found: Pair) -> list[str]:
    notes = []
    if found.measure == "seats":
        notes.append("The record has no votes of one of these elections: shares are of each council's seats.")
    if found.carried:
        whose = " and ".join(found.carried)
        notes.append(f"Boundaries differ. The votes of {whose} are carried by where residents lived in 2021.")
    elif found.before["estimated"].any() or found.after["estimated"].any():
        notes.append("Some of these votes are notional, or their postal votes spread: they were not counted so.")
    if earlier.tier != later.tier:
        notes.append("These are elections of two kinds: who stands, and who turns out, differs too.")
    return notes
