"""The referendum of 2016 and the European election of 2014."""

from pathlib import Path

import polars as pl

from groundgame.electoral.contests.building.codes import area_codes, seat_codes_2024
from groundgame.electoral.contests.building.frames import with_party
from groundgame.electoral.places.building.licences import OGL
from groundgame.electoral.places.building.sources import describe_table, read_source
from groundgame.electoral.places.tables import TableInfo

REFERENDUM = "results/eu_referendum_2016_by_area.csv"
BY_SEAT = "geo/demographics/pcon24_eu_ref_hanretty.csv"
EUROPEAN = "results/european_2014_london_by_borough.csv"
REJECTED = "Rejected Votes"
COUNTS = {
    "Electorate": "electorate",
    "VerifiedBallotPapers": "ballots",
    "Valid_Votes": "valid_votes",
    "Remain": "remain",
    "Leave": "leave",
    "Rejected_Ballots": "rejected",
}


def referendum(folder: Path) -> tuple[TableInfo, pl.DataFrame]:
    """Build one row a counting area of the United Kingdom; London's are its boroughs."""
    info = describe_table(
        "referendum_2016",
        "Referendum on membership of the European Union 2016, by counting area",
        source=REFERENDUM,
        publisher="Electoral Commission",
        licence=OGL,
    )
    counts = [pl.col(old).cast(pl.Int32).alias(new) for old, new in COUNTS.items()]
    return info, read_source(folder, REFERENDUM).select(*counts, area="Area_Code", name="Area", region="Region")


def referendum_by_seat(folder: Path) -> tuple[TableInfo, pl.DataFrame]:
    """Build estimated shares (0-1) by Westminster seat of 2024: nobody counted by seat."""
    info = describe_table(
        "referendum_2016_by_seat",
        "Referendum 2016, estimates by Westminster seat of 2024",
        source=BY_SEAT,
        publisher="Chris Hanretty",
        licence="published estimates",
    )
    shares = {
        new: pl.col(old).cast(pl.Float64).round(6) for old, new in (("RemainPct", "remain"), ("LeavePct", "leave"))
    }
    code = pl.col("Constituen").replace_strict(seat_codes_2024(folder), default=pl.col("gss_code"))
    return info, read_source(folder, BY_SEAT).select(area=code, name="Constituen", **shares)


def european_2014(folder: Path) -> tuple[TableInfo, pl.DataFrame]:
    """Build votes by London borough and party; a row without a party counts the rejected papers."""
    info = describe_table(
        "european_2014_by_borough",
        "European election 2014, votes by London borough",
        source=EUROPEAN,
        publisher="the returning officers of London's boroughs",
        licence=OGL,
    )
    raw = read_source(folder, EUROPEAN).with_columns(
        pl.col("party").replace(REJECTED, None),
        area=pl.col("borough").str.replace("&", "and", literal=True).replace_strict(area_codes(folder, "borough")),
    )
    return info, raw.select("area", with_party(), pl.col("votes").cast(pl.Int32))


TABLES = [referendum, referendum_by_seat, european_2014]
