"""Real layouts spoilt as offices, spreadsheets and bad luck spoil files, and as nobody would."""

import csv
import io
from collections.abc import Callable, Sequence
from random import Random

from .softwares import FULL, UPDATES, Entry, Software

SOFTWARES = (*FULL.values(), *UPDATES.values())
NAMES = (
    "Alpha",
    "O’Neill",
    "Nuñez-Beta",
    "",
    "(z) Delta",
    'Ze"ta',
    "van der Eta",
    "N" * 90,
    "\u00ad",
    "=1+1",
    "Iota\tKappa",
)
NUMBERS = ("1", "0", "289/1", "KD-2/2-289/1", "5.000", "-1", "9" * 30, "1e3", "", "٣", "1/1/1", "1-2-3", "007", "½")
MARKERS = ("", "N", "F", "B,G", "ß", "1", "n", "*" * 20)
DATES = ("", "31/12/2027", "2027-12-31", "29/02/2027", "31 Dec 27", "0", "99/99/9999", "01/01/0001", "12/2027")
LINES = (
    (),
    ("1 High Road",),
    ("Flat 2", "5", "High Road"),
    ("London EN5 1AA",),
    (",,,",),
    ("x" * 400,),
    ("Flat 2\n5 High Road",),
)
EVIL = (
    "",
    " ",
    '"',
    "'",
    "\0",
    "\ufeff",
    "\u202e",
    "\x1a",
    "\x85",
    "\u2028",
    ",",
    "\t",
    ";",
    "|",
    "\n",
    "\r",
    "\\N",
    "\\",
    "𝔄",
    "ﬀ",
    "a" * 5000,
)


def entries(rng: Random) -> list[Entry]:
    """Return some entries, most of them good."""

    def pick(values: Sequence, good: object) -> object:
        return rng.choice(values) if rng.random() < 0.15 else good

    return [
        Entry(
            number=pick(NUMBERS, str(at)),
            surname=pick(NAMES, "Alpha"),
            forename=pick(NAMES, "Beta"),
            district=pick(("AA", "KD-2/2", "", "A" * 9, "é"), "AA"),
            suffix=pick((0, 1, 32, 99_999), 0),
            markers=pick(MARKERS, ""),
            attains=pick(DATES, ""),
            postcode=pick(("EN5 1AA", "en51aa", "", "SW1A"), "EN5 1AA"),
            lines=pick(LINES, ("1 High Road", "London")),
            change=rng.choice(("add", "change", "delete")),
        )
        for at in range(1, rng.randint(1, 9))
    ]


def file(rng: Random) -> bytes:
    """Return a file of some software, its habits drawn anew."""
    software = rng.choice(SOFTWARES)
    separator = rng.choice(",,,\t\t;|")
    habits = Software(software.layout, software.cells, separator, software.header, "utf-8")
    text = habits.file(entries(rng)).decode()
    if rng.random() < 0.3:
        text = rng.choice(("Register of electors\r\n\r\n", "\r\n", "a,b\r\n", '"\r\n')) + text
    text = text.replace("\r\n", rng.choice(("\r\n", "\n", "\r", "\n\n")))
    return text.encode(rng.choice(("cp1252", "utf-8", "utf-8-sig", "utf-16", "utf-16-be", "latin-1")), errors="replace")


def _cells(rng: Random, content: bytes, change: Callable[[list[list[str]]], None]) -> bytes:
    """Change a file as a table."""
    text = content.decode("cp1252", errors="replace")
    try:
        rows = list(csv.reader(io.StringIO(text)))
    except csv.Error:
        return content
    if rows:
        change(rows)
    written = io.StringIO()
    csv.writer(written, quoting=rng.choice((csv.QUOTE_MINIMAL, csv.QUOTE_ALL))).writerows(rows)
    return written.getvalue().encode("cp1252", errors="replace")


def change_cell(rng: Random, content: bytes) -> bytes:
    def change(rows: list[list[str]]) -> None:
        row = rng.choice(rows)
        if row:
            at = rng.randrange(len(row))
            row[at] = rng.choice((rng.choice(EVIL), row[at] + rng.choice(EVIL), rng.choice(rng.choice(rows) or [""])))

    return _cells(rng, content, change)


def change_columns(rng: Random, content: bytes) -> bytes:
    def change(rows: list[list[str]]) -> None:
        at, to = rng.randrange(30), rng.randrange(30)
        how = rng.choice(("drop", "double", "swap", "rename", "slip"))
        for row in rows if how != "rename" else rows[:1]:
            if at < len(row):
                if how == "drop":
                    del row[at]
                elif how == "double":
                    row.insert(at, row[at])
                elif how == "swap" and to < len(row):
                    row[at], row[to] = row[to], row[at]
                elif how == "rename":
                    row[at] = rng.choice(EVIL)
                elif rng.random() < 0.3:
                    row.insert(at, "")

    return _cells(rng, content, change)


def change_rows(rng: Random, content: bytes) -> bytes:
    def change(rows: list[list[str]]) -> None:
        at = rng.randrange(len(rows))
        how = rng.randrange(4)
        if how == 0:
            rows.insert(at, [rng.choice(EVIL)] * rng.randrange(40))
        elif how == 1:
            rows.append(list(rows[at]))
        elif how == 2:
            del rows[at]
        else:
            rng.shuffle(rows)

    return _cells(rng, content, change)


def change_bytes(rng: Random, content: bytes) -> bytes:
    spoilt = bytearray(content)
    for _ in range(rng.randint(1, 8)):
        at = rng.randrange(len(spoilt) + 1)
        how = rng.randrange(4)
        if how == 0:
            spoilt[at:at] = bytes(rng.randrange(256) for _ in range(rng.randint(1, 5)))
        elif how == 1:
            del spoilt[at : at + rng.randint(1, 40)]
        elif how == 2 and at < len(spoilt):
            spoilt[at] = rng.choice((rng.randrange(256), *b'",\n\r\t;\0\xff'))
        else:
            spoilt[at:at] = spoilt[at : at + rng.randint(1, 60)]
    return bytes(spoilt)


def cut(rng: Random, content: bytes) -> bytes:
    begin, end = sorted((rng.randrange(len(content) + 1), rng.randrange(len(content) + 1)))
    return content[begin:end] if rng.random() < 0.3 else content[:end]


CHANGES = (change_cell, change_cell, change_columns, change_rows, change_bytes, cut)


def spoilt_file(rng: Random) -> bytes:
    """Return a file of some software, as it is or spoilt once or a few times."""
    content = file(rng)
    for _ in range(rng.choice((0, 1, 1, 2, 3))):
        content = rng.choice(CHANGES)(rng, content)
    return content
