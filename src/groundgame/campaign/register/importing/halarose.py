"""Halarose EROS: polling district, number, name and up to nine address lines; and its monthly update.

`Status` is missing in some boroughs (Greenwich), the postcode may have a column or stand in the address, and after it
may come a UPRN or the opt-out of the open register, which says nothing of a party's copy. In an update `Status` is A, M
or D, and Register Code, Clerical Error and Opt Out Flag follow the postcode.
"""

import polars as pl

from groundgame.campaign.register.importing.columns import address_lines, bare_surname, column, joined, split_number
from groundgame.campaign.register.importing.sheets import Header, cells_of

_START = ("PD", "ENO")
_NAME = ("Surname", "Franchise Flag", "Address 1")
VARIANTS = (
    (*_START, "First Name", *_NAME),
    (*_START, "First Names", *_NAME),
)
_CHANGES = ("Status", "Register Code", "Clerical Error")
UPDATE_VARIANTS = tuple((*variant, *_CHANGES) for variant in VARIANTS)
_FIGURE = r"^[0-9]+$"
CODES = {"A": "add", "M": "change", "D": "delete"}


def read(sheet: pl.DataFrame) -> pl.DataFrame:
    """Return the sheet's rows in our columns, all text as it stands in the file."""
    return sheet.select(
        "record",
        **_number(sheet),
        markers=pl.col("franchiseflag"),
        attainment=column(sheet, "dateofattainment"),
        surname=_surname(sheet),
        forename=_forenames(sheet),
        postcode=column(sheet, "postcode"),
        lines=address_lines(sheet, "address", 9),
        uprn=column(sheet, "uprn"),
    )


def read_update(sheet: pl.DataFrame) -> pl.DataFrame:
    """Return the update's rows in our columns, with `change`."""
    status = pl.col("status").str.to_uppercase()
    return read(sheet).with_columns(change=sheet.select(status.replace(CODES)).to_series())


def says_changes(text: str, header: Header) -> bool:
    """Tell whether a file with a full register's columns is an update: every Status is A, M or D, and not all are A."""
    at = next((index for index, name in enumerate(header.names) if name.strip().lower() == "status"), None)
    if at is None:
        return False
    seen = set()
    for cells in cells_of(text, header):
        if len([cell for cell in cells if cell.strip()]) < 2:
            continue
        status = cells[at].strip().upper() if at < len(cells) else ""
        if status not in CODES:
            return False
        seen.add(status)
    return bool(seen - {"A"})


def _number(sheet: pl.DataFrame) -> dict[str, pl.Expr]:
    """Return polling district, number and suffix; a figure under Suffix, where names' "Jnr" stands, is the number's."""
    parts, written = split_number(pl.col("eno"), pl.col("pd")), column(sheet, "suffix")
    figure = (parts["suffix"] == "") & written.str.contains(_FIGURE)
    return parts | {"suffix": pl.when(figure).then(written).otherwise(parts["suffix"])}


def _surname(sheet: pl.DataFrame) -> pl.Expr:
    """Return the surname with what follows it ("Jnr"), which tells two of a name at one door apart."""
    suffix = column(sheet, "suffix").str.replace(_FIGURE, "")
    return pl.concat_str(bare_surname(pl.col("surname")), pl.lit(" "), suffix).str.strip_chars()


def _forenames(sheet: pl.DataFrame) -> pl.Expr:
    """Return the forenames, and the initials where they are more than the forenames' own first letters."""
    first = column(sheet, "firstname", "firstnames")
    initials = column(sheet, "initials").str.replace_all(r"[.\s]", "").str.to_uppercase()
    own = first.str.replace_all(r"(\pL)[^\s-]*[\s-]*", "$1").str.to_uppercase()
    return (
        pl.when(own.str.starts_with(initials))
        .then(first)
        .otherwise(joined(sheet, "firstname", "firstnames", "initials", by=" "))
    )
