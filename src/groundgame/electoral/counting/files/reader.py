"""One door for every file: what kind it is, and what it holds."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from groundgame.electoral.counting.files.blt import looks_like_blt, read_blt
from groundgame.electoral.counting.files.broken import FileError
from groundgame.electoral.counting.files.csv_headings import Heading
from groundgame.electoral.counting.files.csv_papers import read_csv_papers
from groundgame.electoral.counting.files.csv_votes import Totals, is_votes, read_csv_votes
from groundgame.electoral.counting.files.preflib import KINDS, read_preflib
from groundgame.electoral.counting.files.text import load
from groundgame.electoral.counting.papers import Papers


@dataclass(frozen=True)
class Contents:
    """What a file holds: `papers`, in `sections` too where they are told apart, or `totals`; `kind` says the form."""

    kind: str
    papers: Papers | None = None
    sections: Mapping[str, Papers] = field(default_factory=dict)
    totals: Totals | None = None


def read(path: Path) -> Contents:
    """Return what a file of papers or of votes holds.

    The ending of its name says the form (`blt`; `soc soi toc toi`; `csv`); where it says nothing, the content does.

    Raises:
        FileError: with the file, the line, what is wrong there and what to do; nothing is half read.
    """
    try:
        return _contents(load(path), path.suffix.lower().removeprefix("."))
    except FileError as error:
        raise error.named(str(path)) from None


def read_papers(path: Path) -> Papers:
    """Return the papers of a file; those of all its sections together.

    Raises:
        FileError: as `read` does, and if the file holds votes by name instead.
    """
    papers = read(path).papers
    if papers is None:
        raise FileError(
            "it holds votes by name, and this rule counts papers; give BLT, PrefLib or a CSV of papers"
        ).named(str(path))
    return papers


def _contents(data: bytes, ending: str) -> Contents:
    kind = ending if ending in {"blt", "csv", *KINDS} else _guess(data)
    if kind == "blt":
        return Contents("BLT", read_blt(data))
    if kind in KINDS:
        return Contents(f"PrefLib {kind}", read_preflib(data))
    heading = Heading.of(data)
    if is_votes(heading):
        return Contents("CSV of votes", totals=read_csv_votes(data))
    papers, sections = read_csv_papers(data)
    return Contents(f"CSV of papers, by {'preference' if heading.by_preference else 'candidate'}", papers, sections)


def _guess(data: bytes) -> str:
    if b"# ALTERNATIVE NAME" in data[:100_000]:
        return "toi"
    if looks_like_blt(data):
        return "blt"
    if b"," in data.split(b"\n", 1)[0]:
        return "csv"
    raise FileError("its form is not known; name it .blt, .soc, .soi, .toc, .toi or .csv, as what it holds")
