"""The election that a forecast is of: one of the record, as it stood the day before, or the next by law."""

from dataclasses import dataclass, replace
from datetime import date
from functools import cache, lru_cache
from pathlib import Path

from groundgame.electoral.contests import record
from groundgame.electoral.forecasting.errors import ForecastError
from groundgame.electoral.forecasting.general.blocs import blocs
from groundgame.electoral.forecasting.general.days import latest_day
from groundgame.electoral.forecasting.general.elections import TIER, Election, elections_of
from groundgame.electoral.forecasting.general.settings import History, Setting, setting

# A model needs a change between two elections to learn from, and a later one to see how it missed.
FEWEST_ELECTIONS = 3


@dataclass(frozen=True, eq=False)
class Coming:
    """An election before its votes, with the history known before it.

    `party` is as `Election.party`; `law` says which Act its day is from, empty where the day was known or asked for;
    `as_if` tells that it was asked for, and that nobody has called an election on it.
    """

    setting: Setting
    history: History
    party: dict[tuple[int, int], str]
    law: str
    as_if: bool = False


def coming(elections: tuple[Election, ...], as_of: date, held_on: date | None = None) -> Coming:
    """Return the first general election on or after a day, or one as if it were `held_on` a day before that.

    One that the record has is read for its day, its seats and who stands, and never for its votes. Beyond the record it
    is on the last day that the law allows. There, and as if held on another day, it is in the seats of the last
    election, and who stood then stands again: of independents and small parties with a large share only who won.

    Raises:
        ForecastError: if too few elections were held before the day, or none can be held on the day that is asked for.
    """
    known = [one for one in elections if one.day < as_of]
    if len(known) < FEWEST_ELECTIONS:
        first = elections[FEWEST_ELECTIONS - 1].day
        raise ForecastError(
            f"Nothing can be learned for {as_of} yet: name a day after {first}, the third in the record."
        )
    history = _history(tuple(known))
    older = history.settings[-1].before
    actual = next((one for one in elections if one.day >= as_of), None)
    if actual is not None and held_on in (None, actual.day):
        return Coming(setting(actual, known, older, as_of), history, dict(actual.party), "")
    latest, law = (actual.day, "") if actual is not None else _latest(known[-1].day, as_of)
    _check_held_on(held_on, as_of, latest, law)
    election = _moved(known[-1], held_on or latest)
    found = _with_winners_again(setting(election, known, older, as_of))
    return Coming(found, history, dict(election.party), "" if held_on else law, as_if=held_on is not None)


def _latest(last: date, as_of: date) -> tuple[date, str]:
    latest = latest_day(last)
    if latest is None or latest[0] < as_of:
        raise ForecastError(
            f"No general election is known to come after {as_of}: the record ends with {last}. Add its results, or "
            "name an earlier day."
        )
    return latest


def _check_held_on(held_on: date | None, as_of: date, latest: date, law: str) -> None:
    if held_on is None or as_of <= held_on <= latest:
        return
    why = f"the law allows none after that ({law})" if law else "one was held on the later day"
    raise ForecastError(
        f"A general election cannot be forecast from {as_of} as if held on {held_on}: name a day from {as_of} to "
        f"{latest}; {why}."
    )


def _moved(last: Election, day: date) -> Election:
    ids = tuple(f"{one.rsplit('.', 1)[0]}.{day}" for one in last.ids)
    # Its votes stand for who is nominated alone: 1 where a party stood.
    return replace(last, day=day, ids=ids, votes=last.stood.astype(float))


def _with_winners_again(setting: Setting) -> Setting:
    """Let an independent or a small party that won a seat stand again; `returning.csv` has known nominations alone."""
    held = setting.before.winner == len(blocs()) - 1
    return replace(setting, returning=tuple(held.tolist()))


# The two forecasts of a replay, and its baselines, learn from the same elections.
@lru_cache(maxsize=16)
def _history(known: tuple[Election, ...]) -> History:
    return History(known)


@cache
def elections(home: Path | None = None) -> tuple[Election, ...]:
    """Return the general elections of the record, with those that a user added under `home`."""
    return elections_of(record(home).votes(TIER))
