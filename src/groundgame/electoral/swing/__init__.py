"""Where the vote is and how it moved: shares, margins and change in every ward, and the history of a place.

Change between two contests of different boundaries is an estimate, and every frame says so.
"""

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
from groundgame.electoral.swing.history import history
from groundgame.electoral.swing.holders import councils, holders
from groundgame.electoral.swing.levels import Level
from groundgame.electoral.swing.measures import measures, shares
from groundgame.electoral.swing.tide import Tide, tide

__all__ = [
    "TIERS",
    "Comparison",
    "Election",
    "ElectionError",
    "Level",
    "Swing",
    "Tide",
    "UnknownTierError",
    "compare",
    "councils",
    "elections_of",
    "find_election",
    "history",
    "holders",
    "levels",
    "measures",
    "overall_swing",
    "shares",
    "swings",
    "tide",
]
