"""The shapes of the tables of contests and results, and the days on which the ordinary elections were held."""

from collections.abc import Mapping
from datetime import date

import polars as pl

from groundgame.electoral.contests.parties import party_id

LONDON_DAYS = {
    2000: date(2000, 5, 4),
    2004: date(2004, 6, 10),
    2008: date(2008, 5, 1),
    2012: date(2012, 5, 3),
    2016: date(2016, 5, 5),
    2021: date(2021, 5, 6),
    2024: date(2024, 5, 2),
}
BOROUGH_DAYS = {2014: date(2014, 5, 22), 2018: date(2018, 5, 3), 2022: date(2022, 5, 5)}
GENERAL_DAYS = {
    "1974F": date(1974, 2, 28),
    "1974O": date(1974, 10, 10),
    "1979": date(1979, 5, 3),
    "1983": date(1983, 6, 9),
    "1987": date(1987, 6, 11),
    "1992": date(1992, 4, 9),
    "1997": date(1997, 5, 1),
    "2001": date(2001, 6, 7),
    "2005": date(2005, 5, 5),
    "2010": date(2010, 5, 6),
    "2015": date(2015, 5, 7),
    "2017": date(2017, 6, 8),
    "2019": date(2019, 12, 12),
    "2024": date(2024, 7, 4),
}

CONTEST_SCHEMA = {
    "id": pl.String,
    "date": pl.Date,
    "tier": pl.String,
    "area": pl.String,
    "boundary_set": pl.String,
    "within": pl.String,
    "rule": pl.String,
    "seats": pl.Int16,
    "electorate": pl.Int32,
    "ballots": pl.Int32,
    "rejected": pl.Int32,
    "results": pl.String,
}
"""`within` holds the area (a ward's borough, a seat's region); `results` names the table that holds the candidates."""

RESULT_SCHEMA = {
    "contest": pl.String,
    "name": pl.String,
    "party": pl.String,
    "votes": pl.Int32,
    "elected": pl.Boolean,
}


def contest_frame(frame: pl.DataFrame, **constants: object) -> pl.DataFrame:
    """Return a frame in the shape of the table of contests; a column that is absent is empty."""
    filled = frame.with_columns(pl.lit(value).alias(name) for name, value in constants.items())
    absent = [pl.lit(None).alias(name) for name in CONTEST_SCHEMA if name not in filled.columns]
    return filled.with_columns(absent).select(pl.col(name).cast(kind) for name, kind in CONTEST_SCHEMA.items())


def result_frame(frame: pl.DataFrame, *more: str) -> pl.DataFrame:
    """Return a frame in the shape of a table of results, with columns of its own after the common ones."""
    common = [pl.col(name).cast(kind) for name, kind in RESULT_SCHEMA.items()]
    return frame.select(*common, *more)


def with_party(raw: str = "party", into: str = "party") -> pl.Expr:
    """Return the parties' ids for a column of names as published."""
    return pl.col(raw).map_elements(party_id, return_dtype=pl.String, skip_nulls=True).alias(into)


def with_day(days: Mapping[int, date] | Mapping[str, date], year: str = "year") -> pl.Expr:
    """Return the day of the election of each year of a column of text."""
    return pl.col(year).replace_strict({str(key): day for key, day in days.items()}, return_dtype=pl.Date).alias("date")
