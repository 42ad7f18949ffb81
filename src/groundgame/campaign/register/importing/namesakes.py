"""Father and son of one name at one door, of whom a register names one alone: no register tells which of them stays."""

import datetime as dt

import polars as pl

from groundgame.campaign.register.importing.matching.pairs import parted
from groundgame.campaign.register.importing.matching.spelling import Alike, forenames_alike

KEY = ["address_key", "bare"]
_BARE = pl.col("name_key").str.replace(r"#\d+$", "").alias("bare")


def untied(joined: pl.DataFrame, living: pl.DataFrame, published_on: dt.date) -> pl.DataFrame:
    """Return a full register's rows, `id` taken back where fewer of a name stand at a door than lived there.

    Numbers are dealt anew every year, so the one who stays may be either; what one of them told us must not become the
    other's. Without an id the row is put to a person beside each of them. Who is about to come of age is told by the
    date, and is none of those who may be meant; somebody new at the door whose forename is alike may be the other.
    """
    here = living.filter(pl.col("key") != "").rename({"key": "address_key"})
    several = here.filter(pl.col("name_key").str.contains("#", literal=True)).select("address_key", _BARE).unique()
    if several.is_empty():
        return joined
    grown = pl.col("date_of_attainment").is_null() | (pl.col("date_of_attainment") <= published_on)
    lived = here.with_columns(_BARE, grown=grown).join(several, on=KEY, how="semi")
    rows = joined.with_columns(_BARE)
    named = rows.filter(pl.col("date_of_attainment").is_null()).join(several, on=KEY, how="semi")
    fewer = named.group_by(KEY).len("named").join(lived.filter("grown").group_by(KEY).len("lived"), on=KEY)
    open_ones = _without_others(fewer.filter(pl.col("lived") > pl.col("named")), rows)
    told = rows.join(open_ones.select(*KEY, open=True), on=KEY, how="left", maintain_order="left")
    young = lived.filter(~pl.col("grown"))["id"]
    doubtful = pl.col("open").is_not_null() | pl.col("id").is_in(young.implode())
    sure = ~doubtful.fill_null(value=False) | pl.col("date_of_attainment").is_not_null()
    return told.with_columns(id=pl.when(sure).then("id")).drop("bare", "open")


def _without_others(fewer: pl.DataFrame, rows: pl.DataFrame) -> pl.DataFrame:
    """Return the names without those of which a row at the door that is nobody's yet may be the other."""
    new = rows.filter(pl.col("id").is_null(), pl.col("name_key") != "").select("address_key", *parted())
    pairs = fewer.with_columns(parted("bare")).join(new, on=["address_key", "surname_key"], suffix="_new")
    others = [
        (row["address_key"], row["bare"])
        for row in pairs.iter_rows(named=True)
        if forenames_alike(row["forename_key"], row["forename_key_new"]) is not Alike.NOT
    ]
    found = pl.DataFrame(others, schema={"address_key": pl.String, "bare": pl.String}, orient="row")
    return fewer.join(found, on=KEY, how="anti")
