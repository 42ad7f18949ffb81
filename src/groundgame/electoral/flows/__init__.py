"""Vote flows: who went where between two votes of the same places, with bounds and intervals.

What is estimated is a table of shares from each option of the first vote to each of the second.
"""

from groundgame.electoral.flows.answers import Flows, FlowsError
from groundgame.electoral.flows.estimating import estimate, estimate_votes
from groundgame.electoral.flows.files import electors_from_file, vote_from_file
from groundgame.electoral.flows.from_record import LEVELS, Pair, between, votes_between, with_electors
from groundgame.electoral.flows.tables import Vote

__all__ = [
    "LEVELS",
    "Flows",
    "FlowsError",
    "Pair",
    "Vote",
    "between",
    "electors_from_file",
    "estimate",
    "estimate_votes",
    "vote_from_file",
    "votes_between",
    "with_electors",
]
