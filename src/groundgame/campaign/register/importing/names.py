"""The name by which a person is known again at an address."""

import polars as pl


def plain_names(names: pl.Series) -> pl.Series:
    """Return names in capitals, without accents, apostrophes or other signs, their words parted by one space.

    >>> plain_names(pl.Series(["O’Brien-Núñez ", "Anne  Marie"])).to_list()
    ['OBRIEN NUNEZ', 'ANNE MARIE']
    """
    once = names.unique()
    letters = once.str.normalize("NFKD").str.replace_all(r"[\p{M}'’`.]", "").str.to_uppercase()
    plain = letters.str.replace_all(r"[^\pL\pN]+", " ").str.strip_chars()
    return names.replace_strict(once, plain, return_dtype=pl.String)


def plain_name(name: str) -> str:
    """Return one name as `plain_names` does.

    >>> plain_name("o'brien")
    'OBRIEN'
    """
    plain: str = plain_names(pl.Series([name])).item()
    return plain


def with_name_key(rows: pl.DataFrame) -> pl.DataFrame:
    """Return the rows with `name_key`, which tells apart those of one name at one `address_key`, in elector order.

    An anonymous entry's is "": it says of nobody who they are.
    """
    bare = pl.concat_str(plain_names(rows["surname"]), pl.lit("|"), plain_names(rows["forename"]))
    named = rows.with_columns(name_key=pl.when(bare == "|").then(pl.lit("")).otherwise(bare))
    named = named.sort("polling_district", "number", "suffix")
    again = ~pl.struct("address_key", "name_key").is_first_distinct() & (pl.col("name_key") != "")
    repeated = named.filter(again)
    if repeated.is_empty():
        return named
    turn = (pl.int_range(pl.len()).over("address_key", "name_key") + 2).cast(pl.String)
    told = repeated.select("record", numbered=pl.concat_str("name_key", pl.lit("#"), turn))
    joined = named.join(told, on="record", how="left", maintain_order="left")
    return joined.with_columns(name_key=pl.coalesce("numbered", "name_key")).drop("numbered")
