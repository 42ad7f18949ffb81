"""The London Assembly 2000-2024: totals, and the contests of its constituencies and its London-wide list."""

from pathlib import Path

import polars as pl

from groundgame.electoral.contests.building.assembly_lists import list_contests, list_results
from groundgame.electoral.contests.building.assembly_seats import seat_contests, seat_results
from groundgame.electoral.contests.building.assembly_totals import PUBLISHER, TOTALS, assembly_totals
from groundgame.electoral.contests.building.frames import result_frame
from groundgame.electoral.places.building.licences import OGL, OPL
from groundgame.electoral.places.building.sources import describe_table
from groundgame.electoral.places.tables import TableInfo

LICENCE = f"{OPL}; {OGL}"


def assembly_contests(folder: Path) -> pl.DataFrame:
    """Return the contests of the lists 2000-2024 and of the constituencies 2016-2024."""
    return pl.concat([list_contests(folder), seat_contests(folder)])


def results_assembly(folder: Path) -> tuple[TableInfo, pl.DataFrame]:
    """Build the candidates and the lists; `seats_won` is a list's seats."""
    info = describe_table(
        "results_assembly",
        "London Assembly, lists 2000-2024 and constituencies 2016-2024",
        source=f"{TOTALS}, results/gla_2016_by_ward.csv, results/gla_2021_2024_by_assembly_constituency.csv",
        publisher=PUBLISHER,
        licence=LICENCE,
    )
    seats = seat_results(folder).with_columns(seats_won=pl.lit(None, dtype=pl.Int16))
    return info, pl.concat(result_frame(frame, "seats_won") for frame in (list_results(folder), seats))


TABLES = [assembly_totals, results_assembly]
