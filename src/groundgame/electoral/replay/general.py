"""General elections since 1983, every seat of Great Britain, forecast from what was known the day before and scored."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from dataclasses import replace as with_fields

import numpy as np
import numpy.typing as npt

from groundgame.electoral.forecasting.answers import Spread
from groundgame.electoral.forecasting.general import (
    Coming,
    Draws,
    Election,
    Setting,
    coming,
    contests,
    draw,
    expected_shares,
    plain_uniform,
    proportional,
    seats_by_bloc,
    strong_transition,
)
from groundgame.electoral.forecasting.general import elections as every_election
from groundgame.electoral.replay.kinds import GIVEN as EVERY_GIVEN
from groundgame.electoral.replay.published_seats import published
from groundgame.electoral.replay.scoring import Baseline, Replay, Truth, scored

KIND = "general"
FIRST_YEAR = 1983
DRAWS = 4000
GIVEN = EVERY_GIVEN
YEARS = tuple(one.day.year for one in every_election() if one.day.year >= FIRST_YEAR)
# The three that stand in nearly every seat: whose shares the bars are about.
PARTIES = ("conservative", "labour", "liberal-democrat")

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Method = Callable[[Setting, Floats], Floats]


@dataclass(frozen=True, eq=False)
class Replayed:
    """A general election forecast as of its own day, beside what happened.

    `ranges` are the seats of each bloc over the draws; `true_seats` those it won.
    """

    election: Election
    what: Coming
    draws: Draws
    ranges: dict[str, Spread]
    true_seats: dict[str, int]


def replay(year: int, given: str = GIVEN[0], *, rng: np.random.Generator) -> Replay:
    """Forecast every seat of a general election from what was known the day before, and score it.

    The share error is the mean over the three largest parties and all seats but the Speaker's, one that did not stand
    counting as the nought it had. A seat is given to the bloc that comes first in the central prediction, and seats
    are summed by bloc: the two national parties are one, and each party with its successor.
    """
    return score(replayed(year, given, rng=rng), given)


def replayed(
    year: int,
    given: str = GIVEN[0],
    *,
    rng: np.random.Generator,
    elections: Sequence[Election] | None = None,
    draws: int = DRAWS,
) -> Replayed:
    """Return the draws of a year's election; `elections` are the record's unless others are given.

    With true shares the votes of its own day are read for the shares of each nation alone, else not at all.
    """
    election, what = _known(year, elections or every_election())
    national = election.national if given == EVERY_GIVEN[1] else None
    found = draw(what, election.day, rng=rng, draws=draws, national=national)
    seats = seats_by_bloc(found.seats, what.party)
    true = _true_seats(election)
    return Replayed(
        election=election,
        what=what,
        draws=found,
        ranges={name: Spread.of(won) for name, won in seats.items()},
        true_seats=true,
    )


def _known(year: int, elections: Sequence[Election]) -> tuple[Election, Coming]:
    election = next(one for one in elections if one.day.year == year)
    return election, coming(tuple(elections), election.day)


def score(one: Replayed, given: str) -> Replay:
    """Score a replayed election."""
    votes = np.flatnonzero(~one.election.speaker)
    every = contests(one.what.setting, one.draws, one.what.party)
    forecasts = [every[row] for row in votes]
    truths = {one.election.ids[row]: _truth(one, int(row)) for row in votes}
    errors = _seat_errors(one.election, one.draws.central)
    found = scored(
        KIND,
        one.election.day.year,
        given,
        forecasts=forecasts,
        truths=truths,
        seat_error_by_party=errors,
        seats_right=_right(one.election, one.draws.central),
        parties=PARTIES,
    )
    chances = tuple(
        (chance, name == truths[each.id].winner) for each in forecasts for name, chance in each.chance_to_win.items()
    )
    return with_fields(found, share_error_points=_share_error(one.election, one.draws.central), chances=chances)


def ranges_inside(one: Replayed) -> tuple[tuple[bool, bool], ...]:
    """Tell of each bloc whether the 50% and the 90% range of its seats held what it won."""
    pairs = [(one.ranges[name], true) for name, true in one.true_seats.items()]
    return tuple((r.p25 <= true <= r.p75, r.p05 <= true <= r.p95) for r, true in pairs)


def baselines(year: int, given: str = GIVEN[0]) -> tuple[Baseline, ...]:
    """Return what simpler methods would have said on the same shares, and, of the day before, published forecasts."""
    election, what = _known(year, every_election())
    national = election.national if given == EVERY_GIVEN[1] else expected_shares(what, election.day)
    methods: dict[str, Method] = {
        "uniform swing by nation": plain_uniform,
        "proportional swing by nation": proportional,
        "strong transition": strong_transition,
    }
    simple = tuple(_baseline(election, name, method(what.setting, national)) for name, method in methods.items())
    return simple + (published(year) if given == EVERY_GIVEN[0] else ())


def _baseline(election: Election, name: str, shares: Floats) -> Baseline:
    return Baseline(
        name,
        "the same shares of each nation",
        share_error_points=_share_error(election, shares),
        seats_right=_right(election, shares),
        seat_error=sum(_seat_errors(election, shares).values()),
    )


def _share_error(election: Election, shares: Floats) -> float:
    wrong = np.abs(shares - election.shares)[~election.speaker][:, : len(PARTIES)]
    return 100 * float(wrong.mean())


def _right(election: Election, shares: Floats) -> float:
    """Return the share (0-1) of all seats, the Speaker's known, that the central prediction gives to their winners."""
    return float(((np.argmax(shares, axis=1) == election.winner) | election.speaker).mean())


def _seat_errors(election: Election, shares: Floats) -> dict[str, float]:
    true, found = _true_seats(election), _seats(election, np.argmax(shares, axis=1))
    return {name: float(abs(found[name] - won)) for name, won in true.items()}


def _true_seats(election: Election) -> dict[str, int]:
    return _seats(election, election.winner)


def _seats(election: Election, winner: Ints) -> dict[str, int]:
    """Count seats by bloc; the Speaker's is one of the other parties'."""
    told = np.where(election.speaker, election.votes.shape[1] - 1, winner)
    counted = seats_by_bloc(_counted(told, election.nation, election.votes.shape[1]), election.party)
    return {name: int(won[0]) for name, won in counted.items()}


def _counted(winner: Ints, nation: Ints, blocs: int) -> Ints:
    """Count winners as draws are counted: shape (1, nations, blocs)."""
    found = np.zeros((1, int(nation.max()) + 1, blocs), dtype=np.int64)
    for seat in zip(nation.tolist(), winner.tolist(), strict=True):
        found[0, *seat] += 1
    return found


def _truth(one: Replayed, row: int) -> Truth:
    election, names = one.election, one.what.party
    nation = int(election.nation[row])
    share = {names[nation, int(b)]: float(election.shares[row, b]) for b in np.flatnonzero(election.stood[row])}
    return Truth(names[nation, int(election.winner[row])], share)
