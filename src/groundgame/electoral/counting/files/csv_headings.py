"""What the headings of a CSV of papers mean: a preference, how many papers, which one, its section, or a candidate."""

import csv
import re
from dataclasses import dataclass

from groundgame.electoral.counting.files.broken import FileError
from groundgame.electoral.counting.files.text import decode

THINGS = ("papers", "ballots", "votes")
COUNTED = frozenset({"count", "number", "n", "weight", "total", *THINGS, *(f"number of {thing}" for thing in THINGS)})
IDENTIFIERS = frozenset(
    {"id", "paper", "paper id", "ballot paper", "ballot paper id", "ballot", "ballot id", "voter", "voter id", "serial",
     "#", "precinct", "batch", "timestamp"}
)  # fmt: skip
"""Columns that say which paper a row is: not read, since a paper is no more than what it says."""

SECTION = "section"
UNSURE = frozenset({"number", "n"})
"""Headings of a column that may as well number the papers."""

ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
WHAT = "(?:preference|pref|ranking|rank|choice)"
PREFERENCE = re.compile(
    rf"(?:{WHAT} ?)?([1-9][0-9]{{0,2}})|(?:([1-9][0-9]{{0,2}})(?:st|nd|rd|th)|({'|'.join(ORDINALS)}))(?: {WHAT})?"
)


def preference(heading: str) -> int | None:
    """Return which preference a column holds, if its heading says so.

    >>> preference("Rank 2"), preference("3rd choice"), preference("first"), preference("Ash")
    (2, 3, 1, None)
    """
    found = PREFERENCE.fullmatch(_words(heading))
    if found is None:
        return None
    number, ordinal, word = found.groups()
    return ORDINALS.index(word) + 1 if word else int(number or ordinal)


@dataclass(frozen=True)
class Heading:
    """The first row: `columns` as written, and which of them says how many papers, or of which section."""

    columns: tuple[str, ...]
    delimiter: str = ","

    @classmethod
    def of(cls, data: bytes) -> "Heading":
        """Read the heading, and by which mark the cells stand apart: comma, semicolon or tab."""
        first = decode(data.split(b"\n", 1)[0])
        delimiter = max(",;\t", key=first.count)
        return cls(tuple(cell.strip() for cell in next(csv.reader([first], delimiter=delimiter), [])), delimiter)

    @property
    def counted(self) -> int | None:
        """Which column says how many papers a row stands for."""
        return next(iter(self._places(COUNTED)), None)

    @property
    def section(self) -> int | None:
        """Which column says in which section the paper was cast."""
        return next(iter(self._places({SECTION})), None)

    @property
    def identifiers(self) -> list[int]:
        """The columns that say which paper a row is."""
        return self._places(IDENTIFIERS)

    @property
    def marks(self) -> list[int]:
        """The columns that hold what is on the paper."""
        besides = {self.counted, self.section, *self.identifiers}
        return [place for place in range(len(self.columns)) if place not in besides]

    @property
    def by_preference(self) -> bool:
        """Whether those columns are preferences, so that the cells hold names; else the cells hold numbers."""
        return bool(self.marks) and all(preference(self.columns[place]) for place in self.marks)

    def check(self) -> None:
        """Check that every column can be told for what it is.

        Raises:
            FileError: if one cannot, or two say the same.
        """
        counted = self._places(COUNTED)
        if len(counted) > 1:
            both = " and ".join(repr(self.columns[place]) for place in counted[:2])
            raise FileError(f"{both} both say how many papers a row stands for; keep one of these columns", 1)
        if not self.marks or not all(self.columns[place] for place in self.marks):
            what = "a heading is empty" if self.marks else "no column holds what is marked"
            raise FileError(f"{what}; head each column with a preference (1, 2, 3) or a candidate's name", 1)
        others = [self.columns[place] for place in self.marks if not preference(self.columns[place])]
        if others and len(others) < len(self.marks):
            raise FileError(
                f"{others[0]!r} heads a column beside preferences; head it count if it says how many papers, id if it "
                "says which, or leave the column out", 1
            )  # fmt: skip

    def _places(self, words: frozenset[str] | set[str]) -> list[int]:
        return [place for place, name in enumerate(self.columns) if _words(name) in words]


def _words(heading: str) -> str:
    return re.sub(r"[\s_-]+", " ", heading.strip().lower())
