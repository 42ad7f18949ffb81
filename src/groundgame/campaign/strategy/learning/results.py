"""Work out what a trial told, keep it as figures of its arms, and read what was kept."""

import datetime as dt
from collections.abc import Callable
from dataclasses import asdict, dataclass
from math import isfinite
from typing import Any

import numpy as np
from django.db.models import Max, Q
from django.utils import timezone

from groundgame.campaign.canvass.models import Session, Trial, TrialResult
from groundgame.campaign.strategy.learning.marking import mark_changes
from groundgame.campaign.strategy.learning.reading import SUPPORT, TURNOUT, marked_days, own_channel, read_trial
from groundgame.electoral.trials import Estimate, Measured, Result, TrialError, estimate

MOST_REDRAWN, FEWEST_DRAWS = 20_000_000, 99
"""Electors times redraws: of a very large trial chance is told by fewer, or it would take minutes."""
OWN_CHANNEL = "own_channel"
FEWEST_TOLD = 300
"""Electors who must have said since how they would vote: of fewer, who answers at all tells more than what they say."""

A_DAY = dt.timedelta(days=1)
"""A load that began before a result was made may have been finished after it: so the night looks once more."""


@dataclass(frozen=True, slots=True)
class Told:
    """What one trial told of an outcome on a day, or why it tells nothing (`result` is None then).

    `own_channel` is the part (0-1) of the conversations with its called that went by its own channel, where known.
    """

    session: Session
    outcome: str
    measured_on: dt.date | None
    result: Result | None
    why_not: str = ""
    own_channel: float | None = None


def work_out(trial: Trial, draws: int = 2_000, told: Callable[[int, int], None] = lambda *_: None) -> list[Told]:
    """Work out what a trial told, as far as it can be known by now, and keep it; no result where it is too soon.

    `told` is told before each outcome how many are done, and of how many.
    """
    if why_not := not_yet(trial):
        return [Told(trial.session, TURNOUT, None, None, why_not)]
    days = marked_days(trial)
    if trial.polling_day not in days:
        return [Told(trial.session, TURNOUT, None, None, _unmarked(trial))]
    asked = [(TURNOUT, day, boroughs) for day, boroughs in days.items()] + [(SUPPORT, timezone.localdate(), [])]
    found = []
    for number, one in enumerate(asked):
        told(number, len(asked))
        found.append(_worked_out(trial, *one, draws))
    return found


def waiting_trials() -> list[Trial]:
    """Return the trials whose day is over that told nothing yet, or told it before newer marks; the oldest first."""
    over = Trial.objects.filter(ended_at=None, polling_day__lt=timezone.localdate())
    own = Q(session__trial_results__outcome__in=(TURNOUT, SUPPORT))  # not what two openings told
    each = over.annotate(made_at=Max("session__trial_results__made_at", filter=own))
    waiting = each.select_related("session").order_by("polling_day", "pk")
    changes = mark_changes()

    def anew(trial: Trial, made_at: dt.datetime | None) -> bool:
        wards = trial.session.audience["wards"]
        return made_at is None or changes.since(made_at - A_DAY, trial.polling_day, wards)

    return [trial for trial in waiting if anew(trial, trial.made_at)]


def nothing_yet(told: Told) -> str:
    """Return in a sentence why a trial tells nothing yet."""
    return f"{told.session} tells nothing yet: {told.why_not.rstrip('.')}."


def not_yet(trial: Trial) -> str:
    """Return why a trial tells nothing whatever is loaded: its day is not over, or it was given up; else ""."""
    if trial.ended_at is not None:
        return "given up before its polling day"
    if trial.polling_day >= timezone.localdate():
        return f"its polling day is {trial.polling_day:%-d %B %Y}"
    return ""


def _unmarked(trial: Trial) -> str:
    return f"the marked register of {trial.polling_day:%-d %B %Y} is not loaded"


def _worked_out(trial: Trial, outcome: str, day: dt.date, marked: list[str], draws: int) -> Told:
    """Work out one outcome; the redraws are seeded by the trial and the day, so that the same data tell the same."""
    rng = np.random.default_rng([trial.pk, day.toordinal(), outcome == TURNOUT])
    try:
        read = _read(trial, outcome, day, marked)
        found = estimate(read, rng=rng, draws=max(FEWEST_DRAWS, min(draws, MOST_REDRAWN // len(read.outcome))))
    except TrialError as error:
        return Told(trial.session, outcome, day, None, str(error))
    own = own_channel(trial)
    kept = {"found": as_json(found) | {OWN_CHANNEL: own}}
    TrialResult.objects.update_or_create(session=trial.session, outcome=outcome, measured_on=day, defaults=kept)
    return Told(trial.session, outcome, day, found, own_channel=own)


def _read(trial: Trial, outcome: str, day: dt.date, marked: list[str]) -> Measured:
    read = read_trial(trial, outcome, day, marked)
    if outcome == SUPPORT and len(read.outcome) < FEWEST_TOLD:
        raise TrialError(f"{len(read.outcome)} have said since how they would vote: it takes {FEWEST_TOLD}.")
    return read


def kept_results(sessions: list[int]) -> list[Told]:
    """Return what was worked out of these sessions (ids), the newest polling day first."""
    each = TrialResult.objects.filter(session__in=sessions, outcome__in=(TURNOUT, SUPPORT))
    rows = each.select_related("session__trial")
    kept = sorted(rows, key=lambda row: (row.session.trial.polling_day, row.session_id, row.measured_on), reverse=True)
    return [as_told(row) for row in kept]


def as_told(row: TrialResult) -> Told:
    """Return what a row keeps."""
    own = row.found.get(OWN_CHANNEL)
    return Told(row.session, row.outcome, row.measured_on, from_json(row.found), own_channel=own)


def as_json(found: Result) -> dict[str, Any]:
    """Return a result as JSON keeps it: an interval without an end has null there."""

    def plain(value: Any) -> Any:  # noqa: ANN401 (whatever a result holds)
        if isinstance(value, dict):
            return {key: plain(one) for key, one in value.items()}
        return None if isinstance(value, float) and not isfinite(value) else value

    return {key: plain(value) for key, value in asdict(found).items()}


def from_json(kept: dict[str, Any]) -> Result:
    """Return the result that was kept."""
    estimates = {key: _estimate(kept[key]) for key in ("as_called", "contacted", "per_contact")}
    others = {key: value for key, value in kept.items() if key != OWN_CHANNEL}
    return Result(**others | estimates | {"lost": tuple(kept["lost"])})


def _estimate(kept: dict[str, float | None]) -> Estimate:
    ends = {"error": np.inf, "low": -np.inf, "high": np.inf}
    return Estimate(**{key: ends.get(key, 0.0) if value is None else value for key, value in kept.items()})
