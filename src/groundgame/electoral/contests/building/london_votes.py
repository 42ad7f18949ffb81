"""The London-wide elections below the city: wards and postal batches in 2016, constituencies in 2021 and 2024."""

from pathlib import Path

import polars as pl

from groundgame.electoral.contests.building.frames import with_party
from groundgame.electoral.contests.names import clean_name
from groundgame.electoral.places.building.names import area_names
from groundgame.electoral.places.building.sources import describe_table, read_source
from groundgame.electoral.places.tables import TableInfo

WARDS_2016 = "results/gla_2016_by_ward.csv"
BOROUGHS_2016 = "results/gla_2016_by_borough.csv"
CONSTITUENCIES = "results/gla_2021_2024_by_assembly_constituency.csv"
TURNOUT = "results/gla_2021_2024_turnout_by_assembly_constituency.csv"
SHARES_2012 = "results/mayor_2012_share_by_borough.csv"
TURNOUT_2012 = "results/mayor_2012_turnout_by_ward.csv"
OGL = "Open Government Licence v3.0"


def lac_codes(folder: Path) -> dict[str, str]:
    """Return the codes of the Assembly's constituencies by name."""
    return area_codes(folder, "lac")


def constituency_votes(folder: Path) -> tuple[TableInfo, pl.DataFrame]:
    """Build the votes of 2021 and 2024 by constituency, ballot and candidate; a list has no candidate's name."""
    info = describe_table(
        "london_votes_by_constituency",
        "London elections 2021 and 2024, votes by Assembly constituency",
        source=CONSTITUENCIES,
        publisher="London Elects",
        licence=OGL,
    )
    frame = read_source(folder, CONSTITUENCIES).select(
        pl.col("year").cast(pl.Int16),
        "ballot",
        _constituency(folder),
        _name(),
        with_party(),
        pl.col("votes").cast(pl.Int32),
    )
    return info, frame


def constituency_turnout(folder: Path) -> tuple[TableInfo, pl.DataFrame]:
    """Build the electorate and the papers of 2021 and 2024 by constituency and ballot."""
    info = describe_table(
        "london_turnout_by_constituency",
        "London elections 2021 and 2024, turnout by Assembly constituency",
        source=TURNOUT,
        publisher="London Elects",
        licence=OGL,
    )
    frame = read_source(folder, TURNOUT).select(
        pl.col("year").cast(pl.Int16),
        "ballot",
        _constituency(folder),
        pl.col("electorate", "valid_votes", "rejected").cast(pl.Int32),
        pl.col("ballots_counted").cast(pl.Int32).alias("ballots"),
    )
    return info, frame


def ward_votes_2016(folder: Path) -> tuple[TableInfo, pl.DataFrame]:
    """Build votes and rejected papers of 2016 by ward or postal batch.

    `kind` is `vote` or `rejected`, and `name` is then the reason. Postal votes were counted by batch, not by ward: a
    batch has a borough and no ward. The City of London was counted as one ward, whose code is the borough's.
    """
    info = describe_table(
        "london_votes_2016_by_ward",
        "London elections 2016, votes and rejected papers by ward and postal batch",
        source=WARDS_2016,
        publisher="London Elects",
        licence=OGL,
    )
    postal = pl.col("is_postal_batch") == "1"
    borough = _borough(folder)
    frame = read_source(folder, WARDS_2016).select(
        pl.col("ballot", "kind"),
        _constituency(folder),
        borough,
        pl.when(~postal).then(pl.coalesce("ward_gss", borough)).alias("ward"),
        pl.when(postal).then("ward").alias("postal_batch"),
        _name(),
        with_party(),
        pl.col("count").cast(pl.Int32),
    )
    return info, frame


def borough_votes_2016(folder: Path) -> tuple[TableInfo, pl.DataFrame]:
    """Build the votes of 2016 by borough, postal votes included."""
    info = describe_table(
        "london_votes_2016_by_borough",
        "London elections 2016, votes by borough",
        source=BOROUGHS_2016,
        publisher="London Elects",
        licence=OGL,
    )
    columns = [_constituency(folder), _borough(folder), _name(), with_party(), pl.col("votes").cast(pl.Int32)]
    return info, read_source(folder, BOROUGHS_2016).select("ballot", *columns)


def borough_shares_2012(folder: Path) -> tuple[TableInfo, pl.DataFrame]:
    """Build first-choice shares (0-1) of the mayor's election of 2012 by borough, one row a candidate."""
    info = describe_table(
        "mayor_2012_by_borough",
        "Mayor of London 2012, first-choice shares by borough",
        source=SHARES_2012,
        publisher="Greater London Authority, London Datastore",
        licence=OGL,
    )
    long = read_source(folder, SHARES_2012).unpivot(index=["gss", "borough"], variable_name="name", value_name="share")
    surname = pl.col("name").str.extract(r"^(\w+)_share").str.to_titlecase()
    return info, long.select(borough="gss", name=surname, share=pl.col("share").cast(pl.Float64))


def ward_turnout_2012(folder: Path) -> tuple[TableInfo, pl.DataFrame]:
    """Build the turnout (0-1) of the mayor's election of 2012 by ward, with rows for boroughs and the city."""
    info = describe_table(
        "mayor_2012_turnout",
        "Mayor of London 2012, turnout by ward, borough and city",
        source=TURNOUT_2012,
        publisher="Greater London Authority, London Datastore",
        licence=OGL,
    )
    share = (pl.col("turnout_pct_mayoral_2012").cast(pl.Float64) / 100).round(6)
    return info, read_source(folder, TURNOUT_2012).select(
        area="gss", name="ward", borough="borough", turnout_share=share
    ).unique(maintain_order=True)


def area_codes(folder: Path, boundary_set: str) -> dict[str, str]:
    """Return the codes of a boundary set's areas by name, an ampersand spelt out."""
    names = area_names(folder).filter(pl.col("boundary_set") == boundary_set)
    return {name.replace("&", "and"): code for name, code in names.select("name", "code").iter_rows()}


def _constituency(folder: Path) -> pl.Expr:
    named = pl.col("assembly_constituency").str.replace("&", "and", literal=True)
    return named.replace_strict(lac_codes(folder)).alias("constituency")


def _borough(folder: Path) -> pl.Expr:
    named = pl.col("borough").str.replace("&", "and", literal=True)
    return named.replace_strict(area_codes(folder, "borough")).alias("borough")


def _name() -> pl.Expr:
    return pl.col("candidate").map_elements(clean_name, return_dtype=pl.String, skip_nulls=True).alias("name")


TABLES = [
    ward_votes_2016,
    borough_votes_2016,
    constituency_votes,
    constituency_turnout,
    borough_shares_2012,
    ward_turnout_2012,
]
