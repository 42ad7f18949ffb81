"""Appeals as the returning officer and the panel see them: the list, the panel, a case, findings."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from groundgame.campaign.accounts.http import SignedInRequest
from groundgame.campaign.selections import actions, rules
from groundgame.campaign.selections.forms.appeals import FindingForm, InterestForm, NameToPanelForm, PanelForm
from groundgame.campaign.selections.models import Appeal, Selection


@require_safe
def hearings(request: SignedInRequest) -> HttpResponse:
    """List the selections whose appeals the person is named to hear."""
    rows = [{"selection": each, "waiting": _waiting(request, each)} for each in rules.panels_of(request.user)]
    return render(request, "selections/appeals/hearings.html", {"rows": rows})


def _waiting(request: SignedInRequest, held: Selection) -> int:
    own = rules.own_standpoint(request.user, held)
    return sum(rules.refusal_to_find(own, each) is None for each in _appeals(held))


def _appeals(held: Selection) -> list[Appeal]:
    known = Appeal.objects.filter(entry__selection=held)
    known = known.select_related("entry__member", "entry__section", "entry__local_party", "decision")
    found = list(known.prefetch_related("findings__panel_member"))
    for each in found:
        each.entry.selection = held
    return found


@require_safe
def appeals(request: SignedInRequest, pk: int) -> HttpResponse:
    """List the appeals that the person may see, the open ones first, and the panel to whoever runs the selection."""
    held = get_object_or_404(Selection, pk=pk)
    rules.check_may_see_appeals(request.user, held)
    return appeals_page(request, held)


def appeals_page(request: SignedInRequest, held: Selection, **forms: Any) -> HttpResponse:
    """Show the list; `forms` are those of the panel that were filled in wrongly."""
    own, panel, runs = (
        rules.own_standpoint(request.user, held),
        rules.standpoints(held),
        rules.may_run(request.user, held),
    )
    seen = [_row(each, own, panel, runs=runs) for each in _appeals(held)]
    page = {
        "selection": held,
        "runs": runs,
        "tab": "appeals",
        "rows": sorted((row for row in seen if row["shown"]), key=lambda row: (row["decided"], row["appeal"].at)),
        "kept_from": [row["why"] for row in seen if not row["shown"]],
        "panel": [point.place for point in panel],
        "unchecked": rules.unchecked(held, panel) if runs else [],
        "how": rules.panel_of(held),
        "names": rules.may_name_panel(request.user, held),
        "panel_form": forms.get("panel", PanelForm(instance=rules.panel_of(held), label_suffix="")),
        "name_form": forms.get("name", NameToPanelForm(label_suffix="")),
    }
    return render(request, "selections/appeals/appeals.html", page, status=422 if forms else 200)


def _row(appeal: Appeal, own: rules.Standpoint | None, panel: list[rules.Standpoint], *, runs: bool) -> dict[str, Any]:
    why = rules.refusal_to_hear(own, appeal)
    return {
        "appeal": appeal,
        "shown": why is None or (own is None and runs),
        "decided": hasattr(appeal, "decision"),
        "finds": rules.refusal_to_find(own, appeal) is None,
        "why": why,
        "hearers": _hearers(appeal, panel),
    }


def _hearers(appeal: Appeal, panel: list[rules.Standpoint]) -> int:
    """Return how many of the panel may hear the appeal."""
    return sum(rules.refusal_to_hear(point, appeal) is None for point in panel)


def _case(request: SignedInRequest, pk: int, appeal: int) -> Appeal:
    held = get_object_or_404(Selection, pk=pk)
    rules.check_may_see_appeals(request.user, held)
    known = Appeal.objects.select_related("entry__member", "entry__section", "entry__local_party", "entry__decided_by")
    one = get_object_or_404(known, pk=appeal, entry__selection=held)
    one.entry.selection = held
    rules.check_may_see_appeal(request.user, one)
    return one


@require_safe
def case(request: SignedInRequest, pk: int, appeal: int) -> HttpResponse:
    """Show one appeal: the reasons given, the grounds, the facts, the findings and the decision."""
    return _case_page(request, _case(request, pk, appeal))


def _case_page(request: SignedInRequest, one: Appeal, **forms: Any) -> HttpResponse:
    held = one.entry.selection
    finds = rules.may_find(request.user, one)
    runs = rules.may_run(request.user, held)
    # One of the panel reads what the others found when they have found themselves, so that each judges alone.
    opened = runs or hasattr(one, "decision") or one.findings.filter(panel_member__user=request.user).exists()
    page = {
        "selection": held,
        "runs": runs,
        "tab": "appeals",
        "appeal": one,
        "entry": one.entry,
        "decision": getattr(one, "decision", None),
        "findings": one.findings.select_related("panel_member__user") if opened else [],
        "found": one.findings.count(),
        "interests": one.interests.select_related("panel_member__user"),
        "quorum": rules.panel_of(held).quorum,
        "hearers": _hearers(one, rules.standpoints(held)),
        "finding_form": forms.get("finding", FindingForm(label_suffix="")) if finds else None,
        "interest_form": forms.get("interest", InterestForm(label_suffix="")) if finds else None,
    }
    return render(request, "selections/appeals/case.html", page, status=422 if forms else 200)


@require_POST
def find(request: SignedInRequest, pk: int, appeal: int) -> HttpResponse:
    """Give a finding."""
    one = _case(request, pk, appeal)
    rules.check_may_hear(request.user, one)
    form = FindingForm(request.POST, label_suffix="")
    if not form.is_valid():
        return _case_page(request, one, finding=form)
    uphold, reasons = form.cleaned_data["uphold"] == "yes", form.cleaned_data["reasons"]
    try:
        decision = actions.find(appeal=one, uphold=uphold, reasons=reasons, by=request.user)
    except PermissionDenied as refused:  # decided, or found on from another tab meanwhile
        messages.error(request, str(refused))
    else:
        messages.success(request, _found(decision is not None and decision.upheld, decided=decision is not None))
    return redirect("selections:case", pk, appeal)


def _found(upheld: bool, *, decided: bool) -> str:  # noqa: FBT001 (a fact, not a switch)
    if not decided:
        return "Your finding is kept. The appeal is decided when enough of the panel have found."
    return f"The appeal is {'upheld' if upheld else 'dismissed'}, and the member's letter is written."


@require_POST
def interest(request: SignedInRequest, pk: int, appeal: int) -> HttpResponse:
    """Stand back from an appeal."""
    one = _case(request, pk, appeal)
    rules.check_may_hear(request.user, one)
    form = InterestForm(request.POST, label_suffix="")
    if not form.is_valid():
        return _case_page(request, one, interest=form)
    try:
        actions.declare_interest(appeal=one, why=form.cleaned_data["why"], by=request.user)
        messages.success(request, "Your interest is declared: others hear this appeal.")
    except PermissionDenied as refused:
        messages.error(request, str(refused))
    return redirect("selections:appeals", pk)
