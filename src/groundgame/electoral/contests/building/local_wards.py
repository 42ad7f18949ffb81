"""English local elections of 2021, 2022, 2024 and 2025 by ward or electoral division, votes by party."""

from pathlib import Path

import polars as pl

from groundgame.electoral.contests.parties import OTHER, party_names
from groundgame.electoral.places.building.licences import OPL
from groundgame.electoral.places.building.sources import describe_table, read_source
from groundgame.electoral.places.tables import TableInfo

# Year: what the columns that describe a ward are called, and the last column before the parties'.
LAYOUTS = {
    2021: (("Ward/ED code", "Ward/ED name", "Local authority name", "Vacancies", "Electorate"), "Turnout (%)"),
    2022: (("Ward code", "Ward name", "Local authority name", "Vacancies", "Electorate"), "Turnout (%)"),
    2024: (("Ward code", "Ward name", "Local authority name", "Vacancies", "Electorate"), "Turnout (%)"),
    2025: (
        ("ONS ward code", "Ward/ County Electoral District name", "Upper tier authority", "Seats", "Electorate"),
        "Valid vote turnout (HoC method)",
    ),
}
WARD = ["area", "name", "authority", "seats", "electorate"]
TOTAL = "Total votes"
LOST = {"True": None, "NA": None}


def local_ward_votes(folder: Path) -> tuple[TableInfo, pl.DataFrame]:
    """Build one row a ward, year and party; `votes` are those of the party's best-placed candidate.

    `published_party` is the column's code; parties that are too small to be known here are `other`. `votes` is empty
    where the publisher's file of 2021 or 2022 says "True" in place of a number.
    """
    info = describe_table(
        "local_ward_votes",
        "English local elections 2021, 2022, 2024 and 2025, votes by ward and party",
        source=", ".join(_source(year) for year in LAYOUTS),
        publisher="House of Commons Library (Local Election Handbooks)",
        licence=OPL,
    )
    return info, pl.concat(_of_year(folder, year) for year in LAYOUTS)


def _of_year(folder: Path, year: int) -> pl.DataFrame:
    names, last = LAYOUTS[year]
    raw = read_source(folder, _source(year)).rename(dict(zip(names, WARD, strict=True)))
    raw = raw.filter(pl.col("area") != "NA")  # the sums at the foot of the sheet
    columns = raw.columns[raw.columns.index(last) + 1 :]
    parties = [name for name in columns if name and name != TOTAL and not name.startswith("_duplicated")]
    long = raw.unpivot(parties, index=WARD, variable_name="published_party", value_name="votes").drop_nulls("votes")
    counts = [pl.col(name).replace(LOST).cast(pl.Float64).cast(pl.Int32) for name in ("seats", "electorate", "votes")]
    known = {name: party_names().get(name, OTHER) for name in parties}
    return (
        long.with_columns(*counts, pl.lit(year, pl.Int16).alias("year"))
        .filter(pl.col("votes").is_null() | (pl.col("votes") > 0))
        .with_columns(party=pl.col("published_party").replace_strict(known))
        .select("year", *WARD, "published_party", "party", "votes")
        .sort("area", "votes", descending=[False, True], maintain_order=True)
    )


def _source(year: int) -> str:
    return f"results/ward_results_{year}_hoc.csv"


TABLES = [local_ward_votes]
