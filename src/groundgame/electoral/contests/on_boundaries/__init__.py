"""Results of contests on boundaries other than those they were counted by.

What is not counted is an estimate, and every row says which it is and how it was made.
"""

from groundgame.electoral.contests.on_boundaries.london import london_results
from groundgame.electoral.contests.on_boundaries.notionals import CrosswalkError, crosswalk_errors
from groundgame.electoral.contests.on_boundaries.seats import general_2019_on_2024

__all__ = ["CrosswalkError", "crosswalk_errors", "general_2019_on_2024", "london_results"]
