"""When a poll of the record was taken, from days that its source wrote down in many ways."""

import re
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

LONGEST_FIELDWORK_DAYS = 70
# The table begins in 1945.
FIRST_TWO_DIGITS = 45
# Day of the month, and the month where the table gives it: "5-11", "28/4-3/5", "c.6-9", "?-9".
FIRST_DAY = re.compile(r"(?:c\.)?(\d+)")
LAST_DAY = re.compile(r"(\d+)(?:/(\d+))?\D*$")
# A poll so far from both of its neighbours, which are as near to one another, stands in the wrong month.
MISPLACED_DAYS = 28


def fieldwork_days(start: date, fieldwork: str | None) -> tuple[date, date]:
    """Return when fieldwork began and ended: the end is a day of the month, that of the beginning or the next one.

    Where the days written down begin on another than `start`, as where that is when the poll came out, they are
    believed: without that "16", dated the 17th, would end in the month after.

    >>> fieldwork_days(date(2010, 4, 17), "16")
    (datetime.date(2010, 4, 16), datetime.date(2010, 4, 16))
    """
    found = LAST_DAY.search(fieldwork or "")
    if found is None:
        return start, start
    begun = _begun(start, fieldwork or "")
    day, month = int(found[1]), int(found[2] or 0)
    ends = (begun + timedelta(days=after) for after in range(LONGEST_FIELDWORK_DAYS))
    end = next((one for one in ends if one.day == day and month in {0, one.month}), begun)
    return begun, end


def in_era(era: str, start: date) -> bool:
    """Tell whether a day is within a parliament named by its years, such as `59-64`, `74` or `24-`."""
    first, _, last = era.partition("-")
    years = [_year(text) for text in (first, last or ("" if "-" in era else first)) if text]
    return years[0] <= start.year and (len(years) == 1 or start.year <= years[1])


def in_place(days: Sequence[tuple[date, date]]) -> list[bool]:
    """Tell of each poll, in the source's order, whether it stands among polls of its time.

    The source puts long fieldwork sometimes by its beginning and sometimes by its end: a poll is out of place by both.
    """
    by_start, by_end = ([_near(one) for one in _threes(ends)] for ends in zip(*days, strict=True))
    return [start or end for start, end in zip(by_start, by_end, strict=True)]


def _threes(days: Sequence[date]) -> Iterable[tuple[date, date, date]]:
    return zip([days[0], *days], days, [*days[1:], days[-1]], strict=False)


def _near(three: tuple[date, date, date]) -> bool:
    """Tell whether the middle day is near to either of the others, or these are themselves far apart."""
    before, day, after = (one.toordinal() for one in three)
    return abs(after - before) > MISPLACED_DAYS or min(abs(day - before), abs(day - after)) <= MISPLACED_DAYS


def _begun(start: date, fieldwork: str) -> date:
    """Return the day nearest to `start` that has the number which the fieldwork begins with."""
    found = FIRST_DAY.match(fieldwork)
    if found is None:
        return start
    around = (start + timedelta(days=after) for after in range(-31, 32))
    named = [day for day in around if day.day == int(found[1])]
    return min(named, key=lambda day: abs(day - start), default=start)


def _year(two_digits: str) -> int:
    year = int(two_digits)
    return 1900 + year if year >= FIRST_TWO_DIGITS else 2000 + year
