"""An invented monthly update of an invented register, in the PDCode layout: a third of its lines of each kind."""

from pathlib import Path

import numpy as np
import polars as pl

FIRST_NUMBER = 100_000  # of those added: no register of a district is as long


def write_update(
    electors: pl.DataFrame, newcomers: pl.DataFrame, path: Path, changes: int, rng: np.random.Generator
) -> None:
    """Write an update of so many lines: some of the electors deleted, some renamed, some of the newcomers added.

    Both frames are as `draw_borough` gives them, of one borough's districts.
    """
    each = changes // 3
    order = rng.permutation(electors.height)
    deleted, renamed = electors[order[:each].tolist()], electors[order[each : 2 * each].tolist()]
    renamed = renamed.with_columns(surname=electors["surname"][rng.integers(electors.height, size=each).tolist()])
    added = newcomers[rng.permutation(newcomers.height)[: changes - 2 * each].tolist()]
    added = added.with_columns(number=FIRST_NUMBER + pl.int_range(pl.len()), suffix=pl.lit(0, dtype=pl.Int64))
    parts = [_lines("D", deleted), _lines("M", renamed), _lines("N", added)]
    pl.concat(parts).sort("PDCode", "RollNo").write_csv(path, quote_style="always")


def _lines(kind: str, electors: pl.DataFrame) -> pl.DataFrame:
    anonymous, overseas = pl.col("markers") == "N", pl.col("markers") == "F"
    door = pl.concat_str(
        pl.when(pl.col("flat") != "").then("flat"),
        pl.when(pl.col("court") != "").then("court"),
        pl.format("{} {}", "house", "street"),
        separator=", ",
        ignore_nulls=True,
    )
    shown = {
        "ElectorSurname": pl.when(~anonymous).then("surname"),
        "ElectorForename": pl.when(~anonymous).then("forename"),
        "FranchiseMarker": pl.col("markers"),
        "AttainersDOB": pl.col("attainment").dt.strftime("%d/%m/%Y"),
        "RegisteredAddress1": pl.when(~anonymous & ~overseas).then(door),
        "PostCode": pl.when(~anonymous & ~overseas).then("postcode"),
    }
    roll = pl.format("{}.{}", "number", pl.col("suffix").cast(pl.String).str.zfill(3))
    return electors.select(
        ChangeTypeID=pl.lit(kind),
        PDCode="polling_district",
        RollNo=roll,
        **{name: value.cast(pl.String).fill_null("") for name, value in shown.items()},
    )
