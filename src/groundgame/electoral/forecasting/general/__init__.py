"""Westminster: every seat of Great Britain from the shares of its nations, and joint draws of them all.

Fitted only on elections before the one that is forecast; `docs/seats.md` has the method and its figures.
"""

from groundgame.electoral.forecasting.general.answering import contests, seats_by_bloc
from groundgame.electoral.forecasting.general.blocs import blocs
from groundgame.electoral.forecasting.general.coming import Coming, coming, elections
from groundgame.electoral.forecasting.general.common import Draws
from groundgame.electoral.forecasting.general.elections import Election
from groundgame.electoral.forecasting.general.running import draw, expected_shares, forecast, forecast_of
from groundgame.electoral.forecasting.general.settings import Setting
from groundgame.electoral.forecasting.general.transition import strong_transition
from groundgame.electoral.forecasting.general.uniform import plain_uniform, proportional

__all__ = [
    "Coming",
    "Draws",
    "Election",
    "Setting",
    "blocs",
    "coming",
    "contests",
    "draw",
    "elections",
    "expected_shares",
    "forecast",
    "forecast_of",
    "plain_uniform",
    "proportional",
    "seats_by_bloc",
    "strong_transition",
]
