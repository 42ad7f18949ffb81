"""Small registers in the Xpress layout, at Barnet's real postcodes, of people who are letters and figures."""

import datetime as dt
from collections.abc import Iterable, Sequence

from groundgame.electoral.places import postcodes_of

BARNET = "E09000003"
WARD, OTHER_WARD = "E05013628", "E05013629"
JUNE, JULY, AUGUST = dt.date(2026, 6, 1), dt.date(2026, 7, 1), dt.date(2026, 8, 1)

APART = (
    "Elector Number Prefix,Elector Number,Elector Number Suffix,Elector Markers,Elector DOB,"
    "Elector Surname,Elector Forename,PostCode,Address1,Address2,Address3,Address4,Address5,Address6"
)
TOGETHER = APART.replace("Elector Surname,Elector Forename", "Elector Name")


def real_postcodes(ward: str, count: int) -> list[str]:
    """Return live postcodes of a ward."""
    return postcodes_of(frozenset([ward]))["postcode"].sort().head(count).to_list()


HERE = real_postcodes(WARD, 3)
THERE = real_postcodes(OTHER_WARD, 3)


def entry(
    number: int | str,
    surname: str = "Alpha",
    forename: str = "Beta",
    *,
    district: str = "AA",
    suffix: int | str = 0,
    markers: str = "",
    born: str = "",
    postcode: str | None = None,
    address: Sequence[str] = ("1 High Road",),
) -> list[str]:
    """Return one line of a register, names apart."""
    lines = [*address, *[""] * 6][:6]
    place = HERE[0] if postcode is None else postcode
    return [district, str(number), str(suffix), markers, born, surname, forename, place, *lines]


def quoted(cells: Iterable[str]) -> str:
    return ",".join('"' + cell.replace('"', '""') + '"' for cell in cells)


def register_file(
    entries: Iterable[Sequence[str]],
    *,
    header: str = APART,
    encoding: str = "cp1252",
    before: str = "",
    after: str = "",
    end: str = "\r\n",
) -> bytes:
    """Return a register's file."""
    body = "".join(quoted(cells) + end for cells in entries)
    return (before + header + end + body + after).encode(encoding)
