"""Xpress, full register: 13 columns with the whole name in one, or 14 with surname and forename apart.

An `Elector ID` and other columns may stand beside them. "Elector DOB" is the date of attainment, for attainers alone.
"""

import polars as pl

_COMMON = ("Elector Number Prefix", "Elector Number", "Elector Number Suffix", "Elector Markers", "Elector DOB")
_PLACE = ("PostCode", "Address1", "Address2", "Address3", "Address4", "Address5", "Address6")
VARIANTS = (
    (*_COMMON, "Elector Surname", "Elector Forename", *_PLACE),
    (*_COMMON, "Elector Name", *_PLACE),
)
ADDRESS = tuple(f"address{index}" for index in range(1, 7))


def read(sheet: pl.DataFrame) -> pl.DataFrame:
    """Return the sheet's rows in our columns, all text as it stands in the file."""
    surname, forename = _names(sheet)
    return sheet.select(
        "record",
        polling_district=pl.col("electornumberprefix"),
        number=pl.col("electornumber"),
        suffix=pl.col("electornumbersuffix"),
        markers=pl.col("electormarkers"),
        attainment=pl.col("electordob"),
        surname=surname,
        forename=forename,
        postcode=pl.col("postcode"),
        lines=pl.concat_str(
            [pl.when(pl.col(line) != "").then(line) for line in ADDRESS], separator=", ", ignore_nulls=True
        ),
    )


def _names(sheet: pl.DataFrame) -> tuple[pl.Expr, pl.Expr]:
    """Return surname and forename; in one column the surname is what stands before a comma, or else the first word."""
    if "electorsurname" in sheet.columns:
        return pl.col("electorsurname"), pl.col("electorforename")
    name = pl.col("electorname")
    by_comma, by_space = name.str.splitn(",", 2), name.str.splitn(" ", 2)
    parts = pl.when(name.str.contains(",", literal=True)).then(by_comma).otherwise(by_space).struct
    return parts.field("field_0").str.strip_chars(), parts.field("field_1").fill_null("").str.strip_chars()
