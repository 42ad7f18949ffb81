"""Results of contests on boundaries other than those they were counted by.

What is not counted is an estimate, and every row says which it is and how it was made.
"""

from groundgame.electoral.contests.on_boundaries.london import london_results

__all__ = ["london_results"]
