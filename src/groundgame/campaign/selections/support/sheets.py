"""Read a sheet of nominations and endorsements: a row each, all of them or none."""

import csv
import datetime as dt
import io
from collections.abc import Mapping
from dataclasses import dataclass

KINDS = ("mp", "assembly_member", "councillor", "union", "society", "local_party", "member")
WHAT = ("nomination", "endorsement")
NEEDED = ("post", "candidate", "backer", "kind", "what", "date", "source")
OPTIONAL = ("member_number", "withdrawn", "withdrawn_source")
LONGEST = {"backer": 120, "source": 500, "withdrawn_source": 500}
MOST_BYTES = 5_000_000
MOST_TOLD = 20


class SheetError(ValueError):
    """A sheet that cannot be taken in. `sentences` name each line, what stands there, and what to do."""

    def __init__(self, sentences: list[str]) -> None:
        self.sentences = sentences[:MOST_TOLD]
        if len(sentences) > MOST_TOLD:
            self.sentences.append(f"And {len(sentences) - MOST_TOLD} more lines like these. Nothing was added.")
        super().__init__(" ".join(self.sentences))


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a sheet, its dates read and its words tidied; `line` is its number in the file from 1."""

    line: int
    post: str
    candidate: str
    backer: str
    kind: str
    what: str
    given_on: dt.date
    source: str
    member_number: str = ""
    withdrawn_on: dt.date | None = None
    withdrawn_source: str = ""


def read_sheet(content: bytes) -> list[Row]:
    """Return the rows of a CSV file with a line of headings; UTF-8, or Windows-1252 as old spreadsheets write it.

    Raises:
        SheetError: saying of every bad line what is wrong with it.
    """
    lines = csv.reader(io.StringIO(_decode(content), newline=""), strict=True)
    rows: list[Row] = []
    wrong: list[str] = []
    try:
        headings = [heading.strip().lower().replace(" ", "_") for heading in next(lines, [])]
        _check_headings(headings)
        for values in lines:
            if not any(value.strip() for value in values):
                continue
            try:
                rows.append(_row(lines.line_num, headings, values))
            except ValueError as error:
                wrong.append(f"Line {lines.line_num}: {error}")
    except csv.Error as error:
        raise SheetError([f"Line {lines.line_num}: {error}. Save the sheet as CSV again."]) from error
    if not rows and not wrong:
        wrong.append("The sheet has no line below its headings: write a line for each nomination or endorsement.")
    if wrong:
        raise SheetError(wrong)
    return rows


def _decode(content: bytes) -> str:
    if len(content) > MOST_BYTES:
        raise SheetError([f"The sheet is {len(content):,} bytes: the most is {MOST_BYTES:,}. Split it."])
    if b"\0" in content:
        raise SheetError(["This is not a CSV file (it holds zero bytes): save the sheet as CSV and send that."])
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _check_headings(headings: list[str]) -> None:
    missing = [name for name in NEEDED if name not in headings]
    strange = [name for name in headings if name and name not in (*NEEDED, *OPTIONAL)]
    twice = sorted({name for name in headings if name and headings.count(name) > 1})
    if missing:
        raise SheetError([f"Line 1: there is no column {', '.join(missing)}. The columns are {', '.join(NEEDED)}."])
    if strange:
        raise SheetError([f"Line 1: column {strange[0]!r} is none of {', '.join((*NEEDED, *OPTIONAL))}: take it out."])
    if twice:
        raise SheetError([f"Line 1: column {twice[0]!r} stands there twice: take one out."])


def _row(line: int, headings: list[str], values: list[str]) -> Row:
    if len(values) > len(headings) and any(value.strip() for value in values[len(headings) :]):
        raise ValueError(f"{len(values)} values for {len(headings)} columns: put words that hold a comma in quotes.")
    said = dict.fromkeys((*NEEDED, *OPTIONAL), "") | {
        heading: " ".join(value.split()) for heading, value in zip(headings, values, strict=False) if heading
    }
    _check_words(said)
    given_on = _day(said["date"], "date")
    withdrawn_on = _day(said["withdrawn"], "withdrawn") if said["withdrawn"] else None
    if withdrawn_on is not None and withdrawn_on < given_on:
        raise ValueError(f"withdrawn on {withdrawn_on:%Y-%m-%d}, before it was given on {given_on:%Y-%m-%d}.")
    kept = {name: said[name] for name in ("post", "candidate", "backer", "source", "member_number", "withdrawn_source")}
    return Row(
        line,
        kind=_choice(said["kind"], KINDS, "kind"),
        what=_choice(said["what"], WHAT, "what"),
        given_on=given_on,
        withdrawn_on=withdrawn_on,
        **kept,
    )


def _check_words(said: Mapping[str, str]) -> None:
    for name in NEEDED:
        if not said[name]:
            raise ValueError(f"{name} is empty: fill it in.")
    for name, longest in LONGEST.items():
        if len(said[name]) > longest:
            raise ValueError(f"{name} has {len(said[name])} letters, and {longest} is the most: shorten it.")


def _choice(value: str, choices: tuple[str, ...], name: str) -> str:
    tidy = value.lower().replace(" ", "_").replace("-", "_")
    if tidy not in choices:
        raise ValueError(f"{name} is {value!r}: write one of {', '.join(choices)}.")
    return tidy


def _day(value: str, name: str) -> dt.date:
    for layout in ("%Y-%m-%d", "%d/%m/%Y"):
        try:
            return dt.datetime.strptime(value, layout).date()  # noqa: DTZ007 (a day has no zone)
        except ValueError:
            continue
    raise ValueError(f"{name} is {value!r}: write the day as 2026-03-31 or 31/03/2026.")
