"""Telephone numbers that go with a register. Each row names an elector number.

Columns, in any order: polling_district, number, suffix (empty for none), telephone, tps_since (2026-12-31, or empty).
"""

import phonenumbers
import polars as pl

from groundgame.campaign.register.importing.copying import raw_cursor
from groundgame.campaign.register.importing.errors import RegisterFileError
from groundgame.campaign.register.importing.merging import merge
from groundgame.campaign.register.importing.numbers import numbers_in_force
from groundgame.campaign.register.importing.sheets import Sheet, candidate_headers, plain, read_sheet
from groundgame.campaign.register.importing.text import decode
from groundgame.campaign.register.models import Register

ELECTOR = ("polling_district", "number", "suffix")
# Where numbers are held against the TPS's own file, that alone takes one off: an empty cell may be one never looked up.
_TPS_SQL = (
    "CASE WHEN EXISTS (SELECT FROM register_tpsscreening k WHERE k.borough = t.borough) "
    "THEN least(t.tps_since, excluded.tps_since) ELSE excluded.tps_since END"
)


def read_companion(content: bytes, columns: tuple[str, ...]) -> Sheet:
    """Return the sheet of a companion file, its columns by the names above.

    Raises:
        RegisterFileError: if it is no such file.
    """
    text = decode(content)
    wanted = (*ELECTOR, *columns)
    for header in candidate_headers(text):
        names = {plain(name) for name in header.names}
        if all(plain(name) in names for name in wanted):
            sheet = read_sheet(text, header)
            return Sheet(sheet.body, header, sheet.frame.rename({plain(name): name for name in wanted}))
    first = text.split("\n", 1)[0].strip()[:80]
    raise RegisterFileError(
        f"The file needs a header with the columns {', '.join(wanted)}; its first line is {first!r}."
    )


def with_elector(sheet: Sheet, register: Register) -> pl.DataFrame:
    """Return the sheet's rows with the id of the elector whom each names on this register.

    Raises:
        RegisterFileError: if the register has no such number.
    """
    entries = numbers_in_force(register)
    rows = sheet.frame.with_columns(
        pl.col("polling_district").str.to_uppercase(),
        pl.col("number").cast(pl.Int64, strict=False),
        pl.when(pl.col("suffix") == "")
        .then(0)
        .otherwise(pl.col("suffix").cast(pl.Int64, strict=False))
        .alias("suffix"),
    )
    found = rows.join(entries, on=ELECTOR, how="left", maintain_order="left")
    unknown = found.filter(pl.col("elector_id").is_null())
    if not unknown.is_empty():
        row = sheet.frame.filter(pl.col("record") == unknown["record"][0]).row(0, named=True)
        number = f"{row['polling_district']}-{row['number']}" + (
            f"/{row['suffix']}" if row["suffix"] not in "0" else ""
        )
        raise RegisterFileError(
            f"Line {sheet.line_of(row['record'])}: the register published on {register.published_on:%-d %B %Y} has no "
            f"elector number {number}. Give the file that goes with that register."
        )
    return found


def read_dates(sheet: Sheet, rows: pl.DataFrame, column: str, *, required: bool) -> pl.DataFrame:
    """Return the rows with a column of dates (2026-12-31) as dates.

    Raises:
        RegisterFileError: at the first that is none.
    """
    read = rows.with_columns(pl.col(column).str.to_date("%Y-%m-%d", strict=False).alias("read"))
    bad = read.filter(pl.col("read").is_null() & (pl.lit(required) | (pl.col(column) != "")))
    if not bad.is_empty():
        line = sheet.line_of(bad["record"][0])
        raise RegisterFileError(f"Line {line}: {column} {bad[column][0]!r} is no date: write it as 2026-12-31.")
    return read.drop(column).rename({"read": column})


def store_telephones(register: Register, content: bytes, source: str) -> int:
    """Add telephone numbers to the register's electors and return how many rows there were.

    A number that an elector has already takes the file's day of joining the TPS; consents and wrong numbers stay.
    The TPS lists numbers, not people, so a day holds for every row of its number, whoever's and in whichever borough.
    """
    sheet = read_companion(content, ("telephone", "tps_since"))
    rows = read_dates(sheet, with_elector(sheet, register), "tps_since", required=False)
    known = _with_e164(rows)
    bad = known.filter(pl.col("e164") == "")
    if not bad.is_empty():
        line = sheet.line_of(bad["record"][0])
        raise RegisterFileError(
            f"Line {line}: {bad['telephone'][0]!r} is no British telephone number. Correct or drop it."
        )
    frame = known.unique(["elector_id", "e164"], keep="last", maintain_order=True).select(
        "elector_id", "e164", "tps_since", borough=pl.lit(register.borough), source=pl.lit(source[:60])
    )
    with raw_cursor() as cursor:  # one list at a time: rows of a number may stand in two boroughs
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('register:telephones', 0))")
    merge("register_telephonenumber", frame, f"(elector_id, e164) DO UPDATE SET tps_since = {_TPS_SQL}")
    _spread_tps(frame["e164"].unique().to_list())
    return sheet.frame.height


def _spread_tps(numbers: list[str]) -> None:
    """Give every row of these numbers the earliest day on which any row of the number joined the TPS."""
    with raw_cursor() as cursor:
        cursor.execute(
            "UPDATE register_telephonenumber t SET tps_since = d.since FROM (SELECT e164, min(tps_since) AS since "
            "FROM register_telephonenumber WHERE e164 = ANY(%s) AND tps_since IS NOT NULL GROUP BY e164) d "
            "WHERE t.e164 = d.e164 AND t.tps_since IS DISTINCT FROM d.since",
            [numbers],
        )


def _with_e164(rows: pl.DataFrame) -> pl.DataFrame:
    """Return the rows with `e164`, "" where the telephone is none. Plain British numbers need no library's care."""
    digits = pl.col("telephone").str.replace_all(r"[\s()-]", "")
    plain = digits.str.extract(r"^(?:0|\+440?|0044)([1-9][0-9]{9})$")
    read = rows.with_columns(e164=pl.lit("+44") + plain)
    odd = {text: _e164(text) for text in read.filter(pl.col("e164").is_null())["telephone"].unique().sort()}
    return read.with_columns(pl.coalesce("e164", pl.col("telephone").replace(odd)))


def _e164(text: str) -> str:
    try:
        number = phonenumbers.parse(text, "GB")
    except phonenumbers.NumberParseException:
        return ""
    if not phonenumbers.is_possible_number(number):
        return ""
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
