"""The groups that a forecast follows: parties that succeed one another are one, and the small ones are one sum."""

import csv
from functools import cache
from importlib.resources import files

import numpy as np
import numpy.typing as npt

from groundgame.electoral.contests.parties import OTHER

Floats = npt.NDArray[np.float64]


@cache
def lineages() -> dict[str, str]:
    """Return the group of each party that has one, by party; `lineages.csv` says who succeeds whom."""
    text = files("groundgame.electoral.forecasting").joinpath("lineages.csv").read_text(encoding="utf-8")
    return {row["party"]: row["group"] for row in csv.DictReader(text.splitlines())}


GROUPS = (*dict.fromkeys(lineages().values()), OTHER)
"""The groups in the order of every array's last axis; all other parties are the last."""
OTHERS = len(GROUPS) - 1


def group(party: str) -> int:
    """Return the position of a party's group.

    >>> GROUPS[group("ukip")], GROUPS[group("residents")]
    ('reform', 'other')
    """
    return GROUPS.index(lineages().get(party, OTHER))


def in_groups(shares: dict[str, float]) -> Floats:
    """Return shares by party as an array by group; what they leave below 1 is the others'."""
    found = np.zeros(len(GROUPS))
    for party, share in shares.items():
        found[group(party)] += share
    found[OTHERS] += max(0.0, 1.0 - found.sum())
    return found
