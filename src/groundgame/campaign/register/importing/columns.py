"""Reading a sheet's columns where a layout may leave some of them out."""

import polars as pl

NUMBER = r"^(?:(?<district>.+)-)?(?<number>[0-9]+)(?:/(?<suffix>[0-9]*))?$"


def column(sheet: pl.DataFrame, *names: str) -> pl.Expr:
    """Return the first of the columns that the sheet has, or else empty text."""
    return next((pl.col(name) for name in names if name in sheet.columns), pl.lit(""))


def joined(sheet: pl.DataFrame, *names: str, by: str = ", ") -> pl.Expr:
    """Return what stands in those of the columns that the sheet has, empty cells left out."""
    parts = [pl.when(pl.col(name) != "").then(pl.col(name)) for name in names if name in sheet.columns]
    return pl.concat_str(parts, separator=by, ignore_nulls=True) if parts else pl.lit("")


def address_lines(sheet: pl.DataFrame, stem: str, count: int) -> pl.Expr:
    """Return the address of the columns `stem`1 to `stem`count."""
    return joined(sheet, *(f"{stem}{index}" for index in range(1, count + 1)))


def split_number(number: pl.Expr, district: pl.Expr) -> dict[str, pl.Expr]:
    """Return polling district, number and suffix of numbers like `ABC1-12/1`, `12/1` or `12`.

    The letters may hold both signs themselves ("KD-2/2-289/1" is 289/1 of KD-2/2), so the district's own column says
    where they end; without one the last hyphen does. What is no elector number is left in `number` as it stands.
    """
    begins = (district != "") & number.str.starts_with(pl.concat_str(district, pl.lit("-")))
    after = number.str.slice(district.str.len_chars() + 1)
    begins = begins & after.str.contains(r"^[0-9]+(/[0-9]*)?$")
    rest = pl.when(begins).then(after).otherwise(number)
    parts = rest.str.extract_groups(NUMBER).struct
    letters = pl.when(begins).then(district).otherwise(pl.coalesce(parts.field("district"), district))
    return {
        "polling_district": letters,
        "number": pl.coalesce(parts.field("number"), number),
        "suffix": parts.field("suffix").fill_null(""),
    }


def bare_surname(surname: pl.Expr) -> pl.Expr:
    """Return surnames without the "(z) " of those who left the open register, which a party's copy is not."""
    return surname.str.replace(r"^\s*\([zZ]\)\s*", "")
