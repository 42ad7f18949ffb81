"""What the record held on a day: the one door by which a forecast of London reads results."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import polars as pl

from groundgame.electoral.contests import Record
from groundgame.electoral.contests.days import with_election_day


@dataclass(frozen=True)
class Known:
    """A record as of a day: of contests on that day or later it gives no votes."""

    record: Record
    as_of: date

    def votes(self, tier: str) -> pl.DataFrame:
        """Return every candidate of a tier's contests before the day, with `day`, that of the election, beside."""
        return _votes(self.record, self.as_of, tier)

    def standing(self, tier: str, day: date) -> pl.DataFrame:
        """Return who stands at an election (area, party, candidates), votes and all else left out."""
        index = self.record.index.filter(pl.col("tier") == tier)
        of_day = with_election_day(index).filter((pl.col("day") == day) & ~pl.col("by_election")).select("id")
        rows = self.record.votes(tier).join(of_day, on="id")
        return rows.group_by("area", "party").agg(candidates=pl.len()).sort("area", "party")

    def table(self, name: str) -> pl.DataFrame:
        """Return the rows of a table that has a `year`, of the years that were over."""
        return self.record.frame(name).filter(pl.col("year") < self.as_of.year)


@lru_cache(maxsize=16)
def _votes(record: Record, as_of: date, tier: str) -> pl.DataFrame:
    """Return the votes of `Known.votes`; a forecast asks for the same ones up to nine times."""
    index = record.index.filter((pl.col("tier") == tier) & (pl.col("date") < as_of))
    days = with_election_day(index).filter(~pl.col("by_election")).select("id", "day")
    return record.votes(tier).filter(pl.col("date") < as_of).join(days, on="id")
