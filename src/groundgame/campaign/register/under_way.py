"""Which files are being applied or undone: those of which a job has no end yet.

The job alone tells it, and no state of the file: a job that fails, or dies, leaves the file waiting as it was.
"""

from groundgame.campaign.jobs.models import Job
from groundgame.campaign.register.importing.errors import RegisterImportError
from groundgame.campaign.register.models import RegisterImport

WORKS = {"register.apply_register": "being applied", "register.undo_register": "being undone"}


def under_way() -> dict[int, str]:
    """Return what is done to which import (id), in words."""
    jobs = Job.objects.filter(finished_at=None, work__in=WORKS).order_by("pk")
    return {made: WORKS[work] for made, work in jobs.values_list("details__made", "work")}


def state_of(made: RegisterImport, busy: dict[int, str]) -> str:
    """Return how far a file has come, in words; `busy` is what `under_way` has returned."""
    state = RegisterImport.State
    if made.pk in busy:
        return busy[made.pk].capitalize()
    return str((state.LOOKED_AT if made.state == state.APPLYING else state(made.state)).label)


def check_idle(made: RegisterImport) -> None:
    """Refuse a file that something is done to already; who asks holds its row, so that of two who ask one is refused.

    Raises:
        RegisterImportError: with what is done to it.
    """
    if doing := under_way().get(made.pk):
        raise RegisterImportError(f"{made.file_name} is {doing} already. Wait until that has ended.")
