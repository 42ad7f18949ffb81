"""The forecasts that the pages show: one of each kind, worked out once a day and saved for every process."""

import datetime as dt
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

import numpy as np
from django.utils import timezone

from groundgame.campaign.strategy.answers import Answer, answer
from groundgame.campaign.strategy.coming.kept import read, written
from groundgame.campaign.strategy.coming.westminster import NOW, westminster
from groundgame.campaign.strategy.saved import saved
from groundgame.electoral.contests import home_folder, record
from groundgame.electoral.forecasting import Forecast, ForecastError, forecast
from groundgame.electoral.forecasting.calendar import next_day
from groundgame.electoral.polls import PollsError, known_polls, national_polls, newest

OWN_POLLS = "polls.csv"
SEED = 2026
"""The same day twice gives the same figures."""
KINDS = {"mayor": "Mayor", "assembly": "Assembly", "boroughs": "Borough councils", "general": "Westminster"}
DATED_BY_LAW = {"mayor": ("mayor", "mayor"), "assembly": ("mayor", "assembly-list"), "boroughs": ("borough", "borough")}
"""Which calendar a kind follows, and the tier whose last result says which of its elections are over."""


@dataclass(frozen=True, slots=True)
class Standpoint:
    """The day from which a kind is forecast; `stale` where the record ends there, though the world went on.

    `overdue` is the day of an election that is over and whose result the record does not have.
    """

    as_of: dt.date
    stale: bool
    overdue: dt.date | None


def standpoint(kind: str, today: dt.date) -> Standpoint:
    """Return from which day a kind is forecast: today, or the day after the record's last poll if that is earlier."""
    known_until = last_poll() + dt.timedelta(days=1)
    following = _following(kind, today)
    overdue = following if following is not None and following < today else None
    as_of = min(day for day in (today, known_until, overdue) if day is not None)
    return Standpoint(as_of, stale=as_of < today, overdue=overdue)


def _following(kind: str, today: dt.date) -> dt.date | None:
    """Return the day of the election after the last whose result is in the record, where the law names it."""
    if kind not in DATED_BY_LAW:
        return None
    calendar, tier = DATED_BY_LAW[kind]
    last = max(contest.date for contest in record().contests(tier=tier) if contest.date <= today)
    return next_day(calendar, dt.date(last.year + 1, 1, 1))


def last_poll() -> dt.date:
    """Return the day on which the fieldwork of the last known poll ended, a user's own polls among them.

    Own polls that cannot be read are left out here: the forecast refuses them with a sentence.
    """
    try:
        return newest(known_polls())
    except PollsError:
        return newest(national_polls())


def polls_mark() -> str:
    """Return what tells a user's own polls from others: empty where there are none."""
    path = home_folder() / OWN_POLLS
    return sha256(path.read_bytes()).hexdigest() if path.is_file() else ""


def forecast_answer(kind: str, when: str = NOW, *, patience: float | None = None) -> Answer[Forecast]:
    """Return the forecast of a kind, once it is worked out; `when` is one of `westminster.WHEN`, for Westminster."""
    today = timezone.localdate()
    as_of = standpoint(kind, today).as_of
    key = ("forecast", kind, when, str(as_of), str(today), polls_mark())
    return answer(
        key,
        lambda: saved(key, lambda: make(kind, as_of, today, when), write=written, read=read),
        refused=(ForecastError, PollsError),
        patience=patience,
    )


def make(kind: str, as_of: dt.date, today: dt.date, when: str = NOW) -> Forecast:
    """Work a forecast out: seconds. The mayor is counted by the law as it is today, however old the polls.

    Raises:
        ForecastError: if the record is too short for it.
        PollsError: if a user's own polls cannot be read.
    """
    if kind == "general":
        return westminster(as_of, when, SEED)
    options: dict[str, Any] = {"law_as_of": today} if kind == "mayor" else {}
    return forecast(kind, as_of, rng=np.random.default_rng(SEED), **options)
