"""What would have to be true for a party to win the next election of the mayor: on the forecast's own draws."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np

from groundgame.electoral.contests import record
from groundgame.electoral.forecasting.calendar import next_day
from groundgame.electoral.forecasting.errors import ForecastError
from groundgame.electoral.forecasting.leads import Lead, fptp_lead, sv_lead
from groundgame.electoral.forecasting.london.elected import counted
from groundgame.electoral.forecasting.london.groups import GROUPS, OTHERS, Floats, group
from groundgame.electoral.forecasting.london.known import Known
from groundgame.electoral.forecasting.london.mayor_model import mayor_draws
from groundgame.electoral.forecasting.london.target import national_draws, polls_of
from groundgame.electoral.forecasting.london.transfers import transfers
from groundgame.electoral.forecasting.needed import Case, Needed, needed
from groundgame.electoral.forecasting.rules import rule_of
from groundgame.electoral.forecasting.sliders import Grid, last_by_borough
from groundgame.electoral.turnout import ward_turnout

DRAWS = 200
ROUNDS = 12
LEAST = 1e-6


@dataclass(frozen=True)
class MayorNeeded:
    """What a party needs on a day, under the rule by which the mayor is then elected; an even chance is to win."""

    day: date
    rule: str
    needed: Needed


def mayor_needed(
    ours: str,
    as_of: date,
    *,
    rng: np.random.Generator,
    draws: int = DRAWS,
    home: Path | None = None,
    law_as_of: date | None = None,
) -> MayorNeeded:
    """Return what would give a party an even chance of the mayor, from what was known before a day.

    London's shares are the forecast's draws. A borough departs from London as it did in the last election, and is to
    turn out as `turnout.ward_turnout` expects. `law_as_of` is the day as of which the law is known, where it is later.

    Raises:
        ForecastError: if no candidate is followed for the party, or too little was known on the day.
    """
    if group(ours) == OTHERS:
        followed = ", ".join(name for at, name in enumerate(GROUPS) if at != OTHERS)
        raise ForecastError(f"The mayor's forecast does not follow {ours!r} by itself; it follows {followed}.")
    known, day = Known(record(home), as_of), next_day("mayor", as_of)
    last = last_by_borough("mayor", as_of)
    country = national_draws(polls_of(as_of, (day - as_of).days), rng, draws)
    london = mayor_draws(known, day, country, rng).first
    expected = ward_turnout("mayor", day, as_of=as_of).of("borough")
    electors = expected["electors"].to_numpy()
    votes = spread(london, _grouped(last), electors * expected["turnout"].to_numpy())
    rule = counted(rule_of("mayor", day, as_of=law_as_of or as_of, home=known.record.home).rule)
    rival = _rival(london, group(ours))
    case = Case(GROUPS, votes, electors, last.outer, GROUPS[group(ours)], _lead(rule, group(ours), known), rival)
    return MayorNeeded(day, rule, needed(case))


def spread(london: Floats, pattern: Floats, cast: Floats) -> Floats:
    """Return votes (draws, boroughs, groups) that add up to London's shares and to each borough's votes cast.

    `london` are shares (draws, groups), `pattern` earlier votes (boroughs, groups). The least change of the pattern
    that adds up both ways: iterative proportional fitting (Deming and Stephan 1940).
    """
    votes = np.broadcast_to(np.maximum(pattern, LEAST), (len(london), *pattern.shape)).copy()
    wanted = london * cast.sum()
    for _ in range(ROUNDS):
        votes *= (wanted / votes.sum(axis=1))[:, None, :]
        votes *= (cast / votes.sum(axis=2))[:, :, None]
    return votes


def _grouped(grid: Grid) -> Floats:
    votes = np.zeros((len(grid.areas), len(GROUPS)))
    for at, party in enumerate(grid.parties):
        votes[:, group(party)] += grid.votes[:, at]
    return votes


def _lead(rule: str, ours: int, known: Known) -> Lead:
    if rule == "sv":
        return sv_lead(ours, transfers(known).table(), nobody=OTHERS)
    return fptp_lead(ours, nobody=OTHERS)


def _rival(london: Floats, ours: int) -> str:
    mean = london.mean(axis=0)
    mean[[ours, OTHERS]] = -1
    return GROUPS[int(mean.argmax())]
