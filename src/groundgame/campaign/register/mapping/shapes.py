"""What a file of an unknown shape looks like: its columns, some of its rows, and a guess at what each column is."""

import datetime as dt
import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import polars as pl

from groundgame.campaign.register.ages import ADULT_YEARS, SHOWN_FROM_YEARS, years_after
from groundgame.campaign.register.importing.errors import RegisterFileError
from groundgame.campaign.register.importing.rows import ANONYMOUS, YOUNGEST_YEARS, read_dates
from groundgame.campaign.register.importing.sheets import HEADER_WITHIN, SEPARATORS, Header, cells_of, plain
from groundgame.campaign.register.importing.text import decode

SHOWN_ROWS, TRIED_ROWS, MOST_COLUMNS = 5, 400, 80
# What stands in a column's name, in the order in which it is asked.
GUESSES = (
    ("change", ("changetype", "status", "action", "amendment")),
    ("suffix", ("numbersuffix", "suffix")),
    ("polling_district", ("prefix", "pollingdistrict", "pdcode", "district", "letters", "pd")),
    ("number", ("electornumber", "rollno", "eno", "number", "electorno")),
    ("markers", ("marker", "franchise", "flag")),
    ("attainment", ("attain", "dob", "birth", "born")),
    ("surname", ("surname", "lastname", "familyname")),
    ("forename", ("forename", "firstname", "middlename", "givenname", "initials")),
    ("name", ("electorname", "fullname", "name")),
    ("postcode", ("postcode", "zip")),
    ("uprn", ("uprn",)),
    ("lines", ("address", "house", "street", "road", "property", "flat")),
)
# How what stands in a column looks, where its name says nothing. No date is guessed: it may be any, and one of fifteen
# years ago that is taken for a birth would hide an adult.
LOOKS = (
    ("number", re.compile(r"[A-Z][A-Z0-9/-]*[ -]\d{1,6}(?:/\d{1,4})?")),
    ("postcode", re.compile(r"[A-Z]{1,2}\d[A-Z0-9]? ?\d[A-Z]{2}")),
    ("markers", re.compile(r"[BEFGKLMN]{1,2}")),
    ("lines", re.compile(r"(?:[^,]*\b(?:Flat|Unit)\b[^,]*, ?)?\d{1,5}[A-Za-z]?,? \D.*", re.IGNORECASE)),
)
ONE_ONLY = frozenset(field for field, _ in GUESSES) - {"forename", "lines"}


@dataclass(frozen=True, slots=True)
class Shape:
    """A file's columns by the names it gives them, or ours where it gives none (`written`), and some of its rows."""

    names: tuple[str, ...]
    written: bool
    rows: tuple[tuple[str, ...], ...] = ()


def shape_of(content: bytes, *, written: bool, today: dt.date) -> Shape:
    """Return the shape of a file.

    Rows that may be a child's or an anonymous entry's are not among those shown: nobody needs them to tell a surname
    from a street.

    Raises:
        RegisterFileError: if it is no table.
    """
    text = decode(content)
    separator, width = _separator(text)
    everything = Header(0, separator, (), written=False)
    rows = [cells for cells in cells_of(text, everything, HEADER_WITHIN + TRIED_ROWS) if len(cells) >= width]
    if not rows or width > MOST_COLUMNS:
        raise RegisterFileError(f"The file has {width} columns in a line, which is no register. Ask for it as CSV.")
    names = tuple(rows[0]) if written else tuple(f"Column {at}" for at in range(1, width + 1))
    shown = [cells for cells in rows[1 if written else 0 :] if not _withheld(cells, today)]
    padded = tuple(tuple((cells + [""] * len(names))[: len(names)]) for cells in shown[:SHOWN_ROWS])
    return Shape(names, written, padded)


def _separator(text: str) -> tuple[str, int]:
    """Return what parts a file's cells, and into how many most of its lines fall."""
    widths = {}
    for separator in SEPARATORS:
        lines = cells_of(text, Header(0, separator, (), written=False), HEADER_WITHIN)
        counted = Counter(len(cells) for cells in lines if len(cells) > 1)
        widths[separator] = counted.most_common(1)[0] if counted else (0, 0)
    separator = max(SEPARATORS, key=lambda each: (widths[each][1], widths[each][0]))
    if widths[separator][0] < 2:
        raise RegisterFileError("No line of the file has two columns or more, so it is no table. Ask for it as CSV.")
    return separator, widths[separator][0]


def _withheld(cells: Sequence[str], today: dt.date) -> bool:
    """Tell whether a row has the marker N, or a date that may be that of a child's birth or coming of age."""
    if any(cell.strip().upper() == ANONYMOUS for cell in cells):
        return True
    texts = pl.DataFrame({"cell": list(cells)}, schema={"cell": pl.String}).select(pl.col("cell").str.strip_chars())
    dates = texts.select(read_dates(pl.col("cell"))).to_series().drop_nulls().to_list()
    born = years_after(today, -SHOWN_FROM_YEARS), years_after(today, -YOUNGEST_YEARS)
    of_age = years_after(today, ADULT_YEARS - SHOWN_FROM_YEARS)
    return any(born[0] < day <= born[1] or day > of_age for day in dates)


def guess(names: Sequence[str], rows: Sequence[Sequence[str]] = ()) -> list[str]:
    """Return which of our fields each column may be, by its name or else by what stands in it; "" for none.

    >>> guess(["PD", "Elector No", "Surname", "First name", "Address 1", "Ward"])
    ['polling_district', 'number', 'surname', 'forename', 'lines', '']
    >>> guess(["Ref", "Surname", "Home"], [["AK/2-26", "Alpha", "38 High Road"]])
    ['number', 'surname', 'lines']
    """
    taken: set[str] = set()
    guesses = []
    for name in names:
        field = next((field for field, words in GUESSES if field not in taken and _like(plain(name), words)), "")
        if field in ONE_ONLY:
            taken.add(field)
        guesses.append(field)
    for at, field in enumerate(guesses):
        if not field:
            seen = [row[at].strip() for row in rows if row[at].strip()]
            guesses[at] = _by_values(seen, taken | set(guesses))
    return guesses


def _by_values(seen: Sequence[str], taken: Collection[str]) -> str:
    """Return the field that all that was seen in a column looks like, if no other column is it."""
    fits = (field for field, form in LOOKS if field not in taken and all(form.fullmatch(each) for each in seen))
    return next(fits, "") if seen else ""


def _like(name: str, words: Sequence[str]) -> bool:
    return any(word == name if len(word) < 4 else word in name for word in words)
