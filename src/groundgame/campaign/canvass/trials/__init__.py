"""What holding some back costs and tells, and what two openings do, in words for whoever makes a session."""

from groundgame.campaign.canvass.trials.openings import promised_of_openings
from groundgame.campaign.canvass.trials.promised import promised

__all__ = ["promised", "promised_of_openings"]
