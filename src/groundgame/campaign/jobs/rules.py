"""Who may see a job."""

from django.core.exceptions import PermissionDenied

from groundgame.campaign.accounts.models import User
from groundgame.campaign.accounts.rules import MANAGERS, may_work_in, roles_of
from groundgame.campaign.jobs.models import Job
from groundgame.electoral.places import atlas


def may_see_job(user: User, job: Job) -> bool:
    """Tell whether the person started it, or manages all of its area; a job without an area is its starter's own."""
    if job.by_id == user.pk:
        return True
    return bool(job.area) and may_work_in(user, atlas().wards_within(job.area), MANAGERS)


def check_may_see_job(user: User, job: Job) -> None:
    """Refuse a person whose job it is not."""
    if not may_see_job(user, job):
        raise PermissionDenied("This job was started by somebody else, for an area that your role does not cover.")


def may_see_jobs(user: User) -> bool:
    """Tell whether the person may be shown a list of jobs at all."""
    return bool(roles_of(user) & set(MANAGERS))


def check_may_see_jobs(user: User) -> None:
    """Refuse a person who runs nothing."""
    if not may_see_jobs(user):
        raise PermissionDenied("Only a director or an organiser sees the jobs. Ask one of them.")
