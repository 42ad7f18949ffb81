"""Type a sheet back: by the number of a line and codes, with the keyboard alone."""

import datetime as dt
import json
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from groundgame.campaign.accounts.http import SignedInRequest
from groundgame.campaign.audit.actions import look
from groundgame.campaign.audit.models import Look
from groundgame.campaign.doorstep import actions, rules
from groundgame.campaign.doorstep.models import Sheet
from groundgame.campaign.doorstep.paper.codes import codebook
from groundgame.campaign.doorstep.typed_lines import shown_lines

MOST_AT_ONCE = 400


def _sheet(request: SignedInRequest, code: str) -> Sheet:
    kept = Sheet.objects.select_related("outing__walk__session__script")
    sheet = get_object_or_404(kept, code=code.upper())
    rules.check_may_type(request.user, sheet)
    return sheet


@require_safe
def find_sheet(request: SignedInRequest) -> HttpResponse:
    """Go to the sheet whose code was typed."""
    code = "".join(request.GET.get("code", "").split()).upper()
    sheet = Sheet.objects.filter(code=code).first() if code else None
    if sheet is None or not rules.may_type(request.user, sheet):
        messages.error(
            request, f"There is no sheet \u201c{code}\u201d of yours. Its code stands at the top of each page."
        )
        return redirect("doorstep:rounds")
    return redirect("doorstep:sheet", code)


@never_cache
@require_safe
def sheet(request: SignedInRequest, code: str) -> HttpResponse:
    """Show a sheet with what was typed of it, and the field to type in."""
    return render(request, "doorstep/sheet.html", _page(request, _sheet(request, code)))


def _page(request: SignedInRequest, held: Sheet, typed: str = "", wrong: str = "") -> dict[str, Any]:
    look(by=request.user, page=Look.Page.WALK, electors=held.electors, area=held.outing.walk.ward)
    lines = shown_lines(held)
    return {
        "sheet": held,
        "walk": held.outing.walk,
        "session": held.outing.walk.session,
        "lines": lines,
        "done": sum(1 for line in lines if line.what),
        "codes": codebook(held.outing.walk.session.script),
        "entry": uuid4(),
        "typed": typed,
        "wrong": wrong,
        "walked_on": _walked_on(held),
        "today": timezone.localdate(),
    }


def _walked_on(held: Sheet) -> dt.date:
    """Return the day that stands in the form: that of the line typed last, else today."""
    last = held.entries.select_related("event").order_by("-typed_at", "-pk").first()
    return timezone.localdate(last.event.happened_at if last else None)


@require_POST
def lines(request: SignedInRequest, code: str) -> HttpResponse:
    """Keep what was typed: one thing from the form, or as many as the page sends, each told what became of it."""
    held = _sheet(request, code)
    if request.content_type == "application/json":
        return _lines_sent(request, held)
    try:
        sent = [actions.Sent(UUID(request.POST.get("entry", "")), _text(request.POST.get("typed", "")))]
    except ValueError:
        return redirect("doorstep:sheet", held.code)
    (done,) = _type(request, held, sent, request.POST.get("walked_on", ""))
    if not done.kept:
        return render(request, "doorstep/sheet.html", _page(request, held, sent[0].text, done.said), status=422)
    messages.success(request, done.said)
    return redirect("doorstep:sheet", held.code)


def _text(typed: str) -> str:
    """Return what was typed without the one character that the database does not keep."""
    return typed.replace("\0", "")


def _type(request: SignedInRequest, held: Sheet, sent: list[actions.Sent], walked_on: str) -> list[actions.Kept]:
    codes = codebook(held.outing.walk.session.script)
    return actions.type_lines(by=request.user, sheet=held, codes=codes, sent=sent, walked_on=_day(walked_on))


def _day(text: str) -> dt.date | None:
    try:
        return parse_date(text)
    except ValueError:
        return None


def _lines_sent(request: SignedInRequest, held: Sheet) -> JsonResponse:
    try:
        body = json.loads(request.body)
        sent = [actions.Sent(UUID(each["id"]), _text(str(each["text"]))) for each in body["entries"]][:MOST_AT_ONCE]
        day = str(body.get("walked_on") or "")
    except (ValueError, KeyError, TypeError, AttributeError):
        return JsonResponse({"error": "Send entries as a list of id and text."}, status=400)
    done = _type(request, held, sent, day)
    shown = {line.number: line.what for line in shown_lines(held)}
    answers = [
        {"id": str(each.id), "kept": each.kept, "said": each.said, "lines": {n: shown[n] for n in each.lines}}
        for each in done
    ]
    return JsonResponse({"entries": answers})


@require_POST
def undo(request: SignedInRequest, code: str) -> HttpResponse:
    """Take back the last thing that the person typed."""
    held = _sheet(request, code)
    try:
        sent = [actions.Sent(UUID(request.POST.get("entry", "")), actions.UNDO)]
    except ValueError:
        return redirect("doorstep:sheet", held.code)
    (done,) = _type(request, held, sent, "")
    (messages.success if done.kept else messages.error)(request, done.said)
    return redirect("doorstep:sheet", held.code)


@require_POST
def finish(request: SignedInRequest, code: str) -> HttpResponse:
    """Say that all of the sheet is typed."""
    held = _sheet(request, code)
    actions.finish_sheet(by=request.user, sheet=held)
    messages.success(request, f"Sheet {held.code} is done: doors that nobody knocked can be given out again.")
    session = held.outing.walk.session
    if rules.may_run_round(request.user, session):
        return redirect("doorstep:round", session.pk)
    return redirect("doorstep:sheet", held.code)
