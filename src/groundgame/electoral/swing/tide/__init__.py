"""Who beat the tide: each place's departure from what its region, its past and its people would have given.

Shrunk to what the evidence bears, with an interval, and a rank with its uncertainty.
"""

from groundgame.electoral.swing.tide.departures import Tide, tide

__all__ = ["Tide", "tide"]
