"""The London Assembly, as of a day: 14 constituencies and 11 seats from the London-wide list."""

from datetime import date
from pathlib import Path

import numpy as np

from groundgame.electoral.contests import record
from groundgame.electoral.contests.ids import assembly_id, assembly_list_id
from groundgame.electoral.forecasting import settings
from groundgame.electoral.forecasting.answers import Assumption, ContestForecast, Forecast, Spread
from groundgame.electoral.forecasting.calendar import next_day
from groundgame.electoral.forecasting.london.assembly_model import AssemblyDraws, assembly_draws
from groundgame.electoral.forecasting.london.groups import GROUPS, OTHERS
from groundgame.electoral.forecasting.london.known import Known
from groundgame.electoral.forecasting.london.target import national_draws, polls_of
from groundgame.electoral.forecasting.rules import rule_of
from groundgame.electoral.forecasting.spreads import spreads
from groundgame.electoral.places import atlas

OURS = "docs/forecasting.md"


def forecast(as_of: date, *, rng: np.random.Generator, draws: int, home: Path | None = None) -> Forecast:
    """Forecast the next Assembly election after a day (on it, if it is held then) from what was known before it.

    Raises:
        ForecastError: if the record holds no earlier Assembly election by constituency, or no recent polls.
    """
    known = Known(record(home), as_of)
    day = next_day("mayor", as_of)
    country = national_draws(polls_of(as_of, (day - as_of).days), rng, draws)
    drawn = assembly_draws(known, country, rng)
    return Forecast("assembly", as_of, contests(drawn, day), summary(drawn), _assumptions(drawn, as_of, day))


def contests(drawn: AssemblyDraws, day: date) -> tuple[ContestForecast, ...]:
    """Return the list's contest and each constituency's.

    Of the list, `chance_to_win` is the chance of the most votes.
    """
    return (_list(drawn, day), *(_constituency(drawn, at, day) for at in range(len(drawn.last.codes))))


def summary(drawn: AssemblyDraws) -> dict[str, dict[str, Spread | float]]:
    """Return by group all its seats, those of constituencies and of the list, and its list share."""
    figures = zip(
        spreads(drawn.seats.T),
        spreads(drawn.constituency_seats.T),
        spreads(drawn.list_seats.T),
        spreads(drawn.list_shares.T),
        strict=True,
    )
    names = ("seats", "constituency_seats", "list_seats", "share")
    return {name: dict(zip(names, each, strict=True)) for name, each in zip(GROUPS, figures, strict=True)}


def _list(drawn: AssemblyDraws, day: date) -> ContestForecast:
    first = np.bincount(drawn.list_shares[:, :OTHERS].argmax(axis=1), minlength=OTHERS) / len(drawn.list_shares)
    return ContestForecast(
        id=assembly_list_id(day),
        chance_to_win=dict(zip(GROUPS, first.tolist(), strict=False)),
        share=dict(zip(GROUPS, spreads(drawn.list_shares.T), strict=True)),
        seats=dict(zip(GROUPS, spreads(drawn.list_seats.T), strict=True)),
    )


def _constituency(drawn: AssemblyDraws, at: int, day: date) -> ContestForecast:
    shares = drawn.shares[at]
    first = np.bincount(shares[:, :OTHERS].argmax(axis=1), minlength=OTHERS) / len(shares)
    return ContestForecast(
        id=assembly_id(day, atlas().area(drawn.last.codes[at], "lac").name),
        chance_to_win=dict(zip(GROUPS, first.tolist(), strict=False)),
        share=dict(zip(GROUPS, spreads(shares.T), strict=True)),
    )


def _assumptions(drawn: AssemblyDraws, as_of: date, day: date) -> tuple[Assumption, ...]:
    return (
        Assumption("A constituency goes to its first candidate.", rule_of("assembly", day, as_of=as_of).source),
        Assumption(
            "Eleven seats are handed out by d'Hondt from the constituency seats on.",
            rule_of("assembly-list", day, as_of=as_of).source,
        ),
        Assumption(
            f"The list is {settings.LIST_KEPT:.0%} that of {drawn.last.day:%-d %B %Y}; the rest is the parties' "
            "strength in London now, by the polls of the country.",
            f"London Elects; Mark Pack, PollBase; {OURS}",
        ),
        Assumption("Constituencies move as the list does, the more the stronger a party is there.", OURS),
        Assumption("The small lists stay below 5% each, and none of their people wins a constituency.", OURS),
    )
