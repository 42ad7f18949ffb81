"""What a plan's hours bring: votes by ward, and every contest's chance before and after."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from groundgame.electoral.allocation.across.asking import KIND_OF, Ask
from groundgame.electoral.allocation.across.effects import Effects
from groundgame.electoral.allocation.across.jobs import jobs
from groundgame.electoral.allocation.across.rounds import Field, Round
from groundgame.electoral.allocation.across.sessions import Allocation
from groundgame.electoral.allocation.across.stakes import Stake
from groundgame.electoral.allocation.across.weeks import kept
from groundgame.electoral.allocation.control import Councils
from groundgame.electoral.allocation.effort import Floats
from groundgame.electoral.contests.ids import council_id
from groundgame.electoral.forecasting.london.borough_summary import ward_contest_id
from groundgame.electoral.places import atlas

EFFECT_DRAWS = 20
LOW, HIGH = 0.05, 0.95


@dataclass(frozen=True)
class Chance:
    """A contest's chance (0-1) before and after, nine in ten of what effects may be lying between `low` and `high`.

    Of a ward it is the chance of a seat at least; `seats` are those expected (of the list, those beside the ones it
    has).
    """

    id: str
    name: str
    kind: str
    before: float
    after: float
    low: float
    high: float
    draws: int
    seats: tuple[float, float] | None = None


def votes_of(field: Field, allocations: Sequence[Allocation], ask: Ask, effects: Effects) -> Floats:
    """Return the votes that a plan brings by polling day under some effects, (rounds, wards)."""
    at_ward = {code: at for at, code in enumerate(field.wards.codes)}
    found = np.zeros((len(field.rounds), len(at_ward)))
    for at, each in enumerate(field.rounds):
        mine = [one for one in allocations if one.before == each.name]
        for job in jobs(field.homes_before(each), effects, each.election):
            spent, left = np.zeros(len(at_ward)), np.zeros(len(at_ward))
            for one in mine:
                if (one.channel, one.audience) == (job.channel, job.audience):
                    spent[at_ward[one.ward]] += one.evening_hours
                    left[at_ward[one.ward]] += one.evening_hours * kept(each.day, one.week, ask.half_life_weeks)
            found[at] += job.effect * job.contacts(spent) * left / np.maximum(spent, 1e-9)
    return found


def chances(field: Field, votes: Floats, others: Sequence[Floats], weights: Mapping[str, float]) -> Iterator[Chance]:
    """Return every contest that counts, before and after; `others` are the votes that a plan may bring as well."""
    told = field.forecast()
    for at, each in enumerate(told.rounds):
        mine = (votes[at], [one[at] for one in others])
        if each.needs and weights.get("councils"):
            yield from _councils(each, *mine)
        if each.needs and (weights.get("boroughs") or weights.get("councils")):
            yield from _wards(told, each, *mine)
        for stake in each.stakes:
            if weights.get(KIND_OF[stake.tier]):
                yield _stake(stake, *mine)


def _stake(stake: Stake, votes: Floats, others: Sequence[Floats]) -> Chance:
    """Return a contest that wards add up to; of the list, the chance of a further seat and the seats that are added."""
    more = [float(stake.wards @ one) for one in (votes, *others)]
    first = _spread([stake.chance(each) for each in more])
    seats = (stake.won(0.0), stake.won(more[0])) if len(stake.lacking) > 1 else None
    return Chance(stake.id, stake.name, stake.tier, stake.chance(), *first, stake.lacking.shape[1], seats)


def _spread(after: Sequence[float]) -> tuple[float, float, float]:
    """Return the plan's own figure, and between what nine in ten of the others lie."""
    if len(after) == 1:
        return after[0], after[0], after[0]
    low, high = np.quantile(after[1:], [LOW, HIGH])
    return after[0], float(min(low, after[0])), float(max(high, after[0]))


def _councils(each: Round, votes: Floats, others: Sequence[Floats]) -> Iterator[Chance]:
    before = Councils(each.needs, 0 * votes)
    counted = [Councils(each.needs, one) for one in (votes, *others)]
    after = [one.chances() for one in counted]
    for code, chance in before.chances().items():
        name = atlas().area(code, "borough").name
        held = float(before.held[code].mean()), float(counted[0].held[code].mean())
        spread = _spread([one[code] for one in after])
        yield Chance(council_id(each.day, name), name, "councils", chance, *spread, len(before.held[code]), held)


def _wards(field: Field, each: Round, votes: Floats, others: Sequence[Floats]) -> Iterator[Chance]:
    """Return every ward: a party's first candidate is the first to be lifted, so the chance of a seat is that one's."""
    for at, need in enumerate(each.needs):
        if not len(need.lacking):
            continue
        lacking, more = np.sort(need.lacking, axis=1), [0.0, *(float(one[at]) for one in (votes, *others))]
        won = np.array([np.searchsorted(row, more, side="right") for row in lacking]) / lacking.shape[1]
        some, seats = won[0].tolist(), won[:, :2].sum(axis=0)
        name = atlas().area(need.code, field.wards.boundary_set).name
        contest = ward_contest_id(field.wards, at, each.day)
        expected = float(seats[0]), float(seats[1])
        yield Chance(contest, name, "boroughs", some[0], *_spread(some[1:]), lacking.shape[1], expected)
