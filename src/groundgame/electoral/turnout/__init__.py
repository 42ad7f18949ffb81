"""Who turns out, and where: ward by ward, elector by elector, and inner against outer London.

What was counted is exact and says so; what is expected comes with its spread, from contests before its day alone.
"""

from groundgame.electoral.turnout.by_ward import KINDS, WardTurnout, ward_turnout
from groundgame.electoral.turnout.chances import Electors, elector_chance
from groundgame.electoral.turnout.doughnut import doughnut
from groundgame.electoral.turnout.effects import ElectorEffects, default_effects
from groundgame.electoral.turnout.errors import TurnoutError
from groundgame.electoral.turnout.estimated import boroughs_since_2021
from groundgame.electoral.turnout.learning import learn
from groundgame.electoral.turnout.scenario import at_turnout, extra_voter_ratios

__all__ = [
    "KINDS",
    "ElectorEffects",
    "Electors",
    "TurnoutError",
    "WardTurnout",
    "at_turnout",
    "boroughs_since_2021",
    "default_effects",
    "doughnut",
    "elector_chance",
    "extra_voter_ratios",
    "learn",
    "ward_turnout",
]
