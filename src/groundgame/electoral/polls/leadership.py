"""What polls of a party's own electorate were worth: those of the record against the sections that they asked."""

import csv
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files

import numpy as np
import polars as pl

from groundgame.electoral.contests import record

LONGEST_DAYS = 120
# Where nothing can be learned yet: polls of members were taken to be three points out, give or take.
ASSUMED_ERROR = 0.03


@dataclass(frozen=True)
class SectionMiss:
    """A poll of one section of a party's electorate, and how the section then voted; shares 0-1."""

    date: date
    poll: str
    group: str
    contest: str
    name: str
    polled: float
    voted: float

    @property
    def error(self) -> float:
        """What the poll gave too much (0-1)."""
        return self.polled - self.voted


@cache
def section_misses() -> tuple[SectionMiss, ...]:
    """Return each poll of a section whose vote is in the record, for the candidate who led the poll.

    There are four, of one poll: YouGov's of Labour's selectorate in August 2016.
    """
    polled = record().frame("party_election_polls").drop_nulls("share")
    sections = _sections()
    chosen = polled.filter(pl.col("group").is_in(list(sections))).sort("share", descending=True)
    leaders = chosen.unique(["date", "poll", "group"], keep="first", maintain_order=True)
    found = [_miss(row, sections[row["group"]]) for row in leaders.sort("date", "group").to_dicts()]
    return tuple(miss for miss in found if miss is not None)


def section_error(as_of: date) -> float:
    """Return the error (0-1, root mean square) to expect of a section's share beyond what sampling says."""
    past = [miss.error for miss in section_misses() if miss.date < as_of]
    return float(np.sqrt(np.mean(np.square(past)))) if past else ASSUMED_ERROR


def _miss(row: dict[str, object], section: str) -> SectionMiss | None:
    day = date.fromisoformat(str(row["date"]))
    votes = (
        record()
        .frame("party_elections")
        .filter(
            (pl.col("date") >= day)
            & (pl.col("date") <= day + timedelta(days=LONGEST_DAYS))
            & (pl.col("section") == section)
            & pl.col("name").str.ends_with(str(row["name"]))
        )
    )
    if votes.is_empty():
        return None
    won = votes.row(0, named=True)
    polled, group = float(str(row["share"])), str(row["group"])
    return SectionMiss(day, str(row["poll"]), group, won["contest"], won["name"], polled, won["share"])


@cache
def _sections() -> dict[str, str]:
    text = files(__package__).joinpath("leadership_sections.csv").read_text(encoding="utf-8")
    return {row["group"]: row["section"] for row in csv.DictReader(text.splitlines())}
