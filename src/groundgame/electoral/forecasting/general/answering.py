"""Draws as answers: a chance and a share by party in each seat, and each party's seats."""

from collections.abc import Mapping
from datetime import date

import numpy as np

from groundgame.electoral.forecasting.answers import ContestForecast, Spread
from groundgame.electoral.forecasting.general.blocs import NATIONS, blocs
from groundgame.electoral.forecasting.general.common import Draws
from groundgame.electoral.forecasting.general.days import house_seats
from groundgame.electoral.forecasting.general.elections import Floats, Ints
from groundgame.electoral.forecasting.general.settings import Setting

SPEAKER = "speaker"
Parties = Mapping[tuple[int, int], str]


def contests(setting: Setting, draws: Draws, party: Parties) -> tuple[ContestForecast, ...]:
    """Return every seat's forecast, by contest id; the Speaker's seat is taken to be the Speaker's."""
    spread = _spreads(draws)
    return tuple(_contest(setting, draws, party, spread, row) for row in range(len(setting.ids)))


def _spreads(draws: Draws) -> Floats:
    """Return mean, 5, 25, 75 and 95% of the shares, shape (5, seats, blocs)."""
    return np.stack([draws.shares.mean(axis=0), *np.quantile(draws.shares, (0.05, 0.25, 0.75, 0.95), axis=0)])


def _contest(setting: Setting, draws: Draws, party: Parties, spread: Floats, row: int) -> ContestForecast:
    if setting.speaker[row]:
        return ContestForecast(setting.ids[row], {SPEAKER: 1.0}, {})
    nation = int(setting.nation[row])
    names = {int(bloc): party[nation, int(bloc)] for bloc in np.flatnonzero(setting.stood[row])}
    return ContestForecast(
        id=setting.ids[row],
        chance_to_win={name: float(draws.chance[row, bloc]) for bloc, name in names.items()},
        share={name: Spread(*(float(one) for one in spread[:, row, bloc])) for bloc, name in names.items()},
    )


def summary(draws: Draws, party: Parties, day: date) -> dict[str, dict[str, Spread | float]]:
    """Return each party's seats, its chance (0-1) of the most seats and of a majority of the whole House.

    Northern Ireland's seats count for a majority and are nobody's here; the Speaker's is one of `other`.
    """
    seats = seats_by_party(draws, party)
    table = np.stack(list(seats.values()))
    most = np.argmax(table, axis=0)
    majority = house_seats(day.year) // 2 + 1
    return {
        name: {
            "seats": Spread.of(won),
            "chance": float((most == place).mean()),
            "chance_of_majority": float((won >= majority).mean()),
        }
        for place, (name, won) in enumerate(seats.items())
    }


def seats_by_party(draws: Draws, party: Parties) -> dict[str, Ints]:
    """Return the seats of each party in each draw, parties in the order of the blocs."""
    found: dict[str, Ints] = {}
    for bloc in range(len(blocs())):
        for nation in range(len(NATIONS)):
            name = party.get((nation, bloc))
            if name is not None:
                found[name] = found.get(name, 0) + draws.seats[:, nation, bloc]
    return found


def seats_by_bloc(seats: Ints, party: Parties) -> dict[str, Ints]:
    """Return seats (draws, nations, blocs) summed by bloc, which is named by its parties: `snp+plaid-cymru`."""
    found: dict[str, Ints] = {}
    for bloc in range(len(blocs())):
        names = dict.fromkeys(party[nation, bloc] for nation in range(len(NATIONS)) if (nation, bloc) in party)
        if names:
            found["+".join(names)] = seats[:, :, bloc].sum(axis=1)
    return found
