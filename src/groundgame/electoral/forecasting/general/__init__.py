"""Westminster: every seat of Great Britain from the shares of its nations, and joint draws of them all.

Fitted only on elections before the one that is forecast; `docs/seats.md` has the method and its figures.
"""

from groundgame.electoral.forecasting.general.running import forecast

__all__ = ["forecast"]
