"""Joint draws of votes, counted by each contest's own rule, as of a day.

One draw moves every ward, seat and borough together; nothing is used that was not known on the day.
"""

from groundgame.electoral.forecasting.answers import Assumption, ContestForecast, Forecast, Spread

__all__ = ["Assumption", "ContestForecast", "Forecast", "Spread"]
