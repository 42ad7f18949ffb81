"""What days out in a seat bring: hours of volunteers, the way among them, as votes and as a chance of the seat."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from groundgame.electoral.allocation.across.bound import STEPS, Line
from groundgame.electoral.allocation.across.effects import Effects
from groundgame.electoral.allocation.across.homes import homes_in_parts
from groundgame.electoral.allocation.across.jobs import jobs
from groundgame.electoral.allocation.across.rounds import Field, Round
from groundgame.electoral.allocation.across.stakes import Stake
from groundgame.electoral.allocation.across.tiers import LEAST, seat_lacking
from groundgame.electoral.allocation.across.work import Work, best_work
from groundgame.electoral.allocation.away.seats import AwaySeat
from groundgame.electoral.allocation.effort import Floats
from groundgame.electoral.allocation.gains import SHARPEST, SMOOTHED_POINTS, STEEPEST
from groundgame.electoral.contests.ids import parliament_id
from groundgame.electoral.forecasting.london.groups import GROUPS
from groundgame.electoral.forecasting.london.known import Known
from groundgame.electoral.forecasting.london.seat_draws import seat_votes
from groundgame.electoral.forecasting.london.seats_moved import last_general_in

ELECTORS_A_HOME, FLATS = 1.75, 0.2
"""Guesses for England outside London; London's seats had 1.66 electors of 2024 for each household of 2021."""


@dataclass(frozen=True, eq=False)
class Ground:
    """A seat: what the party lacks there, and how large a part (0-1) of those who vote is its own.

    `left` (0-1) is what the way leaves of a day: from the middle of London or, where days set out from branches, from
    the one that has the shortest way. `given` are hours at the door that were spent there already.
    """

    seat: AwaySeat
    stake: Stake
    support: float
    left: float
    given: float = 0.0

    def work(self, effects: Effects, steps: int = STEPS) -> Work:
        """Return what hours at the door bring beside those that are given."""
        households = np.array([self.seat.electors / ELECTORS_A_HOME])
        homes = homes_in_parts(households, np.array([FLATS]), np.array([self.support]))
        work = best_work([one for one in jobs(homes, effects, "general") if one.channel == "door"], steps)
        won = float(np.interp(self.given, work.hours[0], work.votes[0]))
        return replace(work, hours=np.maximum(work.hours - self.given, 0), votes=np.maximum(work.votes - won, 0))

    def votes(self, effects: Effects, doors: float) -> float:
        """Return the votes that hours at the door bring if nothing of an effect is lost."""
        work = self.work(effects)
        return float(np.interp(doors, work.hours[0], work.votes[0]))

    def line(self, effects: Effects, kept: float, worth: float, steps: int = STEPS) -> Line:
        """Return volunteers' hours and what they gain when a seat is `worth` so much, as `bound.most_gained` takes it.

        `kept` (0-1) of an effect is left on polling day.
        """
        work, blur = self.work(effects, steps), SMOOTHED_POINTS / 100 * self.stake.votes
        hours, votes = work.hours[0], kept * work.votes[0]
        gains = worth * self.stake.gain(votes)
        falls = float((-np.diff(kept * work.prices[0]) * np.diff(hours)).max()) / 4
        bends = float(np.diff(votes).max()) ** 2 / 8
        return hours / self.left, gains, worth * (STEEPEST / blur * falls + SHARPEST / blur**2 * bends)


def grounds(
    known: Known, field: Field, seats: Sequence[AwaySeat], day_hours: float, *, rng: np.random.Generator
) -> Iterator[Ground]:
    """Draw seats on the country's draws of a field: each region moves with the country, and errs by itself.

    A region starts from its odds against the country's at the last general election, as London's seats do.
    """
    general = next(each for each in field.rounds if each.name == "westminster")
    for region in sorted({one.region for one in seats}):
        last = last_general_in(known, region)
        mine = {one.code: one for one in seats if one.region == region}
        for at, shares in enumerate(seat_votes(last, field.country, rng)):
            seat = mine.get(last.seats[at])
            if seat is not None:
                own = GROUPS.index(field.party)
                lacking = seat_lacking(last, at, shares.astype(float), own)
                support = float(np.clip(shares[:, own].mean(), LEAST, 1.0))
                yield Ground(seat, _stake(seat, general, float(last.votes[at]), lacking), support, seat.left(day_hours))


def _stake(seat: AwaySeat, general: Round, votes: float, lacking: Floats) -> Stake:
    contest = parliament_id(general.day, seat.name)
    return Stake(contest, "away", seat.name, votes, votes * lacking[None], np.ones(1))
