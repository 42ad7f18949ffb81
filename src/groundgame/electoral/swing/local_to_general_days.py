"""The days of local elections, and of the general election that follows them."""

import csv
from datetime import date, timedelta
from functools import cache
from importlib.resources import files

from groundgame.electoral.contests.national import general_elections

THURSDAY = 3
PUBLISHED_DAYS = 7
TERM_YEARS = 5


@cache
def local_day(year: int) -> date:
    """Return the ordinary day of a year's local elections: the first Thursday of May, or when it was instead.

    >>> local_day(2024)
    datetime.date(2024, 5, 2)
    """
    text = files(__package__).joinpath("local_to_general_days.csv").read_text(encoding="utf-8")
    moved = {int(row["year"]): date.fromisoformat(row["date"]) for row in csv.DictReader(text.splitlines())}
    first = date(year, 5, 1)
    return moved.get(year, first + timedelta(days=(THURSDAY - first.weekday()) % 7))


def week_after(day: date) -> date:
    """Return the day by which a national equivalent is out, a week after the vote; a general election may be nearer."""
    following = [election for election in general_elections() if election > day]
    return min([day + timedelta(days=PUBLISHED_DAYS), *following])


def next_general(day: date) -> date:
    """Return the general election after a day, or five years after the last one where the record has none yet."""
    following = [election for election in general_elections() if election > day]
    last = max(general_elections())
    return following[0] if following else last.replace(year=last.year + TERM_YEARS)
