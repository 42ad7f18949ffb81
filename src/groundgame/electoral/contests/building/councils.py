"""Councils: seats by party and control each year since 1973, and the councillors elected at local elections."""

from pathlib import Path

import polars as pl

from groundgame.electoral.contests.building.codes import area_codes
from groundgame.electoral.contests.building.frames import with_party
from groundgame.electoral.contests.parties import party_names
from groundgame.electoral.places.building.licences import CC_BY_SA, OPL
from groundgame.electoral.places.building.sources import describe_table, read_source
from groundgame.electoral.places.tables import TableInfo

CONTROL = "results/gb_council_control_1973_2025.csv"
LONDON_CONTROL = "results/london_borough_control_1973_2025.csv"
SEATS_WON = "results/seats_won_by_council_party_2016_2025.csv"
COUNCILLORS = "results/gb_councillors_by_party_1973_2022.csv"
LIBRARY = ("House of Commons Library", OPL)
OPEN_COUNCIL_DATA = ("Open Council Data UK", CC_BY_SA)

# Islington in 2006 as declared; the source has it as of a later day.
DECLARED = {("2006", "Islington"): {"ld": "24", "lab": "23", "green": "1", "other": "0"}}


def council_control(folder: Path) -> tuple[TableInfo, pl.DataFrame]:
    """Build one row a council and year: seats in all and by party, and who controls it.

    `control` is as published; `control_party` the party that holds a majority or the mayoralty, and empty where
    nobody does. Before 2016 the nationalists are one column. Durham is two councils of one name until 2009.
    """
    info = _info("council_control", "Council control 1973-2025, Great Britain", CONTROL, OPEN_COUNCIL_DATA)
    return info, _control(read_source(folder, CONTROL))


def borough_control(folder: Path) -> tuple[TableInfo, pl.DataFrame]:
    """Build the same for London's boroughs, by code."""
    info = _info("borough_control", "Council control 1973-2025, London boroughs", LONDON_CONTROL, OPEN_COUNCIL_DATA)
    frame = _control(read_source(folder, LONDON_CONTROL))
    area = pl.col("authority").replace_strict(area_codes(folder, "borough")).alias("area")
    return info, frame.select("year", area, pl.exclude("year"))


def council_seats_won(folder: Path) -> tuple[TableInfo, pl.DataFrame]:
    """Build the seats that each party won at each council's elections, 2016-2025."""
    info = _info("council_seats_won", "Seats won at local elections 2016-2025, by council", SEATS_WON, LIBRARY)
    seats = pl.col("seats_won").cast(pl.Int16)
    frame = read_source(folder, SEATS_WON)
    return info, frame.select(pl.col("year").cast(pl.Int16), "authority", with_party(), area="gss", seats_won=seats)


def councillors(folder: Path) -> tuple[TableInfo, pl.DataFrame]:
    """Build the councillors of Great Britain by party each year, 1973-2022."""
    info = _info("councillors", "Councillors by party 1973-2022, Great Britain", COUNCILLORS, LIBRARY)
    return info, _by_party(read_source(folder, COUNCILLORS).with_columns(pl.all().replace("-", None))).cast(pl.Int32)


def _control(raw: pl.DataFrame) -> pl.DataFrame:
    parties = raw.columns[raw.columns.index("total") + 1 : raw.columns.index("control")]
    for (year, authority), seats in DECLARED.items():
        here = (pl.col("year") == year) & (pl.col("authority") == authority)
        raw = raw.with_columns(pl.when(here).then(pl.lit(v)).otherwise(name).alias(name) for name, v in seats.items())
    holder = pl.col("control").str.extract(r"^(\S+?)(?: Mayor)?$").replace_strict(party_names(), default=None)
    counts = pl.col("total", *parties).cast(pl.Int16)
    return _by_party(raw.with_columns(pl.col("year").cast(pl.Int16), counts, control_party=holder))


def _by_party(frame: pl.DataFrame) -> pl.DataFrame:
    return frame.rename({name: party_names()[name] for name in frame.columns if name in party_names()})


def _info(name: str, title: str, source: str, published: tuple[str, str]) -> TableInfo:
    return describe_table(name, title, source=source, publisher=published[0], licence=published[1])


TABLES = [council_control, borough_control, council_seats_won, councillors]
