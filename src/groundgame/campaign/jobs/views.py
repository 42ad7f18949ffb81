"""A job's page, its progress alone, and the list of one's own."""

from urllib.parse import urlsplit

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from groundgame.campaign.accounts.http import SignedInRequest
from groundgame.campaign.jobs import rules
from groundgame.campaign.jobs.models import Job

SHOWN = 100


@require_GET
def jobs(request: SignedInRequest) -> HttpResponse:
    """List the newest jobs that the person may see."""
    rules.check_may_see_jobs(request.user)
    newest = Job.objects.select_related("by").order_by("-asked_at")[: 5 * SHOWN]
    shown = [job for job in newest if rules.may_see_job(request.user, job)][:SHOWN]
    return render(request, "jobs/jobs.html", {"jobs": shown})


@never_cache
@require_GET
def job(request: SignedInRequest, job: int) -> HttpResponse:
    """Show one job; asked for by htmx, its progress alone."""
    found = get_object_or_404(Job.objects.select_related("by"), pk=job)
    rules.check_may_see_job(request.user, found)
    part = request.headers.get("HX-Request") == "true"
    answer = render(request, "jobs/progress.html" if part else "jobs/job.html", {"job": found})
    if part and found.finished_at and urlsplit(request.headers.get("HX-Current-URL", "")).path == found.leads_to:
        answer["HX-Refresh"] = "true"  # the page round it says what was so before the work was done
    return answer
