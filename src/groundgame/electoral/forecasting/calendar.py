"""When London votes by law: the ordinary day of election, every four years, and the days that were moved."""

from datetime import MAXYEAR, date, timedelta

from groundgame.electoral.forecasting.errors import ForecastError

THURSDAY = 3
EVERY_YEARS = 4
FIRST_YEAR = {"borough": 1974, "mayor": 2000}
NAMES = {"borough": "the boroughs", "mayor": "the mayor"}
MOVED = {
    ("borough", 2014): (date(2014, 5, 22), date(2013, 6, 1)),
    ("mayor", 2004): (date(2004, 6, 10), date(2003, 11, 1)),
    ("mayor", 2020): (date(2021, 5, 6), date(2020, 3, 25)),
}
"""The day, and since when it was known: to that of the European elections, or by the Coronavirus Act 2020."""


def ordinary_day(year: int) -> date:
    """Return the ordinary day of election of councillors: the first Thursday of May.

    Law: Representation of the People Act 1983, section 37.

    >>> ordinary_day(2026)
    datetime.date(2026, 5, 7)
    """
    first = date(year, 5, 1)
    return first + timedelta(days=(THURSDAY - first.weekday()) % 7)


def next_day(contest: str, as_of: date) -> date:
    """Return the day of the next ordinary election of boroughs (`borough`) or of mayor and Assembly (`mayor`).

    An election on `as_of` itself is still to come. Law: Local Government Act 1972, section 8 (boroughs); Greater London
    Authority Act 1999, section 3 (mayor and Assembly).

    Raises:
        ForecastError: if the day is before the year of the first of them, or after all that a calendar has.
    """
    first = FIRST_YEAR[contest]
    if as_of < date(first, 1, 1):
        raise ForecastError(
            f"There is no election of {NAMES[contest]} to forecast from {as_of}; the first was in {first}."
        )
    terms = range(first, min(as_of.year + 2 * EVERY_YEARS, MAXYEAR + 1), EVERY_YEARS)
    found = next((day for day in (_day(contest, year, as_of) for year in terms) if day >= as_of), None)
    if found is None:
        raise ForecastError(f"The calendar has no election of {NAMES[contest]} after {as_of}; name an earlier day.")
    return found


def _day(contest: str, year: int, as_of: date) -> date:
    day, known = MOVED.get((contest, year), (ordinary_day(year), date.min))
    return day if as_of >= known else ordinary_day(year)
