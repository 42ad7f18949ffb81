"""The rows of a monthly update: what became of each entry."""

import polars as pl

ADD, CHANGE, DELETE = CHANGES = ("add", "change", "delete")


def without_undone(rows: pl.DataFrame) -> pl.DataFrame:
    """Return an update's rows without those that undo each other: one person deleted and added under one number.

    Whichever came first, the register is afterwards as it was. A number that was given anew to somebody else keeps both
    rows: the deletion is of the old holder.
    """
    same = ("polling_district", "number", "suffix", "surname", "forename")
    pair = rows.filter(pl.col("change").is_in([ADD, DELETE])).group_by(same).agg(kinds=pl.col("change").n_unique())
    undone = pair.filter(pl.col("kinds") == 2).select(same)
    return rows.join(undone, on=same, how="anti", maintain_order="left") if undone.height else rows
