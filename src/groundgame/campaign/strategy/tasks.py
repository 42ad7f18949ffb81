"""What the room has done beside the pages: where we have been is kept up by the minute, and made anew each night."""

from groundgame.campaign.jobs.actions import Progress, daily, frequent
from groundgame.campaign.strategy.coverage.keeping import keep_coverage, make_coverage
from groundgame.campaign.strategy.models import CoverageKept

MINUTES = 3

frequent(MINUTES)(keep_coverage)


@daily("Working out where we have been")
def make_all_coverage(progress: Progress) -> str:
    """Work out every borough from the ground: years pass, and people are erased, without a line in the log."""
    boroughs = sorted(CoverageKept.objects.values_list("pk", flat=True))
    streets = 0
    for number, borough in enumerate(boroughs):
        progress("Working out where we have been", number, len(boroughs))
        streets += make_coverage(borough)
    return f"{streets:,} streets in {len(boroughs)} boroughs."
