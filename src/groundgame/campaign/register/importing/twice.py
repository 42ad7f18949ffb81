"""Rows that are alike in some columns, where hardly any are."""

import operator
from collections.abc import Sequence

import polars as pl


def standing_twice(frame: pl.DataFrame, columns: Sequence[str]) -> pl.DataFrame:
    """Return the rows that have the same values as another in the columns, in their order.

    Rows are first told apart by one number each, made of the values: to compare the values themselves of all rows takes
    several times as long. Only those that share a number are compared.
    """
    told = [pl.col(name).hash(seed) for seed, name in enumerate(columns)]
    numbers = frame.select(pl.reduce(operator.xor, told)).to_series()
    if numbers.n_unique() == frame.height:
        return frame.clear()
    return frame.filter(numbers.is_duplicated()).filter(pl.struct(columns).is_duplicated())
