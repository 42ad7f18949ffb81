"""The turnout to expect in a place at each kind of election that is to come."""

import datetime as dt
from dataclasses import dataclass

import numpy as np
from django.utils.safestring import SafeString

from groundgame.campaign.strategy.answers import Answer, answer
from groundgame.campaign.strategy.charts.whiskers import Axis, Interval
from groundgame.electoral.places import Area, atlas
from groundgame.electoral.turnout import WardTurnout, ward_turnout

KINDS = {"borough": "Borough councils", "mayor": "Mayor and Assembly", "parliament": "Westminster"}
NINETY = 1.645
"""How many standard deviations each way hold nine cases of ten."""
AXIS = Axis(0.1, 0.9, (0.2, 0.4, 0.6, 0.8))
"""Every turnout is drawn on the same axis, so that places compare."""


@dataclass(frozen=True, slots=True)
class ExpectedTurnout:
    """One kind's turnout to expect in a place (0-1), with its 90% interval, drawn; `londons` is the whole city's."""

    name: str
    day: dt.date
    expected: Interval
    londons: float
    drawn: SafeString


def turnouts_answer(days: dict[str, dt.date], *, patience: float | None = None) -> Answer[tuple[WardTurnout, ...]]:
    """Return every ward's turnout on these days, by kind, once they are worked out: of them each place's is a sum."""
    key = ("turnout", *sorted(days.items()))
    return answer(key, lambda: tuple(ward_turnout(*each) for each in days.items()), patience=patience)


def expected_turnouts(area: Area, days: dict[str, dt.date]) -> list[ExpectedTurnout]:
    """Return the turnout to expect in a place of today, for each kind whose day is named."""
    return [_expected(area, kind, day) for kind, day in days.items()]


def _expected(area: Area, kind: str, day: dt.date) -> ExpectedTurnout:
    found = ward_turnout(kind, day)
    share = found.wards["turnout"].to_numpy()
    weights = _weights(found, area)
    middle = float(weights @ share)
    spread = NINETY * float(found.sd_of(weights[None, :])[0])
    interval = Interval(middle, max(middle - spread, 0.0), min(middle + spread, 1.0))
    return ExpectedTurnout(KINDS[kind], day, interval, found.level, AXIS.draw(interval, css="solid", zero=found.level))


def _weights(found: WardTurnout, area: Area) -> np.typing.NDArray[np.float64]:
    """Return each ward's part of a place's electors: none outside it."""
    inside = atlas().wards_within(area.code)
    held = np.where([ward in inside for ward in found.wards["ward"]], found.electors, 0.0)
    weights: np.typing.NDArray[np.float64] = held / held.sum()
    return weights
