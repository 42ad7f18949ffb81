"""The voting age of a day, as dated settings with their sources.

`voting_ages.csv` beside this file says 18. The Representation of the People Bill of 12 February 2026 lowers it to 16;
once that is an Act and commenced, whoever runs the site writes the day, the age and the section into `voting_ages.csv`
in the data folder, and nothing else changes.
"""

import csv
import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path

from django.conf import settings

from groundgame.campaign.register.franchise.markers import CONTESTS, FRANCHISES, Franchise

NAME = "voting_ages.csv"
COLUMNS = ["franchise", "from", "years", "source"]
YOUNGEST, OLDEST = 16, 21


class VotingAgeError(ValueError):
    """A voting age that cannot be read, or a contest whose franchise is not known."""


@dataclass(frozen=True, slots=True)
class VotingAge:
    """The age at which people vote, from a day on, and the law that says so."""

    franchise: Franchise
    since: dt.date
    years: int
    source: str


def franchise_of(contest: str) -> Franchise:
    """Return whose vote a kind of contest is.

    Raises:
        VotingAgeError: if the kind is not one of `CONTESTS`.
    """
    if contest not in CONTESTS:
        raise VotingAgeError(f"{contest!r} is no kind of contest: give one of {', '.join(sorted(CONTESTS))}.")
    return CONTESTS[contest]


def voting_age(contest: str, day: dt.date) -> VotingAge:
    """Return the voting age of a kind of contest on a day.

    Raises:
        VotingAgeError: if the kind is unknown, or the file of the data folder cannot be read.
    """
    franchise = franchise_of(contest)
    path = Path(settings.GROUNDGAME_HOME) / NAME
    changed = path.stat().st_mtime_ns if path.is_file() else 0
    held = [age for age in _ages(path, changed) if age.franchise == franchise and age.since <= day]
    return max(held, key=lambda age: age.since)


# Read once; a file that was changed has another time.
@cache
def _ages(path: Path, changed: int) -> tuple[VotingAge, ...]:
    packaged = resources.files(__package__).joinpath(NAME).read_text(encoding="utf-8")
    own = path.read_text(encoding="utf-8-sig") if changed else ""
    return (*_read(packaged.splitlines(), NAME), *_read(own.splitlines(), str(path)))


def _read(lines: Iterable[str], name: str) -> list[VotingAge]:
    rows = csv.DictReader(lines)
    if rows.fieldnames is not None and rows.fieldnames != COLUMNS:
        raise VotingAgeError(f"{name} begins with {rows.fieldnames}: its header is {','.join(COLUMNS)}.")
    return [_age(row, f"{name}, line {rows.line_num}") for row in rows]


def _age(row: dict[str, str], where: str) -> VotingAge:
    franchise = next((each for each in FRANCHISES if each == row["franchise"]), None)
    if franchise is None:
        raise VotingAgeError(f"{where}: franchise {row['franchise']!r} is none of {', '.join(FRANCHISES)}.")
    try:
        since, years = dt.date.fromisoformat(row["from"]), int(row["years"])
    except (TypeError, ValueError) as error:
        raise VotingAgeError(f"{where}: give `from` as 2026-12-31 and `years` as a whole number.") from error
    if not YOUNGEST <= years <= OLDEST:
        raise VotingAgeError(f"{where}: {years} years is no voting age; give {YOUNGEST} to {OLDEST}.")
    if not row["source"]:
        raise VotingAgeError(f"{where}: name the law that says {years} in `source`.")
    return VotingAge(franchise, since, years, row["source"])
