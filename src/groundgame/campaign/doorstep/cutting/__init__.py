"""Cut doors into walks: pure functions, from where doors are to who walks where, in which order."""

from groundgame.campaign.doorstep.cutting.cutter import cut_walks, order_doors
from groundgame.campaign.doorstep.cutting.doors import Door, Size
from groundgame.campaign.doorstep.cutting.legs import Cut, Leg
from groundgame.campaign.doorstep.cutting.naming import title_of

__all__ = ["Cut", "Door", "Leg", "Size", "cut_walks", "order_doors", "title_of"]
