"""Vote flows: who went where between two votes of the same places, with bounds and intervals.

What is estimated is a table of shares from each option of the first vote to each of the second.
"""

from groundgame.electoral.flows.answers import Flows, FlowsError
from groundgame.electoral.flows.estimating import estimate

__all__ = ["Flows", "FlowsError", "estimate"]
