"""Past general elections as if held on later boundaries, and how the seats of 2010 and 2024 overlap."""

from pathlib import Path

import polars as pl

from groundgame.electoral.contests.building.codes import NOTIONAL_2019, seat_codes_2024
from groundgame.electoral.contests.building.frames import with_party
from groundgame.electoral.places.building.licences import OPL
from groundgame.electoral.places.building.sources import describe_table, read_source
from groundgame.electoral.places.tables import TableInfo

NOTIONAL_2005 = "results/parliament/notional_2005_on_2010_boundaries.csv"
OVERLAPS = "results/parliament/constituency_area_overlaps_2010_2024.csv"
PUBLISHED = {"publisher": "UK Parliament (C. Rallings and M. Thrasher)", "licence": OPL}
TOTAL = "TotalVote19"


def notional_2005(folder: Path) -> tuple[TableInfo, pl.DataFrame]:
    """Build votes by party of the general election of 2005 in the seats of 2010."""
    info = describe_table(
        "general_2005_notional", "General election 2005 on the boundaries of 2010", source=NOTIONAL_2005, **PUBLISHED
    )
    raw = read_source(folder, NOTIONAL_2005)
    frame = raw.select(
        with_party("mnis_party_name"),
        pl.col("electorate", "votes").cast(pl.Int32),
        area="constituency_id",
        name="constituency_name",
        valid_votes=pl.col("total_votes").cast(pl.Int32),
    )
    return info, _ordered(frame)


def notional_2019(folder: Path) -> tuple[TableInfo, pl.DataFrame]:
    """Build votes by party of the general election of 2019 in the seats of 2024."""
    info = describe_table(
        "general_2019_notional", "General election 2019 on the boundaries of 2024", source=NOTIONAL_2019, **PUBLISHED
    )
    raw = read_source(folder, NOTIONAL_2019)
    names = {"ONSConstID": "area", "ConstituencyName": "name", TOTAL: "valid_votes", "Electorate19": "electorate"}
    parties = [name for name in raw.columns if name.endswith("Vote19") and name != TOTAL]
    long = raw.rename(names).unpivot(parties, index=list(names.values()), variable_name="raw", value_name="votes")
    frame = long.with_columns(
        with_party("raw"),
        pl.col("votes", "electorate", "valid_votes").cast(pl.Int32),
    )
    return info, _ordered(frame)


def seat_overlaps(folder: Path) -> tuple[TableInfo, pl.DataFrame]:
    """Build the share (0-1) of each seat of 2010 in each of 2024, and the reverse, by addresses, area and people.

    The file has no header. Its third pair of shares is residents', as London's postcodes prove; of the first two, the
    second is far from residents where land is empty: it is area.
    """
    info = describe_table(
        "seat_overlaps_2010_2024",
        "Westminster seats of 2010 and 2024, their overlaps",
        source=OVERLAPS,
        publisher="UK Parliament",
        licence=PUBLISHED["licence"],
    )
    raw = read_source(folder, OVERLAPS, has_header=False)
    _, old, _, new, named, *shares = raw.columns
    names = [f"{measure}_of_{side}" for measure in ("addresses", "area", "people") for side in ("old", "new")]
    columns = [pl.col(column).cast(pl.Float64).alias(name) for column, name in zip(shares, names, strict=True)]
    code = pl.col(named).replace_strict(seat_codes_2024(folder), default=pl.col(new))
    return info, raw.select(pl.col(old).alias("old"), code.alias("new"), *columns)


def _ordered(frame: pl.DataFrame) -> pl.DataFrame:
    chosen = frame.select("area", "name", "electorate", "valid_votes", "party", "votes").filter(pl.col("votes") > 0)
    return chosen.sort("area", "votes", descending=[False, True], maintain_order=True)


TABLES = [notional_2005, notional_2019, seat_overlaps]
