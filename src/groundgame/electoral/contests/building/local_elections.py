"""Local elections of 2022 and 2023 by council: the composition before and after."""

from pathlib import Path

import polars as pl

from groundgame.electoral.contests.parties import party_id
from groundgame.electoral.places.building.licences import OPL
from groundgame.electoral.places.building.sources import describe_table, read_source
from groundgame.electoral.places.tables import TableInfo

RESULTS_2022 = "results/local_elections_2022_council_results.csv"
RESULTS_2023 = "results/local_elections_2023_council_results.csv"
COLUMNS_2022 = ["area", "authority", "boundary_change", "new_council", "type", "seats_up", "region"]
BEFORE_2022 = ["CON", "LAB", "LD", "GRN", "OTH", "total", "control"]
AFTER_2022 = ["CON", "LAB", "LD", "GRN", "OTH", "vacant", "total", "control"]


def council_results(folder: Path) -> tuple[TableInfo, pl.DataFrame]:
    """Build one row a council, year, moment (`before`, `after`) and party: seats, and who had control.

    Whole councils are compared, those elected four years before with those after the day: not the change declared on
    the night.
    """
    info = describe_table(
        "council_results",
        "Local elections 2022 and 2023, councils before and after",
        source=f"{RESULTS_2022}, {RESULTS_2023}",
        publisher="House of Commons Library",
        licence=OPL,
    )
    frame = pl.concat([_of_2022(folder), _of_2023(folder)])
    return info, frame.sort("year", "area", "moment", "party", descending=[False, False, True, False])


def _of_2022(folder: Path) -> pl.DataFrame:
    raw = read_source(folder, RESULTS_2022, has_header=False).slice(1)
    width = len(COLUMNS_2022)
    moments = {"before": (width, BEFORE_2022), "after": (width + len(BEFORE_2022), AFTER_2022)}
    frames = []
    for moment, (start, names) in moments.items():
        chosen = [*range(width), *range(start, start + len(names))]
        frame = raw.select(raw.columns[index] for index in chosen)
        frames.append(_long(frame.rename(dict(zip(frame.columns, COLUMNS_2022 + names, strict=True))), 2022, moment))
    return pl.concat(frames)


def _of_2023(folder: Path) -> pl.DataFrame:
    raw = read_source(folder, RESULTS_2023)
    frames = []
    for moment, year in {"before": "19", "after": "23"}.items():
        seats = {name: name.split("_")[0] for name in raw.columns if name.endswith(f"_seats_{year}")}
        seats = {name: short for name, short in seats.items() if short not in {"Total", "Vacant"}}
        head = {"ONS code": "area", "Local authority": "authority", f"Control_{year}": "control"}
        frames.append(_long(raw.select(*head, *seats).rename(head | seats), 2023, moment))
    return pl.concat(frames)


def _long(frame: pl.DataFrame, year: int, moment: str) -> pl.DataFrame:
    index = ["area", "authority", "control"]
    parties = [name for name in frame.columns if name.isupper()]
    long = frame.unpivot(parties, index=index, variable_name="raw", value_name="seats")
    return long.select(
        pl.lit(year, pl.Int16).alias("year"),
        "area",
        "authority",
        pl.lit(moment).alias("moment"),
        pl.col("control").replace("-", None),
        pl.col("raw").replace_strict({name: party_id(name) for name in parties}).alias("party"),
        pl.col("seats").replace("-", None).cast(pl.Int16),
    ).drop_nulls("seats")


TABLES = [council_results]
