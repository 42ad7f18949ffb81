"""Who turns out, and where: ward by ward, elector by elector, and inner against outer London.

What was counted is exact and says so; what is expected comes with its spread, from contests before its day alone.
"""

from groundgame.electoral.turnout.by_ward import KINDS, WardTurnout, ward_turnout
from groundgame.electoral.turnout.doughnut import doughnut
from groundgame.electoral.turnout.errors import TurnoutError

__all__ = ["KINDS", "TurnoutError", "WardTurnout", "doughnut", "ward_turnout"]
