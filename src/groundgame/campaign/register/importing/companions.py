"""Telephone numbers that go with a register. Each row names an elector number.

Columns, in any order: polling_district, number, suffix (empty for none), telephone, tps_since (2026-12-31, or empty).
"""

import re

import phonenumbers
import polars as pl

from groundgame.campaign.register.importing.copying import raw_cursor
from groundgame.campaign.register.importing.errors import RegisterFileError
from groundgame.campaign.register.importing.merging import merge
from groundgame.campaign.register.importing.numbers import numbers_in_force
from groundgame.campaign.register.importing.refused_lines import NO_SUCH_NUMBER, RefusedLines
from groundgame.campaign.register.importing.sheets import Sheet, candidate_headers, plain, read_sheet
from groundgame.campaign.register.importing.text import decode
from groundgame.campaign.register.models import LoadedList, Register

ELECTOR = ("polling_district", "number", "suffix")
# London's lines and mobiles need no library's care; all others do, for how many digits an area has.
_COMMON = r"^(?:0|\+440?|0044)(20[0-9]{8}|7[1-57-9][0-9]{8})$"
# What Ofcom keeps for drama rings nobody, and to the library is none: a mobile's, and that of no place.
_DRAMA = re.compile(r"\+44(?:7700900|1632960)[0-9]{3}")
NO_DATE = "is no date: write it as 2026-12-31."
NO_TELEPHONE = "is no British telephone number. Correct or drop it."
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


def with_elector(sheet: Sheet, register: Register, refused: RefusedLines) -> pl.DataFrame:
    """Return the sheet's rows with the id of the elector whom each names on this register; other rows are refused."""
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
    as_written = sheet.frame.select(
        *ELECTOR[:2],
        suffix=pl.when(pl.col("suffix").is_in(["", "0"])).then(pl.lit("")).otherwise(pl.format("/{}", "suffix")),
    )
    published = f"{register.published_on:%-d %B %Y}"
    why = as_written.select(pl.format(NO_SUCH_NUMBER, pl.lit(published), *ELECTOR)).to_series()
    refused.add(found["elector_id"].is_null(), why)
    return found


def store_telephones(
    loaded: LoadedList, register: Register, content: bytes, source: str, *, accept: bool = False
) -> None:
    """Add telephone numbers to the register's electors, and note in `loaded` how many; `accept` leaves lines out.

    A number that an elector has already takes the file's day of joining the TPS; consents and wrong numbers stay.
    The TPS lists numbers, not people, so a day holds for every row of its number, whoever's and in whichever borough.

    Raises:
        RegisterFileError: if it is no such file, or lines are refused.
    """
    sheet = read_companion(content, ("telephone", "tps_since"))
    refused = RefusedLines(sheet)
    rows = _with_e164(with_elector(sheet, register, refused))
    day = rows["tps_since"].str.to_date("%Y-%m-%d", strict=False)
    refused.add(day.is_null() & (rows["tps_since"] != ""), _said(rows["tps_since"], "tps_since {!r} " + NO_DATE))
    refused.add(rows["e164"] == "", _said(rows["telephone"], "{!r} " + NO_TELEPHONE))
    known = refused.others(rows.with_columns(day), accept=accept)
    loaded.rows, loaded.refused = known.height, len(refused)
    loaded.refused_lines = refused.lines if len(refused) else ""
    frame = known.unique(["elector_id", "e164"], keep="last", maintain_order=True).select(
        "elector_id", "e164", "tps_since", borough=pl.lit(register.borough), source=pl.lit(source[:60])
    )
    with raw_cursor() as cursor:  # one list at a time: rows of a number may stand in two boroughs
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('register:telephones', 0))")
    merge("register_telephonenumber", frame, f"(elector_id, e164) DO UPDATE SET tps_since = {_TPS_SQL}")
    _spread_tps(frame["e164"].unique().to_list())


def _said(values: pl.Series, sentence: str) -> pl.Series:
    return values.map_elements(sentence.format, return_dtype=pl.String)


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
    """Return the rows with `e164`, "" where the telephone is none."""
    digits = pl.col("telephone").str.replace_all(r"[\s()-]", "")
    read = rows.with_columns(e164=pl.lit("+44") + digits.str.extract(_COMMON))
    odd = {text: as_e164(text) for text in read.filter(pl.col("e164").is_null())["telephone"].unique().sort()}
    return read.with_columns(pl.coalesce("e164", pl.col("telephone").replace(odd)))


def as_e164(text: str) -> str:
    """Return a telephone number as typed in E.164, or "" where it is none in any country."""
    try:
        number = phonenumbers.parse(text, "GB")
    except phonenumbers.NumberParseException:
        return ""
    e164 = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return e164 if phonenumbers.is_valid_number(number) or _DRAMA.fullmatch(e164) else ""
