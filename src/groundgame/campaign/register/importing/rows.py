"""The rows of a register as values: numbers, dates and markers checked, each refusal naming its line."""

import datetime as dt

import polars as pl

from groundgame.campaign.register.importing.errors import RegisterFileError
from groundgame.campaign.register.importing.monthly import CHANGES, DELETE, without_undone
from groundgame.campaign.register.importing.sheets import Sheet

DATE_FORMATS = ("%d/%m/%Y", "%Y-%m-%d", "%d-%m-%Y", "%d.%m.%Y", "%d %b %Y", "%d-%b-%Y")
ANONYMOUS = "N"
LARGEST_NUMBER, LARGEST_SUFFIX, LARGEST_UPRN = 2_000_000_000, 32_000, 999_999_999_999
LONGEST = {"polling_district": 8, "markers": 8, "surname": 80, "forename": 80, "lines": 290}
ATTAINED_YEARS, YOUNGEST_YEARS = 18, 13


def check_rows(sheet: Sheet, rows: pl.DataFrame) -> pl.DataFrame:
    """Return the rows with number, suffix (0 is none), attainment and UPRN (null for none) as values.

    An anonymous entry keeps its number and marker alone: name and address are blanked, whatever the file holds. Rows of
    a monthly update keep their `change`.

    Raises:
        RegisterFileError: at the first row that is not an entry of a register.
    """
    read = _as_values(rows)
    _check(sheet, read)
    kept = _without_anonymous(without_undone(read)).select(
        "record",
        "polling_district",
        "markers",
        "surname",
        "forename",
        "postcode",
        "lines",
        "change",
        number="number_read",
        suffix="suffix_read",
        attainment="attained",
        uprn="uprn_read",
    )
    if kept.is_empty():
        raise RegisterFileError("Every change in the file is undone by another one in it. There is nothing to do.")
    return kept if "change" in rows.columns else kept.drop("change")


def attaining(rows: pl.DataFrame, published_on: dt.date) -> pl.DataFrame:
    """Return the rows with dates of attainment that are yet to come alone: we do not keep when an adult was born.

    Some offices write an attainer's date of birth in its place. A day thirteen to eighteen years before the register is
    nobody's attainment that is worth printing, so it is taken as a birth: to take it as a day on which somebody came of
    age would show a child as an adult.
    """
    date = pl.col("attainment")
    youngest = _years_before(published_on, YOUNGEST_YEARS)
    of_birth = date.is_between(_years_before(published_on, ATTAINED_YEARS), youngest, closed="both")
    attained = pl.when(of_birth).then(date.dt.offset_by(f"{ATTAINED_YEARS}y")).otherwise(date)
    return rows.with_columns(attainment=pl.when(attained > published_on).then(attained))


def _years_before(day: dt.date, years: int) -> dt.date:
    try:
        return day.replace(year=day.year - years)
    except ValueError:  # 29 February
        return dt.date(day.year - years, 2, 28)


def _as_values(rows: pl.DataFrame) -> pl.DataFrame:
    unsaid = {"uprn": pl.lit(""), "change": pl.lit(None, dtype=pl.String)}
    return rows.with_columns(
        polling_district=pl.col("polling_district").str.to_uppercase(),
        markers=pl.col("markers").str.to_uppercase().str.replace_all(r"[\s,;/]", ""),
        number_read=_whole("number", LARGEST_NUMBER),
        suffix_read=pl.when(pl.col("suffix") == "").then(0).otherwise(_whole("suffix", LARGEST_SUFFIX)),
        attained=pl.coalesce(pl.col("attainment").str.to_date(form, strict=False) for form in DATE_FORMATS),
        **{name: empty for name, empty in unsaid.items() if name not in rows.columns},
    ).with_columns(
        attained=pl.when(pl.col("attained").dt.year() < 100)
        .then(pl.col("attained").dt.offset_by("2000y"))
        .otherwise("attained"),
        anonymous=pl.col("markers").str.contains(ANONYMOUS),
        uprn_read=_whole("uprn", LARGEST_UPRN),
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
    _check_changes(sheet, read)
    _refuse_repeated(sheet, read)


def _check_changes(sheet: Sheet, read: pl.DataFrame) -> None:
    """Refuse who has no name: a deletion may give the number alone, and an anonymous entry has none."""
    unknown = pl.col("change").is_not_null() & ~pl.col("change").is_in(CHANGES)
    _refuse(sheet, read, unknown, "change", "is no change that an update makes.")
    nameless = (pl.col("surname") == "") & (pl.col("forename") == "") & ~pl.col("anonymous")
    staying = pl.col("change").ne_missing(DELETE)
    _refuse(sheet, read, nameless & staying, "number", "has no name, and not the marker N of an anonymous entry.")


def _refuse(sheet: Sheet, read: pl.DataFrame, bad: pl.Expr, column: str, why: str) -> None:
    """Refuse the file at its first bad row, with the value that is wrong there."""
    found = read.filter(bad).head(1)
    if found.is_empty():
        return
    line, value = sheet.line_of(found["record"][0]), found[column][0]
    what = f"{column.replace('_', ' ')} {value!r} " if value else ""
    raise RegisterFileError(f"Line {line}: {what}{why}")


def _refuse_repeated(sheet: Sheet, read: pl.DataFrame) -> None:
    """Refuse a number that stands twice, but for one that an update deletes from one person and gives to another."""
    key = ("polling_district", "number_read", "suffix_read", "gone")
    told = read.with_columns(gone=pl.col("change").eq_missing(DELETE))
    if not told.select(pl.struct(key).is_duplicated().any()).item():
        return
    twice = told.filter(pl.struct(key).is_duplicated())
    district, number, suffix, gone = twice.select(key).row(0)
    same = twice.filter(polling_district=district, number_read=number, suffix_read=suffix, gone=gone)["record"]
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
    ).with_columns(uprn_read=pl.when(~pl.col("anonymous")).then("uprn_read"))
