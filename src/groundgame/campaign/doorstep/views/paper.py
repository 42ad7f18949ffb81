"""Walks on paper: print them, and print them again."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.text import slugify
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from groundgame.campaign.accounts.http import SignedInRequest
from groundgame.campaign.audit.actions import look
from groundgame.campaign.audit.models import Look
from groundgame.campaign.canvass.models import Session
from groundgame.campaign.doorstep import actions, rules
from groundgame.campaign.doorstep.errors import WalkRefusedError
from groundgame.campaign.doorstep.models import Sheet
from groundgame.campaign.doorstep.printing import sheets_pdf
from groundgame.campaign.doorstep.views.rounds import round_of

LISTS = "lists"


@never_cache
@require_POST
def print_(request: SignedInRequest, pk: int) -> HttpResponse:
    """Give the ticked walks out on paper, and return their sheets."""
    session = round_of(request, pk)
    ids = [each for each in request.POST.getlist("walks") if each.isdecimal()]
    walks = list(session.walks.filter(pk__in=ids, closed_at=None).select_related("session__round").order_by("number"))
    try:
        sheets = actions.print_walks(by=request.user, walks=walks)
    except WalkRefusedError as error:
        messages.error(request, str(error))
        return redirect("doorstep:round", pk)
    return _pdf(request, sheets, session)


def _pdf(request: SignedInRequest, sheets: list[Sheet], session: Session) -> HttpResponse:
    asked = request.POST if request.method == "POST" else request.GET
    content = sheets_pdf(
        sheets,
        session,
        lambda sheet: request.build_absolute_uri(reverse("doorstep:sheet", args=[sheet.code])),
        large="large" in asked,
        lists=asked.get("kind") == LISTS,
    )
    name = f"{slugify(session.name)[:60] or 'walks'}.pdf"
    return HttpResponse(
        content,
        content_type="application/pdf",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@never_cache
@require_safe
def reprint(request: SignedInRequest, code: str) -> HttpResponse:
    """Return a sheet that was printed once again, with the numbers that it had."""
    kept = Sheet.objects.select_related("outing__walk__session__script")
    sheet = get_object_or_404(kept, code=code.upper())
    session = sheet.outing.walk.session
    rules.check_may_run_round(request.user, session)
    if sheet.outing.ended_at is not None:
        messages.error(request, f"Sheet {sheet.code} is back, and its doors are free. Print the walk again instead.")
        return redirect("doorstep:sheet", sheet.code)
    look(by=request.user, page=Look.Page.WALK, electors=sheet.electors, area=sheet.outing.walk.ward)
    return _pdf(request, [sheet], session)
