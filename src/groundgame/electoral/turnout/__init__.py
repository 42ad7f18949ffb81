"""Who turns out, and where: inner against outer London, election by election.

What a page shows of it is exact where votes were counted by borough or seat, and says where it is not.
"""

from groundgame.electoral.turnout.doughnut import doughnut

__all__ = ["doughnut"]
