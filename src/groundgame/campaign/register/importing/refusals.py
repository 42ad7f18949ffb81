"""Which rows are no entries of a register, and why: each with its line, its column, its value and a sentence."""

from dataclasses import dataclass

import polars as pl

from groundgame.campaign.register.importing.monthly import CHANGES, DELETE
from groundgame.campaign.register.importing.sheets import Sheet
from groundgame.campaign.register.importing.twice import standing_twice

LONGEST = {"polling_district": 8, "markers": 8, "surname": 80, "forename": 80, "lines": 290}
SLIPPED = "is longer than {} characters. Have the columns slipped?"
SHORT_SUFFIX = r"^[0-9]+\.[0-9]{1,2}$"
SCHEMA = pl.Schema({"record": pl.UInt32(), "column": pl.String(), "value": pl.String(), "reason": pl.String()})


@dataclass(frozen=True, slots=True)
class _Check:
    """What is wrong with a row, in which column, and the sentence that says so after the value."""

    bad: pl.Expr
    column: str
    why: str

    def refused(self, read: pl.DataFrame) -> pl.DataFrame:
        """Return the rows that are wrong."""
        value = pl.col(self.column)
        given = value.map_elements(lambda text: f"{self.column.replace('_', ' ')} {text!r} ", return_dtype=pl.String)
        reason = pl.concat_str(pl.when(value != "").then(given).otherwise(pl.lit("")), pl.lit(self.why))
        return read.filter(self.bad).select("record", column=pl.lit(self.column), value=value, reason=reason)


def refused_rows(sheet: Sheet, read: pl.DataFrame) -> pl.DataFrame:
    """Return the rows that are no entries, each once: `record`, `line`, `column`, `value`, `reason`."""
    checks = _checks()
    suspect = read.filter(_suspect())  # nearly nobody: each check looks at these alone
    found = [check.refused(suspect) for check in checks]
    bad = pl.concat([*(each.cast(SCHEMA) for each in found), _repeated(sheet, read)])
    bad = bad.unique("record", keep="first", maintain_order=True).sort("record")
    lines = pl.Series("line", sheet.lines_of(bad["record"].to_list()), dtype=pl.Int64)
    return bad.with_columns(lines)


def _suspect() -> pl.Expr:
    """Tell which rows may be wrong by what is soonest seen: of bytes there are never fewer than of characters."""
    unread = [pl.col(name).is_null() for name in ("number_read", "suffix_read")]
    long = [pl.col(name).str.len_bytes() > most for name, most in LONGEST.items()]
    said = [pl.col(name) != "" for name in ("markers", "attainment")]
    return pl.any_horizontal(
        pl.col("polling_district") == "",
        pl.col("number_read") == 0,
        *unread,
        *long,
        *said,
        pl.col("change").is_not_null(),
        (pl.col("surname") == "") & (pl.col("forename") == ""),
    )


def _checks() -> list[_Check]:
    number, attainment = pl.col("number_read"), pl.col("attainment")
    empty = [
        _Check(pl.col(name) == "", name, f"{title} is empty. Every entry has one: correct the line.")
        for name, title in (("polling_district", "Elector Number Prefix"), ("number", "Elector Number"))
    ]
    long = [
        _Check(
            pl.col(name).str.len_chars() > most, name, f"is longer than {most} characters. Have the columns slipped?"
        )
        for name, most in LONGEST.items()
    ]
    return [
        *empty,
        _Check(
            number.is_null() & pl.col("number").str.contains(SHORT_SUFFIX),
            "number",
            "is no elector number: a suffix needs three figures (5.001 is 5/1), and a spreadsheet may have cut noughts "
            "off. Load the file as it came, not one that was saved in a spreadsheet.",
        ),
        _Check(number.is_null() | (number == 0), "number", "is no elector number: a whole number from 1 is wanted."),
        _Check(pl.col("suffix_read").is_null(), "suffix", "is no suffix: a whole number is wanted, or nothing."),
        _Check(
            pl.col("attained").is_null() & (attainment != ""),
            "attainment",
            "is no date of attainment: write it as 31/12/2026.",
        ),
        _Check(~pl.col("markers").str.contains("^[A-Z]*$"), "markers", "are no franchise markers: letters are."),
        *long,
        _Check(
            pl.col("change").is_not_null() & ~pl.col("change").is_in(CHANGES),
            "change",
            "is no change that an update makes: A or N is added, M or C changed, D deleted.",
        ),
        _Check(_nameless(), "number", "has no name, and not the marker N of an anonymous entry."),
    ]


def _nameless() -> pl.Expr:
    """Tell who has no name: a deletion may give the number alone, and an anonymous entry has none."""
    unnamed = (pl.col("surname") == "") & (pl.col("forename") == "")
    return unnamed & ~pl.col("anonymous") & pl.col("change").ne_missing(DELETE)


def _repeated(sheet: Sheet, read: pl.DataFrame) -> pl.DataFrame:
    """Return numbers that stand twice, but for one that an update deletes from one person and gives to another."""
    key = ("polling_district", "number_read", "suffix_read", "gone")
    told = read.with_columns(gone=pl.col("change").eq_missing(DELETE)).filter(pl.col("number_read").is_not_null())
    twice = standing_twice(told, key)
    if twice.is_empty():
        return pl.DataFrame(schema=SCHEMA)
    twice = twice.with_columns(first=pl.col("record").min().over(key), last=pl.col("record").max().over(key))
    other = pl.when(pl.col("record") == pl.col("first")).then("last").otherwise("first")
    twice = twice.with_columns(other=other, written=_written())
    lines = dict(zip(ends := twice["other"].unique().sort().to_list(), sheet.lines_of(ends), strict=True))
    reason = pl.format(
        "elector number {} stands on line {} too. A register gives a number once: ask for the file again.",
        "written",
        pl.col("other").replace_strict(lines, return_dtype=pl.Int64),
    )
    return twice.select("record", column=pl.lit("number"), value="written", reason=reason).cast(SCHEMA)


def _written() -> pl.Expr:
    whole = pl.format("{}-{}", "polling_district", "number_read")
    return pl.when(pl.col("suffix_read") > 0).then(pl.format("{}/{}", whole, "suffix_read")).otherwise(whole)
