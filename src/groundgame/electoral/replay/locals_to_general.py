"""General elections since 1983 as the local elections before them read, scored."""

from collections.abc import Mapping
from dataclasses import replace as with_fields
from datetime import date

import numpy as np

from groundgame.electoral import polls
from groundgame.electoral.contests.national import general_elections, general_votes, seats_won
from groundgame.electoral.forecasting.answers import ContestForecast, Spread
from groundgame.electoral.replay.scoring import Baseline, Replay, Truth, scored
from groundgame.electoral.swing import LocalReading, read_locals
from groundgame.electoral.swing.local_to_general_seats import seats_for, winners_for

KIND = "locals"
FIRST_YEAR = 1983
DRAWS = 4000
GIVEN = ("day-before",)
YEARS = tuple(day.year for day in general_elections() if day.year >= FIRST_YEAR)
UNIFORM = "uniform swing from the last general election"


def replay(year: int, given: str = GIVEN[0], *, rng: np.random.Generator) -> Replay:
    """Read the general election of a year from the last local elections before it, and score the reading.

    `lead_error_points` is of the lead of the party that governed over the next largest, positive where that lead was
    read too large. `seats_right` is of the seats whose boundaries are those of the last election, or of its notional
    result; where these are fewer than half (1983, 1997), it is the most that the totals of the parties allow.
    """
    day = _day(year)
    reading = read_locals(day, day)
    forecast = _forecast(reading, day, rng)
    truth = _truth(day)
    errors = _seat_errors({party: spread.mean for party, spread in (forecast.seats or {}).items()}, day)
    found = scored(
        KIND,
        year,
        given,
        forecasts=[forecast],
        truths={forecast.id: truth},
        seat_error_by_party=errors,
        seats_right=_seats_right(reading.mean(), errors, day),
        parties=reading.parties[:-1],
    )
    return with_fields(
        found, lead_error_points=_lead_error(reading.mean(), day, reading.government, reading.opposition)
    )


def baselines(year: int, given: str = GIVEN[0]) -> tuple[Baseline, ...]:
    """Return what simpler readings of the same day, and the final polls, scored: seats by the same uniform swing."""
    day = _day(year)
    reading = read_locals(day, day)
    last = general_elections()[max(one for one in general_elections() if one < day)]
    average = polls.average(day)
    methods = {
        "the national equivalent vote as it stands": reading.equivalent.shares,
        "no change from the last general election": {party: last.get(party, 0.0) for party in reading.parties[:-1]},
        "final polls": dict(zip(average.parties, average.shares.tolist(), strict=True)),
    }
    return tuple(_baseline(name, shares, day, reading) for name, shares in methods.items())


def lead_inside(year: int) -> bool:
    """Tell whether the 90% interval of the reading held the lead of the party that governed over the next largest."""
    day = _day(year)
    reading = read_locals(day, day)
    low, high = reading.lead_interval()
    now = general_elections()[day]
    return low <= now[reading.government] - now[reading.opposition] <= high


def _baseline(method: str, shares: Mapping[str, float], day: date, reading: LocalReading) -> Baseline:
    now = general_elections()[day]
    errors = [abs(shares.get(party, 0.0) - now.get(party, 0.0)) for party in reading.parties[:-1]]
    winners = winners_for(shares, day)
    totals = {party: float(list(winners.values()).count(party)) for party in sorted(set(winners.values()))}
    seats = _seat_errors(totals, day)
    return Baseline(
        method,
        UNIFORM,
        share_error_points=100 * float(np.mean(errors)),
        seats_right=_seats_right(shares, seats, day),
        seat_error=sum(seats.values()),
        lead_error_points=_lead_error(shares, day, reading.government, reading.opposition),
    )


def _forecast(reading: LocalReading, day: date, rng: np.random.Generator) -> ContestForecast:
    shares = reading.draw(rng, DRAWS)
    seats = seats_for(reading.parties, shares, day)
    parties = sorted(seats)
    most = np.array([seats[party] for party in parties]).argmax(axis=0)
    return ContestForecast(
        id=f"parl.{day.isoformat()}",
        chance_to_win={party: float((most == column).mean()) for column, party in enumerate(parties)},
        share={party: Spread.of(shares[:, column]) for column, party in enumerate(reading.parties)},
        seats={party: Spread.of(counts) for party, counts in seats.items()},
    )


def _truth(day: date) -> Truth:
    seats = seats_won()[day]
    return Truth(max(seats, key=lambda party: seats[party]), general_elections()[day], seats)


def _seat_errors(totals: Mapping[str, float], day: date) -> dict[str, float]:
    """Return the absolute error in seats by party."""
    true = seats_won()[day]
    return {party: abs(totals.get(party, 0.0) - true.get(party, 0)) for party in sorted(set(totals) | set(true))}


def _seats_right(shares: Mapping[str, float], errors: Mapping[str, float], day: date) -> float:
    read, true = winners_for(shares, day), _winners(day)
    same = sorted(set(read) & set(true))
    if 2 * len(same) < len(true):
        return 1 - sum(errors.values()) / 2 / len(true)
    return float(np.mean([read[area] == true[area] for area in same]))


def _winners(day: date) -> dict[str, str]:
    won = general_votes().filter(day=day, elected=True)
    return dict(won.select("area", "party").iter_rows())


def _lead_error(shares: Mapping[str, float], day: date, first: str, second: str) -> float:
    now = general_elections()[day]
    return 100 * ((shares[first] - shares[second]) - (now[first] - now[second]))


def _day(year: int) -> date:
    return next(day for day in general_elections() if day.year == year)
