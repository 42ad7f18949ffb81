"""The room's daily duty."""

from groundgame.campaign.audit.retention import retain
from groundgame.campaign.jobs.actions import Progress, daily


@daily("Letting go of what is kept longer than its term")
def retain_daily(progress: Progress) -> str:
    """Let go of all that is older than its term; a run that died is taken up where it was."""
    gone = retain()
    return "; ".join(f"{each.term.title}: {each.rows:,}" for each in gone) or "Nothing was older than its term."
