"""The invented register of one borough, in the files that a registration officer and a supplier would send."""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl

from groundgame.campaign.register.synthetic.history import draw_history, draw_telephones
from groundgame.campaign.register.synthetic.layout import style_of, write_xpress
from groundgame.campaign.register.synthetic.wards import draw_ward
from groundgame.electoral.places import atlas, census, postcodes_of


@dataclass(frozen=True, slots=True)
class BoroughFiles:
    """The files of one borough: the register (Xpress), telephones, marked registers and absent voters (ours)."""

    register: Path
    telephones: Path
    marked: Path
    absent: Path


def register_wards(borough: str) -> dict[str, int]:
    """Return the electorate of each of the borough's wards for which one is published, grown to the city's latest."""
    grown = atlas().areas("city")[0].electorate or 0
    total = sum(area.electorate or 0 for area in atlas().areas("ward22"))
    wards = (atlas().area(code) for code in sorted(atlas().wards_within(borough)))
    return {area.code: round(area.electorate * grown / total) for area in wards if area.electorate}


def draw_borough(borough: str, *, one_in: int, published_on: dt.date, seed: int) -> pl.DataFrame:
    """Return the borough's electors in the order of the register, with district letters, number and suffix.

    Each ward has its own stream of chance, so that a ward is the same whichever others are made.
    """
    places = postcodes_of(atlas().wards_within(borough)).partition_by("ward", as_dict=True)
    counts = {row["code"]: row for row in census("ward22").iter_rows(named=True)}
    frames = []
    for index, (ward, electorate) in enumerate(register_wards(borough).items()):
        rng = np.random.default_rng([seed, int(ward[1:])])
        drawn = draw_ward(places[ward,], counts[ward], electorate, one_in, published_on, rng)
        frames.append(drawn.with_columns(ward_index=pl.lit(index)))
    return numbered(pl.concat(frames), borough)


def numbered(electors: pl.DataFrame, borough: str) -> pl.DataFrame:
    """Give the electors of each district numbers from 1 in street order; those without an address come last.

    A late comer shares the number before with the suffix 1.
    """
    style = style_of(borough)
    ordered = electors.with_columns(polling_district=style.district()).sort(
        "polling_district", pl.col("markers") == "F", "street", "number", "court", "flat", "household", "forename"
    )
    late = pl.col("late") & ~pl.col("late").shift(1, fill_value=True)
    late = late & (pl.int_range(pl.len()).over("polling_district") > 0)
    marked = ordered.with_columns(late=late).rename({"number": "house"})
    return marked.with_columns(
        number=(~pl.col("late")).cum_sum().over("polling_district"), suffix=pl.col("late").cast(pl.Int64)
    )


def write_borough(borough: str, folder: Path, *, one_in: int, published_on: dt.date, seed: int) -> BoroughFiles:
    """Write the borough's files into a folder: one household in `one_in` of the real number, the same for one seed."""
    electors = draw_borough(borough, one_in=one_in, published_on=published_on, seed=seed)
    rng = np.random.default_rng([seed, int(borough[1:])])
    marked, absent = draw_history(electors, rng)
    telephones = draw_telephones(electors, published_on, rng)
    files = BoroughFiles(*(folder / f"{borough}-{name}.csv" for name in ("register", "telephones", "marked", "absent")))
    write_xpress(electors, files.register, style_of(borough))
    for path, frame in ((files.telephones, telephones), (files.marked, marked), (files.absent, absent)):
        frame.write_csv(path)
    return files
