"""What happened in a borough election, named as its forecast names it."""

from collections.abc import Mapping, Sequence

from groundgame.electoral.contests.ids import council_id
from groundgame.electoral.forecasting.answers import ContestForecast
from groundgame.electoral.forecasting.london.borough_summary import NO_CONTROL, ward_contest_id
from groundgame.electoral.forecasting.london.groups import GROUPS, OTHERS, Floats
from groundgame.electoral.forecasting.london.past import Ints, WardResults
from groundgame.electoral.places import atlas
from groundgame.electoral.replay.scoring import Truth


def truths(contests: Sequence[ContestForecast], true: WardResults) -> Mapping[str, Truth]:
    """Return what happened by contest, in the names of its forecast: of the others, those that each forecast has."""
    names = {one.id: next((name for name in one.share if position(name) == OTHERS), GROUPS[OTHERS]) for one in contests}
    wards, found = true.wards, {}
    for at in range(len(wards.codes)):
        key = ward_contest_id(wards, at, true.day)
        first = int((true.seats[at] + true.shares[at]).argmax())
        found[key] = _truth(first, true.shares[at], true.seats[at], names[key])
    for borough in sorted(set(wards.boroughs)):
        inside = [at for at, code in enumerate(wards.boroughs) if code == borough]
        key = council_id(true.day, atlas().area(borough, "borough").name)
        seats = true.seats[inside].sum(axis=0)
        shares = true.votes[inside] @ true.shares[inside] / true.votes[inside].sum()
        winner = int(seats.argmax()) if 2 * seats.max() > seats.sum() else None
        found[key] = _truth(winner, shares, seats, names[key])
    return found


def _truth(winner: int | None, shares: Floats, seats: Ints, others: str) -> Truth:
    names = [*GROUPS[:OTHERS], others]
    return Truth(
        winner=NO_CONTROL if winner is None else names[winner],
        share=dict(zip(names, shares.tolist(), strict=True)),
        seats=dict(zip(names, seats.tolist(), strict=True)),
    )


def position(name: str) -> int:
    """Return the position of the group that a forecast calls by this name."""
    return GROUPS.index(name) if name in GROUPS else OTHERS
