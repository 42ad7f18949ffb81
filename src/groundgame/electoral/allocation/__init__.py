"""Where the next hour of work goes, so that most is won: on the joint draws of forecasting.

What a candidate lacks on a draw, what hours add there, and the plan that adds most.
"""

from groundgame.electoral.allocation.effort import Effort
from groundgame.electoral.allocation.errors import AllocationError
from groundgame.electoral.allocation.needs import WardNeed, ward_needs
from groundgame.electoral.allocation.planning import Prospects, Worth

__all__ = ["AllocationError", "Effort", "Prospects", "WardNeed", "Worth", "ward_needs"]
