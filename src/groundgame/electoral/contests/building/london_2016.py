"""The London elections of 2016 by ward and postal batch, and by borough."""

from pathlib import Path

import polars as pl

from groundgame.electoral.contests.building.codes import borough_code, candidate_name, constituency_code
from groundgame.electoral.contests.building.frames import with_party
from groundgame.electoral.places.building.licences import OGL
from groundgame.electoral.places.building.names import area_names
from groundgame.electoral.places.building.sources import describe_table, read_source
from groundgame.electoral.places.tables import TableInfo

WARDS_2016 = "results/gla_2016_by_ward.csv"
BOROUGHS_2016 = "results/gla_2016_by_borough.csv"


def ward_votes_2016(folder: Path) -> tuple[TableInfo, pl.DataFrame]:
    """Build votes and rejected papers of 2016 by ward or postal batch.

    `kind` is `vote` or `rejected`, and `name` is then the reason. Postal votes were counted by batch, not by ward: a
    batch has a borough and no ward. The City of London was counted as one ward, whose code is the borough's. The source
    has three wards under the code of a namesake in a neighbouring borough; here they have their own.
    """
    info = describe_table(
        "london_votes_2016_by_ward",
        "London elections 2016, votes and rejected papers by ward and postal batch",
        source=WARDS_2016,
        publisher="London Elects",
        licence=OGL,
    )
    postal = pl.col("is_postal_batch") == "1"
    borough = borough_code(folder)
    frame = read_source(folder, WARDS_2016).select(
        pl.col("ballot", "kind"),
        constituency_code(folder),
        borough,
        pl.when(~postal).then(pl.coalesce("ward_gss", borough)).alias("ward"),
        pl.when(postal).then("ward").alias("postal_batch"),
        candidate_name(),
        with_party(),
        pl.col("count").cast(pl.Int32),
    )
    return info, _with_own_codes(frame, area_names(folder).filter(boundary_set="ward14"))


def _with_own_codes(votes: pl.DataFrame, wards: pl.DataFrame) -> pl.DataFrame:
    """Give each ward the code of the ward of its name in the borough that its votes were counted in."""
    named = wards.select(ward="code", ward_name="name")
    own = wards.select("borough", ward_name="name", own="code")
    found = votes.join(named, on="ward", how="left", maintain_order="left")
    found = found.join(own, on=["borough", "ward_name"], how="left", maintain_order="left", validate="m:1")
    return found.with_columns(ward=pl.coalesce("own", "ward")).drop("ward_name", "own")


def borough_votes_2016(folder: Path) -> tuple[TableInfo, pl.DataFrame]:
    """Build the votes of 2016 by borough, postal votes included."""
    info = describe_table(
        "london_votes_2016_by_borough",
        "London elections 2016, votes by borough",
        source=BOROUGHS_2016,
        publisher="London Elects",
        licence=OGL,
    )
    columns = [
        constituency_code(folder),
        borough_code(folder),
        candidate_name(),
        with_party(),
        pl.col("votes").cast(pl.Int32),
    ]
    return info, read_source(folder, BOROUGHS_2016).select("ballot", *columns)


TABLES = [ward_votes_2016, borough_votes_2016]
