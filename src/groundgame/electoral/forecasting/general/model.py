"""Shares by seat, given those of each nation: fitted departures from uniform swing, blended with strong transition."""

from datetime import date
from functools import cached_property

import numpy as np

from groundgame.electoral.forecasting.general.elections import Floats
from groundgame.electoral.forecasting.general.raking import raked
from groundgame.electoral.forecasting.general.ridge import Fitted, Lesson, best_penalty, fitted, lesson, tried
from groundgame.electoral.forecasting.general.settings import History, Setting
from groundgame.electoral.forecasting.general.signals import volatility
from groundgame.electoral.forecasting.general.transition import strong_transition
from groundgame.electoral.forecasting.general.uniform import change, uniform

# The weight of strong transition when nothing moves nationally, and the volatility from which it has none.
MOST_TRANSITION, CALM_BELOW = 0.4, 0.15


class SeatModel:
    """What every election of a history teaches of the next one's seats."""

    def __init__(self, history: History) -> None:
        """Take the elections to learn from."""
        self.history = history

    @cached_property
    def lessons(self) -> tuple[Lesson, ...]:
        """Return what each election teaches, in order."""
        return tuple(lesson(*pair) for pair in zip(self.history.settings, self.history.voted, strict=True))

    @cached_property
    def tried(self) -> Floats:
        """Return how each penalty did at each election, fitted on those before it."""
        return tried(self.lessons)

    def effects(self, day: date) -> Fitted:
        """Return the effects fitted on the elections before a day, with the penalty that was best at them."""
        known = [one for one in self.lessons if one.day < day]
        return fitted(known, day, best_penalty(known, self.tried, day))

    def predict(self, setting: Setting, national: Floats) -> Floats:
        """Return shares (0-1) by seat and bloc, given shares of each nation (nations, blocs).

        Only elections before the setting's own day are learned from.
        """
        return predicted(self.effects(setting.day), setting, national)


def predicted(effects: Fitted, setting: Setting, national: Floats) -> Floats:
    """Return shares (0-1) by seat and bloc, that agree with the shares of each nation."""
    weights = setting.before.weights
    away = uniform(setting, national) + effects.departures(setting, national)
    found = raked(away, setting.nation, weights, setting.stood, national)
    calm = transition_weight(setting, national)
    if calm > 0:
        found = (1 - calm) * found + calm * strong_transition(setting, national)
    return found


def transition_weight(setting: Setting, national: Floats) -> float:
    """Return the weight (0-1) of strong transition: the calmer the country, the more."""
    votes = np.array([setting.before.weights[setting.nation == each].sum() for each in range(len(national))])
    moved = float(volatility(change(setting, national)) @ votes / votes.sum())
    return MOST_TRANSITION * max(0.0, 1 - moved / CALM_BELOW)
