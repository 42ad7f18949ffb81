"""Where the populist right can be strong: the referendum of 2016, and the best election that such a party had."""

from collections.abc import Sequence
from datetime import date
from functools import cache

import numpy as np

from groundgame.electoral.forecasting.general.blocs import POPULIST, column
from groundgame.electoral.forecasting.general.elections import Election, Floats
from groundgame.electoral.places import read_table

REFERENDUM = date(2016, 6, 23)
# Its pattern is known from an election in which it stood in most seats.
MOST_SEATS = 2 / 3


@cache
def _leave() -> dict[str, float]:
    """Return the leave share (0-1) by seat of 2024, and of 2010 by the residents of their overlaps.

    Source: C. Hanretty's estimates, published for both sets; ours for 2010 are carried back from those for 2024.
    """
    table = read_table("referendum_2016_by_seat")
    newer = dict(zip(table["area"], table["leave"], strict=True))
    return newer | _carried(newer, "new", "old")


def _carried(values: dict[str, float], source: str, target: str) -> dict[str, float]:
    """Carry values between the seats of 2010 and 2024 by the residents that overlap."""
    rows = read_table("seat_overlaps_2010_2024").select(source, target, f"people_of_{target}").drop_nulls().sort(target)
    sums: dict[str, list[float]] = {}
    for one, other, people in rows.iter_rows():
        if one in values:
            total = sums.setdefault(other, [0.0, 0.0])
            total[0] += people * values[one]
            total[1] += people
    return {area: weighted / people for area, (weighted, people) in sums.items() if people > 0}


def leave(election: Election) -> Floats | None:
    """Return the leave share (0-1) of each seat; None before the referendum, or where it is not known."""
    if election.day <= REFERENDUM or not set(election.areas) <= set(_leave()):
        return None
    return np.array([_leave()[area] for area in election.areas])


def best_pattern(election: Election, earlier: Sequence[Election]) -> Floats | None:
    """Return the populist right's shares (0-1) at the last election before in which it stood in most seats, or None."""
    bloc = column(POPULIST)
    wide = [one for one in earlier if one.stood[:, bloc].mean() >= MOST_SEATS]
    if not wide:
        return None
    shares = dict(zip(wide[-1].areas, wide[-1].shares[:, bloc].tolist(), strict=True))
    if wide[-1].areas != election.areas:
        shares |= _carried(shares, "old", "new")
    typical = float(np.mean(list(shares.values())))
    return np.array([shares.get(area, typical) for area in election.areas])
