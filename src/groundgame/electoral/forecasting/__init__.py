"""Joint draws of votes, counted by each contest's own rule, as of a day.

One draw moves every ward, seat and borough together; nothing is used that was not known on the day.
"""

from groundgame.electoral.forecasting.answers import Assumption, ContestForecast, Forecast, Spread
from groundgame.electoral.forecasting.as_json import as_json
from groundgame.electoral.forecasting.errors import ForecastError
from groundgame.electoral.forecasting.rules import DatedRule, rule_of
from groundgame.electoral.forecasting.running import KINDS, forecast, london_draws

__all__ = [
    "KINDS",
    "Assumption",
    "ContestForecast",
    "DatedRule",
    "Forecast",
    "ForecastError",
    "Spread",
    "as_json",
    "forecast",
    "london_draws",
    "rule_of",
]
