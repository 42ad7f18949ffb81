"""Type a marked register: choose the polling district once, then numbers line by line."""

import uuid
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods

from groundgame.campaign.accounts.http import SignedInRequest
from groundgame.campaign.register.importing.errors import RegisterImportError
from groundgame.campaign.register.importing.numbers import numbering
from groundgame.campaign.register.marked import actions, rules
from groundgame.campaign.register.marked.entries import Page, marks_of
from groundgame.campaign.register.marked.forms import PageForm
from groundgame.campaign.register.marked.lines import UNDO
from groundgame.campaign.register.models import Register
from groundgame.electoral.places import atlas

SHOWN_LINES = 12


@require_http_methods(["GET", "HEAD", "POST"])
def marked(request: SignedInRequest) -> HttpResponse:
    """Choose what lies open (GET, without it), and take its lines (POST)."""
    boroughs = rules.boroughs_to_mark(request.user)
    if not boroughs:
        raise PermissionDenied("Only a director, an organiser or an agent types a marked register. Ask one of them.")
    if "district" not in request.GET:
        return _choose(request, boroughs, PageForm(boroughs, initial=request.GET.dict()))
    form = PageForm(boroughs, request.GET)
    if not form.is_valid():
        return _choose(request, boroughs, form, status=422)
    page = form.page()
    if request.method == "POST":
        return _take(request, page)
    return _typing(request, page)


def _choose(request: SignedInRequest, boroughs: frozenset[str], form: PageForm, status: int = 200) -> HttpResponse:
    borough = next(iter(boroughs)) if len(boroughs) == 1 else request.GET.get("borough", "")
    districts = rules.districts_to_mark(request.user, borough) if borough in boroughs else []
    return render(request, "register/marked_choose.html", {"form": form, "districts": districts}, status=status)


def _take(request: SignedInRequest, page: Page) -> HttpResponse:
    """Mark a line, or undo the last; a browser with script asks for the answer alone."""
    text = request.POST.get("numbers", "")
    try:
        if request.POST.get("undo") or text.strip().lower() in UNDO:
            actions.undo_line(by=request.user, page=page)
        elif text.strip():
            actions.mark_line(by=request.user, page=page, text=text, line_id=_id(request))
    except RegisterImportError as error:
        return _typing(request, page, refused=str(error), text=text, status=422)
    if request.headers.get("X-Requested-With") == "fetch":
        return _typing(request, page, template="register/_marked.html")
    query = {"borough": page.borough, "district": page.polling_district, "day": page.election_date.isoformat()}
    return redirect(f"{request.path}?{urlencode(query)}")


def _id(request: SignedInRequest) -> uuid.UUID:
    try:
        return uuid.UUID(request.POST.get("line", ""))
    except ValueError:
        return uuid.uuid4()


def _typing(
    request: SignedInRequest,
    page: Page,
    *,
    refused: str = "",
    text: str = "",
    template: str = "register/marked.html",
    status: int = 200,
) -> HttpResponse:
    register = numbering(page.borough, page.election_date)
    if register is None:
        form = PageForm([page.borough], request.GET)
        form.add_error("borough", f"{atlas().area(page.borough).name} has no register yet. Load the register first.")
        return _choose(request, frozenset([page.borough]), form, status=422)
    rules.check_may_mark(request.user, register, page.polling_district)
    typed = {"refused": refused, "text": text, "line": uuid.uuid4()}
    return render(request, template, _shown(page, register) | typed, status=status)


def _shown(page: Page, register: Register) -> dict[str, Any]:
    """Return the page, its last lines, the newest first, and how many are marked in the district for the day."""
    marks, typed = marks_of(page, register), actions.lines_of(page)
    return {
        "page": page,
        "register": register,
        "later": register.published_on > page.election_date,
        "borough": atlas().area(page.borough),
        "lines": list(typed.select_related("by")[:SHOWN_LINES]),
        "line_count": typed.count(),
        "marked_count": marks.count(),
        "post_count": marks.filter(by_post=True).count(),
    }
