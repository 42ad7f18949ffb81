"""The name by which a person is known again at an address."""

import polars as pl


def plain_name(name: str) -> pl.Expr:
    """Return a column's names in capitals, without accents, apostrophes or other signs, words parted by one space."""
    letters = pl.col(name).str.normalize("NFKD").str.replace_all(r"[\p{M}'’`.]", "").str.to_uppercase()
    return letters.str.replace_all(r"[^\pL\pN]+", " ").str.strip_chars()


def with_name_key(rows: pl.DataFrame) -> pl.DataFrame:
    """Return the rows with `name_key`, which tells apart those of one name at one `address_key`, in elector order.

    An anonymous entry's is "": it says of nobody who they are.
    """
    bare = pl.concat_str(plain_name("surname"), pl.lit("|"), plain_name("forename"))
    named = rows.with_columns(name_key=pl.when(bare == "|").then(pl.lit("")).otherwise(bare))
    ordered = named.sort("polling_district", "number", "suffix")
    turn = pl.int_range(1, pl.len() + 1).over("address_key", "name_key")
    numbered = pl.concat_str("name_key", pl.lit("#"), turn.cast(pl.String))
    return ordered.with_columns(
        name_key=pl.when((turn > 1) & (pl.col("name_key") != "")).then(numbered).otherwise("name_key")
    )
