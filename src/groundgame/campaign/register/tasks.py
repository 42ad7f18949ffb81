"""What the room does beside the web server: imports applied and undone, and its daily duty."""

from groundgame.campaign.audit.retention import retain
from groundgame.campaign.jobs.actions import Progress, background, daily, frequent
from groundgame.campaign.register.actions import apply_import, undo_import
from groundgame.campaign.register.importing.aside import mend_indexes
from groundgame.campaign.register.models import RegisterImport


@daily("Letting go of what is kept longer than its term")
def retain_daily(progress: Progress) -> str:
    """Let go of all that is older than its term; a run that died is taken up where it was."""
    gone = retain()
    return "; ".join(f"{each.term.title}: {each.rows:,}" for each in gone) or "Nothing was older than its term."


@frequent(minutes=0.5)
def mend() -> None:
    """Build the indexes that a load which was cut off has left aside."""
    mend_indexes()


@background
def apply_register(progress: Progress, *, made: int, accept_leavers: bool, accept_refused: bool) -> None:
    """Apply a register that was looked at; one that was cut off is begun again, and nothing is done twice."""
    apply_import(
        by=progress.job.by,
        made=RegisterImport.objects.get(pk=made),
        accept_leavers=accept_leavers,
        accept_refused=accept_refused,
        progress=lambda done, total, what: progress(what, done, total),
        finish=progress.finish,
    )


@background
def undo_register(progress: Progress, *, made: int) -> str:
    """Take a register back."""
    held = RegisterImport.objects.get(pk=made)
    progress(f"Undoing {held.file_name}")
    undo_import(by=progress.job.by, made=held)
    held.refresh_from_db()
    return held.message
