"""The day of the next general election, and how many seats the House of Commons has."""

import csv
from datetime import date
from importlib.resources import files

# Seats of the whole House from a general election on; those beyond Great Britain's are Northern Ireland's.
HOUSE = {1974: 635, 1983: 650, 1992: 651, 1997: 659, 2005: 646, 2010: 650}


def house_seats(year: int) -> int:
    """Return the seats of the House of Commons that a general election of a year fills.

    Source: House of Commons Library CBP-7529, UK Election Statistics.

    >>> house_seats(2024)
    650
    """
    return HOUSE[max(start for start in HOUSE if start <= year)]


def latest_day(after: date) -> tuple[date, str] | None:
    """Return the last day allowed by law for the general election after one, with the Act; None where not listed."""
    text = files(__package__).joinpath("latest_days.csv").read_text(encoding="utf-8")
    listed = {row["after"]: row for row in csv.DictReader(text.splitlines())}
    row = listed.get(after.isoformat())
    return None if row is None else (date.fromisoformat(row["latest"]), row["law"])
