"""The election that a forecast is of: one of the record, as it stood the day before, or the next by law."""

from dataclasses import dataclass, replace
from datetime import date
from functools import cache, lru_cache
from pathlib import Path

from groundgame.electoral.contests import record
from groundgame.electoral.forecasting.errors import ForecastError
from groundgame.electoral.forecasting.general.days import latest_day
from groundgame.electoral.forecasting.general.elections import TIER, Election, elections_of
from groundgame.electoral.forecasting.general.settings import History, Setting, setting

# A model needs a change between two elections to learn from, and a later one to see how it missed.
FEWEST_ELECTIONS = 3


@dataclass(frozen=True, eq=False)
class Coming:
    """An election before its votes, with the history known before it.

    `party` is as `Election.party`; `law` says which Act its day is from, empty where the day was known.
    """

    setting: Setting
    history: History
    party: dict[tuple[int, int], str]
    law: str


def coming(elections: tuple[Election, ...], as_of: date) -> Coming:
    """Return the first general election on or after a day.

    One that the record has is read for its day, its seats and who stands, and never for its votes. Beyond the record it
    is the last day that the law allows, in the seats of the last election, and who stood then stands again.

    Raises:
        ForecastError: if too few elections were held before the day.
    """
    known = [one for one in elections if one.day < as_of]
    if len(known) < FEWEST_ELECTIONS:
        first = elections[FEWEST_ELECTIONS - 1].day
        raise ForecastError(
            f"Nothing can be learned for {as_of} yet: name a day after {first}, the third in the record."
        )
    history = _history(tuple(known))
    later = [one for one in elections if one.day >= as_of]
    election, law = (later[0], "") if later else _next(known[-1], as_of)
    older = history.settings[-1].before
    return Coming(setting(election, known, older, as_of), history, dict(election.party), law)


def _next(last: Election, as_of: date) -> tuple[Election, str]:
    latest = latest_day(last.day)
    if latest is None or latest[0] < as_of:
        raise ForecastError(
            f"No general election is known to come after {as_of}: the record ends with {last.day}. Add its results, or "
            "name an earlier day."
        )
    ids = tuple(f"{one.rsplit('.', 1)[0]}.{latest[0]}" for one in last.ids)
    # Its votes stand for who is nominated alone: 1 where a party stood.
    return replace(last, day=latest[0], ids=ids, votes=last.stood.astype(float)), latest[1]


# The two forecasts of a replay, and its baselines, learn from the same elections.
@lru_cache(maxsize=16)
def _history(known: tuple[Election, ...]) -> History:
    return History(known)


@cache
def elections(home: Path | None = None) -> tuple[Election, ...]:
    """Return the general elections of the record, with those that a user added under `home`."""
    return elections_of(record(home).votes(TIER))
