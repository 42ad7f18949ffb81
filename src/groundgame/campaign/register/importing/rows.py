"""The rows of a register as values: numbers, dates and markers; what is no entry is refused with its line."""

import datetime as dt
from dataclasses import dataclass

import polars as pl

from groundgame.campaign.register.importing.errors import RegisterFileError
from groundgame.campaign.register.importing.monthly import without_undone
from groundgame.campaign.register.importing.refusals import refused_rows
from groundgame.campaign.register.importing.sheets import Sheet

DATE_FORMATS = ("%d/%m/%Y", "%Y-%m-%d", "%d-%m-%Y", "%d.%m.%Y", "%d %b %Y", "%d-%b-%Y")
ANONYMOUS = "N"
LARGEST_NUMBER, LARGEST_SUFFIX, LARGEST_UPRN = 2_000_000_000, 32_000, 999_999_999_999
YEARS = (1850, 2199)
ATTAINED_YEARS, YOUNGEST_YEARS = 18, 13


@dataclass(frozen=True, slots=True)
class Checked:
    """The entries of a file, and the rows that are none (`line`, `column`, `value`, `reason`), in the file's order."""

    rows: pl.DataFrame
    refused: pl.DataFrame


def check_rows(sheet: Sheet, rows: pl.DataFrame) -> pl.DataFrame:
    """Return every row as values, as `sift` does.

    Raises:
        RegisterFileError: at the first row that is not an entry of a register.
    """
    checked = sift(sheet, rows)
    if not checked.refused.is_empty():
        line, reason = checked.refused.select("line", "reason").row(0)
        raise RegisterFileError(f"Line {line}: {reason}")
    return checked.rows


def sift(sheet: Sheet, rows: pl.DataFrame) -> Checked:
    """Return the rows with number, suffix (0 is none), attainment and UPRN (null for none) as values.

    An anonymous entry keeps its number and marker alone: name and address are blanked, whatever the file holds. Rows of
    a monthly update keep their `change`. Rows that are no entries are kept apart, each with its reason.
    """
    read = _as_values(rows)
    refused = refused_rows(sheet, read)
    good = read.join(refused, on="record", how="anti", maintain_order="left") if refused.height else read
    kept = _without_anonymous(without_undone(good)).select(
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
    return Checked(
        kept if "change" in rows.columns else kept.drop("change"), refused.select("line", "column", "value", "reason")
    )


def attaining(rows: pl.DataFrame, published_on: dt.date) -> pl.DataFrame:
    """Return the rows with dates of attainment that are yet to come alone: we do not keep when an adult was born.

    Some offices write an attainer's date of birth in its place. A day thirteen to eighteen years before the register is
    nobody's attainment that is worth printing, so it is taken as a birth: to take it as a day on which somebody came of
    age would show a child as an adult. What is kept is always the day on which somebody turns 18: should registers give
    the day of another voting age, the years between are added here.
    """
    date = pl.col("attainment")
    born = date.is_between(_years_before(published_on, ATTAINED_YEARS), _years_before(published_on, YOUNGEST_YEARS))
    attained = pl.when(born).then(date.dt.offset_by(f"{ATTAINED_YEARS}y")).otherwise(date)
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
        attained=_dates(rows["attainment"]),
        **{name: empty for name, empty in unsaid.items() if name not in rows.columns},
    ).with_columns(
        anonymous=pl.col("markers").str.contains(ANONYMOUS),
        uprn_read=_whole("uprn", LARGEST_UPRN),
    )


def read_dates(written: pl.Expr) -> pl.Expr:
    """Return text as dates in the forms that offices write, null for what is none; a year of two figures is of 2000."""
    day = pl.coalesce(written.str.to_date(form, strict=False) for form in DATE_FORMATS)
    day = pl.when(day.dt.year().is_between(0, 99)).then(day.dt.offset_by("2000y")).otherwise(day)
    return pl.when(day.dt.year().is_between(*YEARS)).then(day)


def _dates(written: pl.Series) -> pl.Series:
    """Return a column's dates: each that is written is read once, for nearly everybody has none."""
    once = written.unique()
    dates = once.to_frame("written").select(read_dates(pl.col("written"))).to_series()
    return written.replace_strict(once, dates, return_dtype=pl.Date)


def _whole(name: str, largest: int) -> pl.Expr:
    """Return a column's whole numbers from 0 to `largest`, null for anything else."""
    value = pl.col(name).cast(pl.Int64, strict=False)
    return pl.when(value.is_between(0, largest)).then(value)


def _without_anonymous(read: pl.DataFrame) -> pl.DataFrame:
    if not read["anonymous"].any():
        return read
    hidden = ("surname", "forename", "postcode", "lines")
    return read.with_columns(
        pl.when(~pl.col("anonymous")).then(name).otherwise(pl.lit("")).alias(name) for name in hidden
    ).with_columns(uprn_read=pl.when(~pl.col("anonymous")).then("uprn_read"))
