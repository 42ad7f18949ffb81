"""Plans made with what was known before a borough election, and what each would have won."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from groundgame.electoral.allocation.baselines import by_formula, closest_first, equal_split
from groundgame.electoral.allocation.effort import Effort, Floats
from groundgame.electoral.allocation.homes import reachable_homes
from groundgame.electoral.allocation.needs import WardNeed, mixed, seats_lacking, unchanged, ward_needs
from groundgame.electoral.allocation.planning import Prospects
from groundgame.electoral.allocation.scoring import councils_gained, seats_gained
from groundgame.electoral.contests import record
from groundgame.electoral.forecasting.london.borough_model import borough_model
from groundgame.electoral.forecasting.london.council_draws import BoroughModel
from groundgame.electoral.forecasting.london.groups import GROUPS
from groundgame.electoral.forecasting.london.known import Known
from groundgame.electoral.forecasting.london.past import WardResults
from groundgame.electoral.replay.boroughs import DAYS, truth

YEARS = tuple(DAYS)
PARTIES = ("conservative", "labour", "liberal-democrat")
BUDGETS_HOURS = (2_000, 10_000, 50_000)
PLANS = ("equal split", "closest first", "normal formula", "plan", "plan on half no change")
GIVEN_DRAWS, FRESH_DRAWS = 4_000, 40_000
BLUR = 0.015
"""A result is blurred by so much of a share: what happened is one of many things that might have."""


class Gains(NamedTuple):
    """What a plan gains: seats on fresh draws, on the blurred result and on no change's draws, and councils (fresh)."""

    fresh: float
    result: float
    no_change: float
    councils: float


@dataclass(frozen=True)
class PlanScore:
    """What a plan gains in one replay."""

    year: int
    party: str
    budget_hours: int
    plan: str
    gains: Gains


def replay_plans(
    *,
    seed: int,
    years: Sequence[int] = YEARS,
    progress: Callable[[str, int, int], None] = lambda name, done, of: None,
) -> Iterator[PlanScore]:
    """Make every plan as of the day of an election, from what was known before it, and score it.

    For each of `PARTIES` and `BUDGETS_HOURS`, on draws that no plan has seen. `progress` is told a name, how many
    replays are done, and of how many.
    """
    cases = [(year, party) for year in years for party in PARTIES]
    for done, (year, party) in enumerate(cases):
        progress(f"{party} {year}", done, len(cases))
        yield from _scores(year, party, seed)
    progress("", len(cases), len(cases))


def totals(scores: Iterable[PlanScore]) -> Mapping[tuple[int, str], Gains]:
    """Return the sums over all replays, by budget and plan."""
    found: dict[tuple[int, str], Gains] = {}
    for one in scores:
        so_far = found.get((one.budget_hours, one.plan), Gains(0.0, 0.0, 0.0, 0.0))
        found[one.budget_hours, one.plan] = Gains(*map(sum, zip(so_far, one.gains, strict=True)))
    return found


@dataclass(frozen=True, eq=False)
class _Case:
    """What a replay's plans are made on, and what they are scored on."""

    prospects: Prospects
    cautious: Prospects
    last: Sequence[float]
    fresh: Sequence[WardNeed]
    result: Sequence[WardNeed]
    no_change: Sequence[WardNeed]


def _scores(year: int, party: str, seed: int) -> Iterator[PlanScore]:
    case = _case(year, party, seed)
    for budget in BUDGETS_HOURS:
        for name, hours in zip(PLANS, _plans(case, budget), strict=True):
            votes = case.prospects.votes(hours)
            fresh, result, no_change = (seats_gained(one, votes) for one in (case.fresh, case.result, case.no_change))
            yield PlanScore(
                year, party, budget, name, Gains(fresh, result, no_change, councils_gained(case.fresh, votes))
            )


def _plans(case: _Case, budget: int) -> list[Floats]:
    return [
        equal_split(case.prospects, budget),
        closest_first(case.prospects, case.last, budget),
        by_formula(case.prospects, budget),
        case.prospects.plan(budget),
        case.cautious.plan(budget),
    ]


def _case(year: int, party: str, seed: int) -> _Case:
    day = DAYS[year]
    streams = [np.random.default_rng(one) for one in np.random.SeedSequence([seed, year]).spawn(5)]
    known = Known(record(None), day)
    model = borough_model(known, day, rng=streams[0], draws=GIVEN_DRAWS)
    later = borough_model(known, day, rng=streams[1], draws=FRESH_DRAWS)
    given, still = ward_needs(model, party, rng=streams[2]), ward_needs(unchanged(model), party, rng=streams[2])
    homes = reachable_homes(model.base.wards)
    return _Case(
        prospects=Prospects(given, homes, Effort()),
        cautious=Prospects(mixed(given, still), homes, Effort()),
        last=_last(model, party),
        fresh=ward_needs(later, party, rng=streams[3]),
        result=_result(given, truth(year), party, streams[4]),
        no_change=ward_needs(unchanged(later), party, rng=streams[4]),
    )


def _last(model: BoroughModel, party: str) -> list[float]:
    """Return the votes by which the party's nearest candidate won or lost last time, by ward."""
    own, base = GROUPS.index(party), model.base
    lacking = [
        seats_lacking(base.shares[at].astype(np.float32)[:, None], model.standing[at].tolist(), int(seats), own)
        * base.votes[at]
        for at, seats in enumerate(base.wards.seats)
    ]
    return [float(np.abs(one).min()) if one.size else np.inf for one in lacking]


def _result(given: Sequence[WardNeed], true: WardResults, party: str, rng: np.random.Generator) -> list[WardNeed]:
    """Return what happened, blurred."""
    own, found = GROUPS.index(party), []
    for at, ward in enumerate(given):
        stands = (true.standing[at] > 0)[:, None]
        blurred = true.shares[at][:, None] + BLUR * stands * rng.standard_normal((len(GROUPS), GIVEN_DRAWS))
        shares = np.maximum(blurred, 0.0).astype(np.float32)
        lacking = seats_lacking(shares, true.standing[at].tolist(), ward.seats, own) * np.float32(true.votes[at])
        found.append(WardNeed(ward.code, ward.borough, ward.seats, float(true.votes[at]), lacking))
    return found
