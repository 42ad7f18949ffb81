"""The name by which a person is known again at an address."""

import re
from collections.abc import Callable

import polars as pl

from groundgame.campaign.register.importing.twice import standing_twice

LETTERS_ALONE = r"^[A-Za-z]+(?: [A-Za-z]+)*$"


def plain_names(names: pl.Series) -> pl.Series:
    """Return names in capitals, without accents, apostrophes or other signs, their words parted by one space.

    >>> plain_names(pl.Series(["O’Brien-Núñez ", "Anne  Marie"])).to_list()
    ['OBRIEN NUNEZ', 'ANNE MARIE']
    """
    return by_value(names, _plain)


def _plain(names: pl.Series) -> pl.Series:
    signs = (~names.str.contains(LETTERS_ALONE)).arg_true()
    return names.str.to_uppercase().scatter(signs, _without_signs(names.gather(signs)))


def _without_signs(names: pl.Series) -> pl.Series:
    letters = names.str.normalize("NFKD").str.replace_all(r"[\p{M}'’`.]", "").str.to_uppercase()
    return letters.str.replace_all(r"[^\pL\pN]+", " ").str.strip_chars()


def by_value(texts: pl.Series, change: Callable[[pl.Series], pl.Series]) -> pl.Series:
    """Return texts as `change` makes them, asked of each once: a few thousand stand for a borough's."""
    once = texts.unique()
    return texts.replace_strict(once, change(once), return_dtype=pl.String)


def plain_name(name: str) -> str:
    """Return one name as `plain_names` does.

    >>> plain_name("o'brien")
    'OBRIEN'
    """
    if re.fullmatch(LETTERS_ALONE, name):  # as nearly all are: a table of one takes milliseconds
        return name.upper()
    plain: str = plain_names(pl.Series([name])).item()
    return plain


def with_name_key(rows: pl.DataFrame) -> pl.DataFrame:
    """Return the rows with `name_key`, which tells apart those of one name at one `address_key`, in elector order.

    An anonymous entry's is "": it says of nobody who they are.
    """
    bare = plain_names(rows["surname"]) + "|" + plain_names(rows["forename"])
    named = rows.with_columns(name_key=bare.set(bare == "|", "")).sort("polling_district", "number", "suffix")
    named = named.with_row_index("place")
    people = named.select("place", "address_key", "name_key").filter(pl.col("name_key") != "")
    alike = standing_twice(people, ("address_key", "name_key"))
    repeated = alike.filter(~pl.struct("address_key", "name_key").is_first_distinct())
    if repeated.is_empty():
        return named.drop("place")
    turn = (pl.int_range(pl.len()).over("address_key", "name_key") + 2).cast(pl.String)
    told = repeated.select("place", numbered=pl.concat_str("name_key", pl.lit("#"), turn))
    return named.with_columns(named["name_key"].scatter(told["place"], told["numbered"])).drop("place")
