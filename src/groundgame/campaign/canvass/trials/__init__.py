"""Holding some back, for whoever makes a session: how many, what it costs and tells, and what two openings do."""

from groundgame.campaign.canvass.trials.openings import promised_of_openings
from groundgame.campaign.canvass.trials.promised import promised

__all__ = ["promised", "promised_of_openings"]
