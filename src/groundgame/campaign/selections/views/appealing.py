"""Appealing by the code in one's letter, without an account: nothing but the member's own case is shown."""

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from groundgame.campaign.selections import actions, rules
from groundgame.campaign.selections.forms.electorate import AppealForm
from groundgame.campaign.selections.letters import entry_of_code
from groundgame.campaign.selections.models import Entry
from groundgame.campaign.selections.states import State

UNKNOWN = "This code is not known. Check it against your letter, sign by sign."
ENDED = "This selection is closed, and its codes have ended. What became of an appeal stands in the letter about it."


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def appeal(request: HttpRequest) -> HttpResponse:
    """Ask for the code of a letter; show a member their own case by it, and take their appeal."""
    if request.method != "POST":
        return render(request, "selections/appeals/start.html")
    code = request.POST.get("code", "").strip()
    entry = _entry(code)
    if entry is None:
        return render(request, "selections/appeals/start.html", {"typed": code, "wrong": UNKNOWN}, status=422)
    if entry.selection.state == State.CLOSED:
        return render(request, "selections/appeals/start.html", {"wrong": ENDED}, status=410)
    form = AppealForm(request.POST if "grounds" in request.POST else None, label_suffix="")
    if form.is_valid() and _taken(entry, form):
        return _page(request, _entry(code) or entry, code, AppealForm(label_suffix=""))
    return _page(request, entry, code, form)


def _taken(entry: Entry, form: AppealForm) -> bool:
    """Take the appeal, and tell whether it was; if not the form says why."""
    try:
        actions.appeal(entry=entry, grounds=form.cleaned_data["grounds"], by=None)
    except (PermissionDenied, ValidationError) as refused:
        form.add_error(None, refused.messages[0] if isinstance(refused, ValidationError) else str(refused))
        return False
    return True


def _entry(code: str) -> Entry | None:
    known = Entry.objects.select_related("member", "section", "selection", "appeal__decision")
    found = entry_of_code(code)
    return known.filter(pk=found).first() if found is not None else None


def _page(request: HttpRequest, entry: Entry, code: str, form: AppealForm) -> HttpResponse:
    made = getattr(entry, "appeal", None)
    page = {
        "entry": entry,
        "code": code,
        "appeal": made,
        "decision": getattr(made, "decision", None),
        "by": rules.appeal_by(entry),
        "refusal": None if made else rules.refusal_of_appeal(entry),
        "form": form,
    }
    return render(request, "selections/appeals/appeal.html", page, status=422 if form.is_bound else 200)
