"""Elections whose votes were not counted by borough: split, or weighted, and marked as estimates."""

from collections.abc import Mapping

import polars as pl

from groundgame.electoral.contests import record
from groundgame.electoral.places import atlas
from groundgame.electoral.turnout.counted import boroughs_2016
from groundgame.electoral.turnout.rings import PAPERS, papers_by_ring, rings, shaped, votes_by_ring

TIERS = {"mayor": "mayor", "assembly_list": "assembly-list"}
CONSTITUENCY = "assembly"


def london_elections_since_2021() -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return votes and papers by ring of 2021 and 2024, counted by Assembly constituency.

    A constituency's votes for a party are split between its boroughs as they were in 2016, when boroughs were counted;
    those for a party that did not stand then, as all votes were. Electors are split as in 2022, papers as these votes
    come out, so that no ring has more votes than papers. Splitting 2016 itself by 2012 in this way misses a party's
    share in a ring by 0.5 points on average, and by 1.7 at most; splitting by residents, by 1.3 and 2.7.
    """
    votes, papers = boroughs_since_2021(TIERS)
    rows = votes.with_columns(strength="votes")
    return votes_by_ring(rows, "borough", "split constituencies"), papers_by_ring(papers, "borough")


def boroughs_since_2021(tiers: Mapping[str, str]) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return votes (tier, date, constituency, area, party, votes) and papers (electorate, ballots) by borough.

    `tiers` names the tier of each ballot that is wanted. A constituency's own contest is split as its list votes were.
    """
    lists = boroughs_2016().filter(tier=TIERS["assembly_list"]).with_columns(tier=pl.lit(CONSTITUENCY))
    pattern = pl.concat([boroughs_2016(), lists])
    votes = split(_dated(record().frame("london_votes_by_constituency"), tiers), pattern)
    return votes, _papers(votes, tiers)


def split(votes: pl.DataFrame, pattern: pl.DataFrame) -> pl.DataFrame:
    """Split votes of constituencies between the areas of a pattern, party by party; they become fractions.

    `votes` has tier, date, constituency, party and votes; `pattern` tier, constituency, area, party and votes.
    """
    by_party, by_all = _weights(pattern, ["tier", "constituency", "party"]), _weights(pattern, ["tier", "constituency"])
    keys = ["tier", "constituency", "area", "party"]
    pieces = votes.join(by_all, on=keys[:2]).join(by_party, on=keys, how="left", suffix="_of_party")
    stood = pl.col("weight_of_party").is_not_null().any().over("tier", "date", "constituency", "party")
    weight = pl.when(stood).then(pl.col("weight_of_party").fill_null(0)).otherwise("weight")
    return pieces.with_columns(votes=pl.col("votes") * weight).drop("weight", "weight_of_party")


def mayor_2012() -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return shares and turnout by ring of 2012: shares by borough, weighted by turnout and the electors of June 2016.

    No borough's votes or electors of 2012 were published with its shares. So weighted, London's shares come out within
    0.2 points of those declared. The City of London has no shares and is left out.
    """
    rows = _boroughs_2012()
    votes = votes_by_ring(rows, "borough", "weighted shares").with_columns(votes=pl.lit(None, dtype=pl.Float64))
    boroughs = rows.unique("area").join(rings("borough"), on="area").sort("area")
    turnout = pl.col("papers").sum() / pl.col("electorate").sum()
    return votes, shaped(boroughs.group_by("tier", "date", "ring").agg(turnout=turnout), PAPERS)


def _boroughs_2012() -> pl.DataFrame:
    table = record().frame("mayor_2012_by_borough").rename({"borough": "area"})
    electors = record().frame("referendum_2016").select("area", "electorate")
    turnout = record().frame("mayor_2012_turnout").select("area", turnout="turnout_share").unique()
    contest = record().index.filter((pl.col("tier") == "mayor") & (pl.col("date").dt.year() == 2012))
    rows = table.join(electors, on="area").join(turnout, on="area")
    papers = pl.col("electorate") * pl.col("turnout")
    return rows.with_columns(
        tier=pl.lit("mayor"),
        date=pl.lit(contest["date"][0]),
        votes=pl.lit(None, dtype=pl.Int64),
        papers=papers,
        strength=pl.col("share") * papers,
    )


def _dated(table: pl.DataFrame, tiers: Mapping[str, str]) -> pl.DataFrame:
    """Name the tier and the day of a table of London Elects, which has ballots and years."""
    known = table.filter(pl.col("ballot").is_in(list(tiers))).with_columns(tier=pl.col("ballot").replace_strict(tiers))
    days = record().index.filter(pl.col("boundary_set").is_in(["city", "lac"]))
    dated = days.select("tier", "date", year=pl.col("date").dt.year().cast(pl.Int16)).unique()
    return known.join(dated, on=["tier", "year"])


def _weights(pattern: pl.DataFrame, whole: list[str]) -> pl.DataFrame:
    """Return how votes fell into areas: `weight` adds up to 1 over the areas of a whole."""
    sums = pattern.group_by(*whole, "area").agg(pl.col("votes").sum()).sort(*whole, "area")
    return sums.select(*whole, "area", weight=pl.col("votes") / pl.col("votes").sum().over(whole))


def _papers(votes: pl.DataFrame, tiers: Mapping[str, str]) -> pl.DataFrame:
    # The City's electors are not in the borough elections' count: those of the referendum of 2016 stand in.
    in_2016 = dict(record().frame("referendum_2016").select("area", "electorate").iter_rows())
    electors = {each.code: each.electorate or in_2016[each.code] for each in atlas().areas("borough")}
    whole = ["tier", "date", "constituency"]
    pieces = _weights(votes, whole).with_columns(electors=pl.col("area").replace_strict(electors))
    pieces = pieces.with_columns(of_electors=pl.col("electors") / pl.col("electors").sum().over(whole))
    rows = _dated(record().frame("london_turnout_by_constituency"), tiers).join(pieces, on=whole)
    return rows.with_columns(
        electorate=pl.col("electorate") * pl.col("of_electors"), ballots=pl.col("ballots") * pl.col("weight")
    )
