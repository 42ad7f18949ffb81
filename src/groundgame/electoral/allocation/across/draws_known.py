"""What draws rest on: the polls, or without any the country's last vote; and results that the record lacks."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from groundgame.electoral.forecasting import Assumption
from groundgame.electoral.forecasting.calendar import NAMES, next_day
from groundgame.electoral.forecasting.errors import UnpolledError
from groundgame.electoral.forecasting.london.groups import Floats
from groundgame.electoral.forecasting.london.joint import country_draws
from groundgame.electoral.forecasting.london.unpolled import last_vote, lead_error, unpolled_draws
from groundgame.electoral.polls.recency import NEWEST_DAYS

SWINGS = "General elections since 1955, the last nine moves between two; docs/planning.md"
CALENDAR = "The calendar of the law, and the record"


def country(as_of: date, days: Sequence[date], seed: int, draws: int) -> tuple[list[Floats], tuple[Assumption, ...]]:
    """Draw Great Britain's vote on each of some days, (draws, groups), and say what was assumed for want of polls.

    Raises:
        ForecastError: if there are neither recent polls nor enough general elections before `as_of`.
    """
    try:
        return [country_draws(as_of, day, seed, draws) for day in days], ()
    except UnpolledError:
        return [unpolled_draws(as_of, day, seed, draws) for day in days], (_unpolled(as_of, days),)


def _unpolled(as_of: date, days: Sequence[date]) -> Assumption:
    last = last_vote(as_of)
    error = " and ".join(f"{100 * lead_error(as_of, day):.0f} points by {_day(day)}" for day in days)
    return Assumption(
        f"No poll of the {NEWEST_DAYS} days before {_day(as_of)} is known. So the country is taken to vote as at its "
        f"general election of {_day(last)}; but the lead of the first party over the second there may have moved by "
        f"{error}, as leads have in so long before (root mean square). Newer polls in polls.csv would tell more.",
        SWINGS,
    )


def lacking_results(as_of: date, last: Mapping[str, date]) -> tuple[Assumption, ...]:
    """Say which elections before a day the record has no result of; `last` are the days of those that it has.

    Both are by contest, of `forecasting.calendar`.
    """
    following = {contest: next_day(contest, day + timedelta(days=1)) for contest, day in last.items()}
    return tuple(
        Assumption(
            f"The record has no result of the election of {NAMES[contest]} on {_day(following[contest])}: whoever "
            f"expects the last one again expects that of {_day(day)}. Add the result to plan from it.",
            CALENDAR,
        )
        for contest, day in last.items()
        if following[contest] < as_of
    )


def _day(day: date) -> str:
    return f"{day:%-d %B %Y}"
