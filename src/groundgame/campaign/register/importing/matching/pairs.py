"""Pairs of somebody new on a register and somebody known who is no longer where they were.

`Verdict.SAME` is for pairs of which we may be sure without asking; `ASK` puts them to a person; nothing else is kept.
"""

from dataclasses import dataclass
from enum import Enum

import polars as pl


class Verdict(Enum):
    """What the two names, their doors and their dates say."""

    SAME = "same"
    ASK = "ask"
    NO = "no"


@dataclass(frozen=True, slots=True)
class Judged:
    """A verdict with its reason in a few words."""

    verdict: Verdict
    because: str


NO = Judged(Verdict.NO, "")
PAIR = {"record": pl.UInt32, "id": pl.Int64, "because": pl.String}


@dataclass(frozen=True, slots=True)
class Found:
    """Pairs (`record`, `id`, `because`): those that are the same person, and those to be put to somebody."""

    same: pl.DataFrame
    ask: pl.DataFrame


def parted(name_key: str = "name_key") -> list[pl.Expr]:
    """Return the surname and forenames of a key ("SMITH|ANN#2" is SMITH and ANN)."""
    bare = pl.col(name_key).str.replace(r"#\d+$", "")
    parts = bare.str.splitn("|", 2).struct
    return [parts.field("field_0").alias("surname_key"), parts.field("field_1").fill_null("").alias("forename_key")]


def one_to_one(judged: pl.DataFrame) -> Found:
    """Part pairs (PAIR and `sure`) into sure ones and those to ask about.

    A sure pair stands alone: where a row or an elector has two, neither is sure. What has a sure pair is not asked
    about.
    """
    sure = judged.filter("sure")
    alone = sure.filter(pl.len().over("record") == 1, pl.len().over("id") == 1)
    asked = pl.concat([judged.filter(~pl.col("sure")), sure.join(alone, on=["record", "id"], how="anti")])
    open_ones = asked.join(alone, on="record", how="anti").join(alone, on="id", how="anti")
    return Found(alone.select(*PAIR), open_ones.select(*PAIR).sort("record", "id"))
