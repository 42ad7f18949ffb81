"""A polling day that is over: what a plan before it is then, and what is ahead instead."""

from datetime import date

from groundgame.electoral.allocation.across.asking import ROUND_OF, Ask
from groundgame.electoral.allocation.across.rounds import Field, Round
from groundgame.electoral.contests import Record
from groundgame.electoral.forecasting import Assumption

TIER_OF = {"boroughs": "borough", "mayor": "mayor", "westminster": "parliament"}
"""The tier by whose results the record shows that a round was held."""
CALENDAR = "The calendar of the law, and the record"


def rehearsal(field: Field, ask: Ask, record: Record, today: date) -> Assumption | None:
    """Say which polling days of a plan are over on a day, and what is ahead instead; None where none is over.

    A forecast starts from the newest poll, so a plan may be of an election that has been held meanwhile.
    """
    over = [each for each in field.rounds if each.name in ask.rounds and each.day < today]
    if not over:
        return None
    days = " ".join(_over(each, field, record, today) for each in over)
    return Assumption(f"{days}{_ahead(field, today)}", CALENDAR)


def _over(each: Round, field: Field, record: Record, today: date) -> str:
    index = record.index
    held = ((index["tier"] == TIER_OF[each.name]) & (index["date"] == each.day)).any()
    what = "has its result: a plan of it looks back" if held else "has no result of it: a plan of it is a rehearsal"
    return (
        f"The polling day of {each.name}, {_day(each.day)}, is over on {_day(today)}, and the record {what}, with what "
        f"was known before {_day(field.as_of)} and in weeks that are over."
    )


def _ahead(field: Field, today: date) -> str:
    ahead = [each for each in field.rounds if each.day >= today]
    if not ahead:
        return ""
    named = " and ".join(f"{each.name} on {_day(each.day)}" for each in ahead)
    contests = ",".join(name for name, of in ROUND_OF.items() if of in {each.name for each in ahead})
    return f" Still ahead: {named}; --contests {contests} plans for that."


def _day(day: date) -> str:
    return f"{day:%-d %B %Y}"
