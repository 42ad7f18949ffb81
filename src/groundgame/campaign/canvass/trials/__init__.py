"""What holding some back costs and tells, in words for whoever makes a session."""

from groundgame.campaign.canvass.trials.promised import promised

__all__ = ["promised"]
