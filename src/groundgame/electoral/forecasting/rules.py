"""The rule of each contest as a dated setting, with its source in law."""

import csv
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from groundgame.electoral.forecasting.errors import ForecastError


@dataclass(frozen=True)
class DatedRule:
    """One rule of one contest: `rule` is a counting rule's id, for votes from `start` until the next one starts.

    `enacted` is the day on which the law was made, `in_force` that from which it applies to the contest; None where no
    commencement was found, so that the rule is expected and not certain.
    """

    contest: str
    start: date
    rule: str
    enacted: date
    in_force: date | None
    source: str


def rule_of(contest: str, day: date, *, as_of: date | None = None) -> DatedRule:
    """Return the rule by which a contest is counted on a day, under the law made before `as_of` (or before the day).

    `contest` is a tier: mayor, assembly, assembly-list, borough or parliament.

    Raises:
        ForecastError: if there is no such contest, or no rule of it on that day.

    >>> rule_of("mayor", date(2021, 5, 6)).rule, rule_of("mayor", date(2024, 5, 2)).rule
    ('sv', 'fptp')
    """
    made = as_of or day
    known = [one for one in dated_rules() if one.contest == contest]
    if not known:
        names = ", ".join(sorted({one.contest for one in dated_rules()}))
        raise ForecastError(f"There is no rule of a contest {contest!r}; there are rules of {names}.")
    found = [one for one in known if one.start <= day and one.enacted < made]
    if not found:
        raise ForecastError(f"There is no rule of {contest} on {day}; the first is of {known[0].start}.")
    return found[-1]


@cache
def dated_rules() -> tuple[DatedRule, ...]:
    """Return every rule of `rules.csv`, those of a contest in the order in which they came."""
    text = files("groundgame.electoral.forecasting").joinpath("rules.csv").read_text(encoding="utf-8")
    return tuple(_rule(row) for row in csv.DictReader(text.splitlines()))


def _rule(row: dict[str, str]) -> DatedRule:
    return DatedRule(
        contest=row["contest"],
        start=date.fromisoformat(row["from"]),
        rule=row["rule"],
        enacted=date.fromisoformat(row["enacted"]),
        in_force=date.fromisoformat(row["in_force"]) if row["in_force"] else None,
        source=row["source"],
    )
