"""What the room keeps: where we have been, plans, what was taken up of them, and branches' hours."""

from groundgame.campaign.strategy.models.coverage import CoverageKept, StreetCoverage
from groundgame.campaign.strategy.models.hours import BranchHours
from groundgame.campaign.strategy.models.plans import KeptPlan, PlannedWork, TakenUp

__all__ = ["BranchHours", "CoverageKept", "KeptPlan", "PlannedWork", "StreetCoverage", "TakenUp"]
