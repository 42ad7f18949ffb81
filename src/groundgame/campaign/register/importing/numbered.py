"""Files whose rows name electors by their numbers, in whatever columns the register software writes those."""

import datetime as dt
from dataclasses import dataclass

import polars as pl

from groundgame.campaign.register.importing import pdcode
from groundgame.campaign.register.importing.columns import column, split_number
from groundgame.campaign.register.importing.errors import RegisterFileError
from groundgame.campaign.register.importing.numbers import NUMBER, SCHEMA, numbers_held, register_of
from groundgame.campaign.register.importing.refused_lines import NO_SUCH_NUMBER, RefusedLines
from groundgame.campaign.register.importing.rows import read_dates
from groundgame.campaign.register.importing.sheets import (
    HEADER_WITHIN,
    Header,
    Sheet,
    candidate_headers,
    plain,
    read_sheet,
)
from groundgame.campaign.register.importing.text import decode

# Ours, Xpress, Halarose, PDCode; then the whole number in one cell, which every office can print ("AB-124/1").
DISTRICTS = ("pollingdistrict", "electornumberprefix", "pd", "pdcode", "districtref")
NUMBERS = (
    *("number", "eno", "rollno", "electornumber", "electorno", "electoralnumber", "electoralno", "rollnumber"),
    *("electornumberabsentvoterlist", "electorid", "avnumber"),
)
HELD = {**SCHEMA, "election_date": pl.Date}
SUFFIXES = ("electornumbersuffix", "numbersuffix", "suffix")


@dataclass(frozen=True, slots=True)
class NumberedList:
    """A file of electors' numbers: its sheet, for each row the number as values, and which rows are refused."""

    sheet: Sheet
    rows: pl.DataFrame
    refused: RefusedLines

    def text(self, *names: str) -> pl.Series | None:
        """Return the first of the columns that the file has, null where it has none of them."""
        present = next((plain(name) for name in names if plain(name) in self.sheet.frame.columns), None)
        return None if present is None else self.sheet.frame[present]

    def refuse(self, bad: pl.Series, column: str, values: pl.Series, why: str) -> None:
        """Refuse the rows that are bad, for what stands in a column."""
        self.refused.add(bad, values.map_elements(lambda text: f"{column} {text!r} {why}", return_dtype=pl.String))


def read_list(content: bytes, what: str) -> NumberedList:
    """Read a file of electors' numbers.

    Raises:
        RegisterFileError: if no header has them.
    """
    text = decode(content)
    header = next((each for each in _headers(text) if _has_numbers(each)), None)
    if header is None:
        first = text.split("\n", 1)[0].strip()[:80]
        raise RegisterFileError(
            f"{what} needs a header with the columns polling_district, number and suffix, or with the whole number in "
            f"one column (Elector Number: AB-124/1); its first line is {first!r}."
        )
    sheet = read_sheet(text, header)
    read = NumberedList(sheet, _numbers(sheet.frame), RefusedLines(sheet))
    for name, why in (
        ("number", "is no elector number."),
        ("suffix", "is no suffix: write a whole number, or nothing."),
    ):
        written = read.rows[f"{name}_written"]
        read.refuse(read.rows[name].is_null(), name, written, why)
    return read


def _headers(text: str) -> list[Header]:
    """Return what may be the header, of one column too."""
    lines = text[:100_000].split("\n")[:HEADER_WITHIN]
    return [*candidate_headers(text), *(Header(at, ",", (line.strip(' "'),)) for at, line in enumerate(lines))]


def _has_numbers(header: Header) -> bool:
    names = {plain(name) for name in header.names}
    return bool(names & set(NUMBERS))


def _numbers(frame: pl.DataFrame) -> pl.DataFrame:
    written = column(frame, *NUMBERS)
    parts = split_number(written, column(frame, *DISTRICTS))
    roll = written.str.extract_groups(pdcode.ROLL).struct if "rollno" in frame.columns else None
    number = pl.coalesce(roll.field("1"), parts["number"]) if roll is not None else parts["number"]
    of_number = pl.coalesce(roll.field("2"), pl.lit("")) if roll is not None else parts["suffix"]
    apart = column(frame, *SUFFIXES)
    suffix = pl.when(of_number == "").then(apart).otherwise(of_number)
    return frame.select(
        polling_district=parts["polling_district"].str.to_uppercase(),
        number=number.cast(pl.Int64, strict=False),
        suffix=pl.when(suffix == "").then(0).otherwise(suffix.cast(pl.Int64, strict=False)),
        number_written=written,
        suffix_written=suffix,
    )


def election_dates(read: NumberedList, given: dt.date | None) -> pl.Series:
    """Return each row's day of election: the file's own column, or the day given for all of it.

    Raises:
        RegisterFileError: if there is neither.
    """
    written = read.text("election_date", "Election Date", "Date of Election", "Poll Date")
    if written is None:
        if given is None:
            raise RegisterFileError("The file does not say of which election it is. Give the day of the election.")
        return pl.repeat(given, read.rows.height, eager=True, dtype=pl.Date)
    found = written.to_frame("written").select(read_dates(pl.col("written"))).to_series()
    read.refuse(found.is_null(), "election_date", written, "is no date: write it as 2026-12-31.")
    return found


def with_electors(read: NumberedList, borough: str, dates: pl.Series) -> pl.DataFrame:
    """Return the rows with `election_date` and the id of the elector whom each number named on that day.

    Rows whose number named nobody are refused.
    """
    rows = read.rows.with_columns(dates.alias("election_date"))
    days = dates.drop_nulls().unique().sort()
    held = pl.concat([_held(borough, day) for day in days]) if len(days) else pl.DataFrame(schema=HELD)
    found = rows.join(held, on=[*NUMBER, "election_date"], how="left", maintain_order="left")
    published = {day: f"{register_of(borough, day).published_on:%-d %B %Y}" for day in days}
    suffix = pl.when(pl.col("suffix") > 0).then(pl.format("/{}", "suffix")).otherwise(pl.lit(""))
    sentence = pl.format(NO_SUCH_NUMBER, _said(published), "polling_district", "number", suffix)
    read.refused.add(found["elector_id"].is_null(), found.select(sentence).to_series())
    return found


def _said(published: dict[dt.date, str]) -> pl.Expr:
    days = list(published)
    return pl.col("election_date").replace_strict(days, [published[day] for day in days], default="")


def _held(borough: str, day: dt.date) -> pl.DataFrame:
    held = numbers_held(register_of(borough, day), day)
    return held.with_columns(pl.lit(day).alias("election_date"))
