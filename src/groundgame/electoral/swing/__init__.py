"""Where the vote is, how it moved, who beat the tide, what town halls do, and the history of a place.

Change between two contests of different boundaries is an estimate, and every frame says so.
"""

from groundgame.electoral.swing.ahead import ahead
from groundgame.electoral.swing.comparing import (
    Comparison,
    Election,
    ElectionError,
    Swing,
    compare,
    elections_of,
    find_election,
    overall_swing,
    swings,
)
from groundgame.electoral.swing.elections import TIERS, UnknownTierError, levels
from groundgame.electoral.swing.gains import Gain, Gains, gains
from groundgame.electoral.swing.gains_voting import NoGainsError
from groundgame.electoral.swing.history import history
from groundgame.electoral.swing.holders import councils, holders
from groundgame.electoral.swing.levels import Level
from groundgame.electoral.swing.local_to_general import LocalReading, read_locals
from groundgame.electoral.swing.local_to_general_equivalents import Equivalent, NoLocalsError, equivalents
from groundgame.electoral.swing.measures import measures, shares
from groundgame.electoral.swing.tide import Tide, tide
from groundgame.electoral.swing.town_halls import town_halls

__all__ = [
    "TIERS",
    "Comparison",
    "Election",
    "ElectionError",
    "Equivalent",
    "Gain",
    "Gains",
    "Level",
    "LocalReading",
    "NoGainsError",
    "NoLocalsError",
    "Swing",
    "Tide",
    "UnknownTierError",
    "ahead",
    "compare",
    "councils",
    "elections_of",
    "equivalents",
    "find_election",
    "gains",
    "history",
    "holders",
    "levels",
    "measures",
    "overall_swing",
    "read_locals",
    "shares",
    "swings",
    "tide",
    "town_halls",
]
