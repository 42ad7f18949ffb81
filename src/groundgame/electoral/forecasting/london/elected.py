"""Who is elected mayor on each draw, by the rule of the day."""

import numpy as np

from groundgame.electoral.forecasting import settings
from groundgame.electoral.forecasting.errors import ForecastError
from groundgame.electoral.forecasting.london.groups import GROUPS, OTHERS, Floats
from groundgame.electoral.forecasting.london.known import Known
from groundgame.electoral.forecasting.london.noise import student
from groundgame.electoral.forecasting.london.past import Ints
from groundgame.electoral.forecasting.london.transfers import elected_by_sv, transfers

RULES = ("sv", "fptp")


def counted(rule: str) -> str:
    """Return a rule that a mayor can be counted by.

    Raises:
        ForecastError: if it is another.
    """
    if rule not in RULES:
        raise ForecastError(f"The mayor cannot be forecast under the rule {rule!r}; there are {', '.join(RULES)}.")
    return rule


def elected(first: Floats, rule: str, known: Known, rng: np.random.Generator) -> Ints:
    """Return the group elected on each draw; the others, a sum of many, are never elected.

    Raises:
        ForecastError: if no mayor can be counted by the rule.
    """
    able = first.copy()
    able[:, OTHERS] = 0.0
    if counted(rule) == "fptp":
        first_past: Ints = able.argmax(axis=1).astype(np.int64)
        return first_past
    table = transfers(known).table()
    spread = np.clip(1 + settings.TRANSFER_SD * student(rng, (len(first),)), 0.0, 2.0)
    most = np.where(np.arange(len(GROUPS)) == OTHERS, np.minimum(first, able.max(axis=1, keepdims=True) / 10), first)
    return elected_by_sv(most, table, spread)
