"""The rule of each contest as a dated setting, with its source in law."""

import csv
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path

from groundgame.electoral.forecasting.errors import ForecastError

COLUMNS = ("contest", "from", "rule", "enacted", "in_force", "source")


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


def rule_of(contest: str, day: date, *, as_of: date | None = None, home: Path | None = None) -> DatedRule:
    """Return the rule by which a contest is counted on a day, under the law made before `as_of` (or before the day).

    `contest` is a tier: mayor, assembly, assembly-list, borough or parliament. A file `rules.csv` in `home`, of the
    same columns, adds rules of a user's own: where one starts on the day of another of its contest, it takes its place.

    Raises:
        ForecastError: if there is no such contest, or no rule of it on that day.

    >>> rule_of("mayor", date(2021, 5, 6)).rule, rule_of("mayor", date(2024, 5, 2)).rule
    ('sv', 'fptp')
    """
    made = as_of or day
    rules = dated_rules(home)
    known = [one for one in rules if one.contest == contest]
    if not known:
        names = ", ".join(sorted({one.contest for one in rules}))
        raise ForecastError(f"There is no rule of a contest {contest!r}; there are rules of {names}.")
    found = [one for one in known if one.start <= day and one.enacted < made]
    if not found:
        raise ForecastError(f"There is no rule of {contest} on {day}; the first is of {known[0].start}.")
    return found[-1]


@cache
def dated_rules(home: Path | None = None) -> tuple[DatedRule, ...]:
    """Return every dated rule, a user's own under `home` among them, in the order in which they start.

    Raises:
        ForecastError: if the user's file has a rule that cannot be read.
    """
    found = _rules(files("groundgame.electoral.forecasting").joinpath("rules.csv").read_text(encoding="utf-8"))
    own = home / "rules.csv" if home else None
    if own is not None and own.is_file():
        try:
            found += _rules(own.read_text(encoding="utf-8"))
        except (KeyError, ValueError) as error:
            raise ForecastError(f"{own} cannot be read: {error}. Give it the columns {', '.join(COLUMNS)}.") from None
    return tuple(sorted({(one.contest, one.start): one for one in found}.values(), key=lambda one: one.start))


def _rules(text: str) -> list[DatedRule]:
    return [_rule(row) for row in csv.DictReader(text.splitlines())]


def _rule(row: dict[str, str]) -> DatedRule:
    return DatedRule(
        contest=row["contest"],
        start=date.fromisoformat(row["from"]),
        rule=row["rule"],
        enacted=date.fromisoformat(row["enacted"]),
        in_force=date.fromisoformat(row["in_force"]) if row["in_force"] else None,
        source=row["source"],
    )
