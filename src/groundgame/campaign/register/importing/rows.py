"""The rows of a register as values: numbers, dates and markers checked, each refusal naming its line."""

import polars as pl

from groundgame.campaign.register.importing.errors import RegisterFileError
from groundgame.campaign.register.importing.sheets import Sheet

DATE_FORMATS = ("%d/%m/%Y", "%Y-%m-%d", "%d-%m-%Y", "%d.%m.%Y", "%d %b %Y", "%d-%b-%Y")
ANONYMOUS = "N"
LARGEST_NUMBER, LARGEST_SUFFIX = 2_000_000_000, 32_000
LONGEST = {"polling_district": 8, "markers": 8, "surname": 80, "forename": 80}


def check_rows(sheet: Sheet, rows: pl.DataFrame) -> pl.DataFrame:
    """Return the rows with number, suffix (0 is none) and attainment as values.

    An anonymous entry keeps its number and marker alone: name and address are blanked, whatever the file holds.

    Raises:
        RegisterFileError: at the first row that is not an entry of a register.
    """
    read = rows.with_columns(
        polling_district=pl.col("polling_district").str.to_uppercase(),
        markers=pl.col("markers").str.to_uppercase().str.replace_all(r"[\s,;/]", ""),
        number_read=_whole("number", LARGEST_NUMBER),
        suffix_read=pl.when(pl.col("suffix") == "").then(0).otherwise(_whole("suffix", LARGEST_SUFFIX)),
        attained=pl.coalesce(pl.col("attainment").str.to_date(form, strict=False) for form in DATE_FORMATS),
    ).with_columns(
        attained=pl.when(pl.col("attained").dt.year() < 100)
        .then(pl.col("attained").dt.offset_by("2000y"))
        .otherwise("attained"),
        anonymous=pl.col("markers").str.contains(ANONYMOUS),
    )
    _check(sheet, read)
    return _without_anonymous(read).select(
        "record",
        "polling_district",
        "markers",
        "surname",
        "forename",
        "postcode",
        "lines",
        number="number_read",
        suffix="suffix_read",
        attainment="attained",
    )


def _whole(name: str, largest: int) -> pl.Expr:
    """Return a column's whole numbers from 0 to `largest`, null for anything else."""
    value = pl.col(name).cast(pl.Int64, strict=False)
    return pl.when(value.is_between(0, largest)).then(value)


def _check(sheet: Sheet, read: pl.DataFrame) -> None:
    for name, title in (("polling_district", "Elector Number Prefix"), ("number", "Elector Number")):
        _refuse(sheet, read, pl.col(name) == "", name, f"{title} is empty. Every entry has one: correct the line.")
    bad_number = pl.col("number_read").is_null() | (pl.col("number_read") == 0)
    _refuse(sheet, read, bad_number, "number", "is no elector number: a whole number from 1 is wanted.")
    _refuse(
        sheet, read, pl.col("suffix_read").is_null(), "suffix", "is no suffix: a whole number is wanted, or nothing."
    )
    no_date = pl.col("attained").is_null() & (pl.col("attainment") != "")
    _refuse(sheet, read, no_date, "attainment", "is no date of attainment: write it as 31/12/2026.")
    _refuse(
        sheet, read, ~pl.col("markers").str.contains("^[A-Z]*$"), "markers", "are no franchise markers: letters are."
    )
    for name, longest in LONGEST.items():
        too_long = pl.col(name).str.len_chars() > longest
        _refuse(sheet, read, too_long, name, f"is longer than {longest} characters. Have the columns slipped?")
    nameless = (pl.col("surname") == "") & (pl.col("forename") == "") & ~pl.col("anonymous")
    _refuse(sheet, read, nameless, "number", "has no name, and not the marker N of an anonymous entry.")
    _refuse_repeated(sheet, read)


def _refuse(sheet: Sheet, read: pl.DataFrame, bad: pl.Expr, column: str, why: str) -> None:
    """Refuse the file at its first bad row, with the value that is wrong there."""
    found = read.filter(bad).head(1)
    if found.is_empty():
        return
    line, value = sheet.line_of(found["record"][0]), found[column][0]
    what = f"{column.replace('_', ' ')} {value!r} " if value else ""
    raise RegisterFileError(f"Line {line}: {what}{why}")


def _refuse_repeated(sheet: Sheet, read: pl.DataFrame) -> None:
    key = ("polling_district", "number_read", "suffix_read")
    if not read.select(pl.struct(key).is_duplicated().any()).item():
        return
    twice = read.filter(pl.struct(key).is_duplicated())
    district, number, suffix = twice.select(key).row(0)
    same = twice.filter(polling_district=district, number_read=number, suffix_read=suffix)["record"]
    written = f"{district}-{number}" + (f"/{suffix}" if suffix else "")
    raise RegisterFileError(
        f"Lines {sheet.line_of(same[0])} and {sheet.line_of(same[1])} both have the elector number {written}. "
        "A register gives a number once: ask for the file again."
    )


def _without_anonymous(read: pl.DataFrame) -> pl.DataFrame:
    if not read["anonymous"].any():
        return read
    hidden = ("surname", "forename", "postcode", "lines")
    return read.with_columns(
        pl.when(~pl.col("anonymous")).then(name).otherwise(pl.lit("")).alias(name) for name in hidden
    )
