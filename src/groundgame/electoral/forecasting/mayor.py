"""The Mayor of London, as of a day."""

from datetime import date
from pathlib import Path

import numpy as np

from groundgame.electoral.contests import home_folder, parties, record
from groundgame.electoral.contests.ids import mayor_id
from groundgame.electoral.forecasting.answers import Assumption, ContestForecast, Forecast, Spread
from groundgame.electoral.forecasting.calendar import next_day
from groundgame.electoral.forecasting.london.elected import counted, elected
from groundgame.electoral.forecasting.london.groups import GROUPS, OTHERS
from groundgame.electoral.forecasting.london.known import Known
from groundgame.electoral.forecasting.london.mayor_model import MayorDraws, mayor_draws
from groundgame.electoral.forecasting.london.past import Ints
from groundgame.electoral.forecasting.london.target import national_draws, polls_of
from groundgame.electoral.forecasting.rules import DatedRule, rule_of
from groundgame.electoral.forecasting.spreads import spreads

OURS = "docs/forecasting.md"
RULE_NAMES = {"sv": "the supplementary vote", "fptp": "first past the post"}


def forecast(
    as_of: date,
    *,
    rng: np.random.Generator,
    draws: int,
    home: Path | None = None,
    rule: str | None = None,
    law_as_of: date | None = None,
) -> Forecast:
    """Forecast the next election of the mayor after a day (on it, if it is held then) from what was known before it.

    Shares are of first choices. `rule` (`sv` or `fptp`) takes the place of the law's, which is that known
    before `as_of`, or before `law_as_of` where polls are older than the law.

    Raises:
        ForecastError: if the record holds no earlier election of the mayor or no recent polls, or the rule is another.
    """
    known = Known(record(home), as_of)
    day = next_day("mayor", as_of)
    country = national_draws(polls_of(as_of, (day - as_of).days), rng, draws)
    drawn = mayor_draws(known, day, country, rng)
    law = rule_of("mayor", day, as_of=law_as_of or as_of, home=home or home_folder())
    used = counted(rule or law.rule)
    chances = {each: chances_of(elected(drawn.first, each, known, rng)) for each in RULE_NAMES}
    contest = ContestForecast(mayor_id(day), chances[used], dict(zip(GROUPS, spreads(drawn.first.T), strict=True)))
    summary: dict[str, dict[str, Spread | float]] = {
        name: {"share": share, "chance": chances[used].get(name, 0.0)} for name, share in contest.share.items()
    }
    other = next(each for each in RULE_NAMES if each != used)
    said = _assumptions(drawn, law, used, as_of, day)
    return Forecast("mayor", as_of, (contest,), summary, (*said, _under(other, chances[other])))


def chances_of(winners: Ints) -> dict[str, float]:
    """Return the chance (0-1) of each group that a person stands for."""
    counts = np.bincount(winners, minlength=len(GROUPS)) / len(winners)
    return {name: float(counts[at]) for at, name in enumerate(GROUPS) if at != OTHERS}


def _assumptions(drawn: MayorDraws, law: DatedRule, used: str, as_of: date, day: date) -> tuple[Assumption, ...]:
    standing = [name for name, again in zip(GROUPS, drawn.again, strict=True) if again]
    named = ", ".join(parties()[name].name for name in standing) or "none"
    return (
        counted_by(law, used, day),
        Assumption(
            f"A party's share is between its candidate's of {drawn.last_day:%-d %B %Y} and its strength in London now. "
            f"Parties whose candidate of then is known to stand again: {named}.",
            f"House of Commons Library CBP-7529; {OURS}",
        ),
        Assumption(
            f"The polls of the country before {as_of:%-d %B %Y} say how strong the parties are, at London's odds of "
            "the last general election.",
            "Mark Pack, PollBase; House of Commons Library",
        ),
        _polled(drawn),
    )


def counted_by(law: DatedRule, used: str, day: date) -> Assumption:
    """Return by which rule the mayor is taken to be elected on a day, with the law's source: the law's, or another."""
    elected_by = f"The mayor is elected by {RULE_NAMES[used]} on {day:%-d %B %Y}"
    if used != law.rule:
        return Assumption(f"{elected_by}, as you asked; the law says otherwise.", law.source)
    certain = (
        "" if law.in_force else ", which is enacted; that it applies to London by then is expected, not yet ordered"
    )
    return Assumption(f"{elected_by}{certain}.", law.source)


def _polled(drawn: MayorDraws) -> Assumption:
    if drawn.polls is None:
        return Assumption("No poll of the mayor's election is in the record.", "docs/data.md, mayor_polls")
    return Assumption(
        f"{drawn.polls.polls} polls of the mayor's election are weighed by the record of such polls, whose leads have "
        "been about 10 points wrong.",
        f"Published polls, each with its source in mayor_polls; {OURS}",
    )


def _under(rule: str, chances: dict[str, float]) -> Assumption:
    best = sorted(chances.items(), key=lambda item: -item[1])[:3]
    said = ", ".join(f"{parties()[name].name} {chance:.0%}" for name, chance in best)
    return Assumption(
        f"Under {RULE_NAMES[rule]} the chances would be: {said}.", "The same draws, counted by the other rule"
    )
