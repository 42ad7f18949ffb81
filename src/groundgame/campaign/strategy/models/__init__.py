"""What the room keeps: where we have been, plans, what was taken up of them, branches' hours and conversations."""

from groundgame.campaign.strategy.models.away import DayOut
from groundgame.campaign.strategy.models.coverage import CoverageKept, StreetCoverage
from groundgame.campaign.strategy.models.effort import ConversationsKept
from groundgame.campaign.strategy.models.hours import BranchHours
from groundgame.campaign.strategy.models.plans import KeptPlan, PlannedWork, TakenUp

__all__ = [
    "BranchHours",
    "ConversationsKept",
    "CoverageKept",
    "DayOut",
    "KeptPlan",
    "PlannedWork",
    "StreetCoverage",
    "TakenUp",
]
