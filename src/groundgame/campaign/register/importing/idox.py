"""Idox: a file without a header, usually of tabs, 22 columns in a full register; and its update of 23.

Polling district, number, markers, date of attainment, surname ("(z) " before it: not on the open register), forenames,
eight address lines, house number, what stands before it, street, four columns that we do not read, postcode. An
update has a column more after the number: a sign and a month, `+Jan` for added, `=Jan` changed, `-Jan` deleted.

Read from one public description of 2016 that names no column; a file that differs can be mapped on the page.
"""

import re

import polars as pl

from groundgame.campaign.register.importing.columns import address_lines, bare_surname, joined, split_number
from groundgame.campaign.register.importing.sheets import HEADER_WITHIN, SEPARATORS, Header, cells_of

_ADDRESS = tuple(f"Address{index}" for index in range(1, 9))
_END = ("House Number", "House Prefix", "Street", "Other 1", "Other 2", "Other 3", "Other 4", "PostCode")
_NAME = ("Markers", "Attainment", "Surname", "Forenames")
NAMES = ("PD", "Number", *_NAME, *_ADDRESS, *_END)
UPDATE_NAMES = ("PD", "Number", "Action", *_NAME, *_ADDRESS, *_END)
VARIANTS, UPDATE_VARIANTS = (NAMES,), (UPDATE_NAMES,)
CODES = {"+": "add", "=": "change", "-": "delete"}
SAMPLE, LEAST_SHARE = 200, 0.9
_ACTION = re.compile(r"[+=-][A-Za-z]*")
_NUMBER = re.compile(r"(?:.+-)?[0-9]+(?:/[0-9]*)?")
_PLACE = re.compile(r"(?:[A-Z]{1,2}[0-9][A-Z0-9]? ?[0-9][A-Z]{2})?", re.IGNORECASE)


def read(sheet: pl.DataFrame) -> pl.DataFrame:
    """Return the sheet's rows in our columns, all text as it stands in the file."""
    lines = address_lines(sheet, "address", 8)
    return sheet.select(
        "record",
        **split_number(pl.col("number"), pl.col("pd")),
        markers=pl.col("markers"),
        attainment=pl.col("attainment"),
        surname=bare_surname(pl.col("surname")),
        forename=pl.col("forenames"),
        postcode=pl.col("postcode"),
        lines=pl.when(lines != "").then(lines).otherwise(joined(sheet, "houseprefix", "housenumber", "street")),
    )


def read_update(sheet: pl.DataFrame) -> pl.DataFrame:
    """Return the update's rows in our columns, with `change`."""
    sign = pl.col("action").str.slice(0, 1)
    return read(sheet).with_columns(change=sheet.select(sign.replace(CODES)).to_series())


def full_header(text: str) -> Header | None:
    """Return the header that a full register does not write, if nearly all of its first rows have its shape."""
    return _unwritten(text, NAMES)


def update_header(text: str) -> Header | None:
    """Return the header that an update does not write, if nearly all of its first rows have its shape."""
    return _unwritten(text, UPDATE_NAMES)


def _unwritten(text: str, names: tuple[str, ...]) -> Header | None:
    """Lines of another shape may lead: a banner, or names of columns in words that we do not know."""
    for separator in SEPARATORS:
        header = Header(0, separator, names, written=False)
        rows = list(enumerate(cells_of(text[:200_000], header, SAMPLE)))
        first = next((at for at, cells in rows if _is_row(cells, len(names))), HEADER_WITHIN)
        shaped = [_fits(cells, names) for at, cells in rows[:-1] or rows if at >= first and len(cells) > 1]
        if first < HEADER_WITHIN and sum(shaped) >= LEAST_SHARE * len(shaped):
            return Header(first, separator, names, written=False)
    return None


def _is_row(cells: list[str], width: int) -> bool:
    """Tell whether a line is a row, be it a good one: it has the columns, and a figure where the number stands."""
    return len(cells) >= width and any(map(str.isdigit, cells[1]))


def _fits(cells: list[str], names: tuple[str, ...]) -> bool:
    if len(cells) < len(names) or any(cell.strip() for cell in cells[len(names) :]):
        return False
    row = dict(zip(names, (cell.strip() for cell in cells), strict=False))
    patterns = {"Number": _NUMBER, "PostCode": _PLACE} | ({"Action": _ACTION} if "Action" in row else {})
    return bool(row["PD"]) and all(pattern.fullmatch(row[name]) for name, pattern in patterns.items())
