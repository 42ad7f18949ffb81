"""Elector numbers as they hold: those of the full register, with what its monthly updates added and ended."""

import datetime as dt
from collections.abc import Iterable

import polars as pl
from psycopg import sql

from groundgame.campaign.register.importing.copying import read_columns
from groundgame.campaign.register.importing.errors import RegisterFileError
from groundgame.campaign.register.models import Register
from groundgame.electoral.places import atlas

NUMBER = ("polling_district", "number", "suffix")
SCHEMA = {"polling_district": pl.String, "number": pl.Int64, "suffix": pl.Int64, "elector_id": pl.Int64}
_NAMED = (
    "SELECT polling_district, number, suffix, elector_id FROM register_registerentry "
    "WHERE register_id = %s AND (until IS NULL{})"
)


def numbers_in_force(register: Register) -> pl.DataFrame:
    """Return the elector (`elector_id`) of every number (`polling_district`, `number`, `suffix`) in force."""
    return read_columns(sql.SQL(_NAMED).format(sql.SQL("")), [register.numbering_id], SCHEMA)


def numbers_held(register: Register, day: dt.date) -> pl.DataFrame:
    """Return the elector of every number that had not ended by a day."""
    ended_later = sql.SQL(_NAMED).format(sql.SQL(" OR until > %s"))
    return read_columns(ended_later, [register.numbering_id, day], SCHEMA)


def numbering(borough: str, day: dt.date) -> Register | None:
    """Return the full register whose numbers the lists and the marked register of an election bear.

    It is the last one published by then; where all that we have are later, the first of those; None without any.
    """
    full = Register.objects.filter(borough=borough, amends=None)
    return full.filter(published_on__lte=day).order_by("-published_on").first() or full.order_by("published_on").first()


def not_of_the_day(borough: str, days: Iterable[dt.date]) -> str:
    """Return a sentence where we hold no register of a day but a later one, whose numbers may be others'; "" else."""
    for day in sorted(days):
        register = numbering(borough, day)
        if register is not None and register.published_on > day:
            return (
                f"The numbers were read as those of the register of {register.published_on:%-d %B %Y}, which is later "
                f"than {day:%-d %B %Y}: we hold no earlier one, and numbers are issued afresh every December. Check a "
                "few names, and take the list back if they are others."
            )
    return ""


def register_of(borough: str, day: dt.date) -> Register:
    """Return the full register whose numbers the lists of an election bear.

    Raises:
        RegisterFileError: if the borough has no register.
    """
    register = numbering(borough, day)
    if register is None:
        raise RegisterFileError(f"{atlas().area(borough).name} has no register yet. Import the register first.")
    return register
