"""Cut doors into walks: pure functions, from where doors are to who walks where, in which order."""

from groundgame.campaign.doorstep.cutting.cutter import Cut, cut_walks
from groundgame.campaign.doorstep.cutting.doors import Door, Size

__all__ = ["Cut", "Door", "Size", "cut_walks"]
