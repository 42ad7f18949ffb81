"""Two elections compared: which are meant, the places that they share, what changed there, and the swing."""

from groundgame.electoral.swing.comparing.comparison import Comparison, compare
from groundgame.electoral.swing.comparing.naming import Election, ElectionError, elections_of, find_election
from groundgame.electoral.swing.comparing.swings import Swing, overall_swing, swings

__all__ = [
    "Comparison",
    "Election",
    "ElectionError",
    "Swing",
    "compare",
    "elections_of",
    "find_election",
    "overall_swing",
    "swings",
]
