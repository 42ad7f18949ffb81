"""Codes for the names that the sources use, and the columns that every table of votes has."""

from pathlib import Path

import polars as pl

from groundgame.electoral.contests.names import clean_name
from groundgame.electoral.places.building.names import area_names
from groundgame.electoral.places.building.sources import read_source

NOTIONAL_2019 = "geo/demographics/pcon24_notional_2019.csv"


def lac_codes(folder: Path) -> dict[str, str]:
    """Return the codes of the Assembly's constituencies by name."""
    return area_codes(folder, "lac")


def area_codes(folder: Path, boundary_set: str) -> dict[str, str]:
    """Return the codes of a boundary set's areas by name, an ampersand spelt out."""
    names = area_names(folder).filter(pl.col("boundary_set") == boundary_set)
    return {name.replace("&", "and"): code for name, code in names.select("name", "code").iter_rows()}


def seat_codes_2024(folder: Path) -> dict[str, str]:
    """Return the codes of the seats of 2024 by name, as their elections are published.

    Some files give five seats of Scotland, which kept their boundaries, the codes that they had before.
    """
    rows = read_source(folder, NOTIONAL_2019).select("ConstituencyName", "ONSConstID")
    return dict(rows.iter_rows())


def constituency_code(folder: Path) -> pl.Expr:
    """Return the code of the Assembly constituency that a row names."""
    named = pl.col("assembly_constituency").str.replace("&", "and", literal=True)
    return named.replace_strict(lac_codes(folder)).alias("constituency")


def borough_code(folder: Path) -> pl.Expr:
    """Return the code of the borough that a row names."""
    named = pl.col("borough").str.replace("&", "and", literal=True)
    return named.replace_strict(area_codes(folder, "borough")).alias("borough")


def candidate_name() -> pl.Expr:
    """Return the candidate's name, clean; a list has none."""
    return pl.col("candidate").map_elements(clean_name, return_dtype=pl.String, skip_nulls=True).alias("name")
