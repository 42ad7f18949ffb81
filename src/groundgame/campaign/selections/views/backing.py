"""Who backs whom: the list, adding to it, a sheet of many, and withdrawals."""

import csv

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from groundgame.campaign.accounts.http import SignedInRequest
from groundgame.campaign.selections import actions, rules
from groundgame.campaign.selections.backed import support_by_post
from groundgame.campaign.selections.forms.backing import BackingForm, BackingSheetForm, WithdrawalForm
from groundgame.campaign.selections.models import Backer, Backing, Selection
from groundgame.campaign.selections.support.sheets import NEEDED, OPTIONAL, SheetError
from groundgame.campaign.selections.views.reaching import selection_run_by

MOST_LISTED = 500


@require_safe
def backing(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show how many back each candidate, and who they are."""
    held = selection_run_by(request, pk)
    listed = _listed(request, held)
    page = {
        "selection": held,
        "tab": "backing",
        "posts": support_by_post(held),
        "backings": listed[:MOST_LISTED],
        "left_out": max(0, listed.count() - MOST_LISTED),
        "kinds": Backer.Kind.choices,
        "chosen": request.GET,
        "records": rules.may_record_backing(request.user, held),
        "nominating": rules.takes_nominations(held),
        "withdrawal": WithdrawalForm(),
    }
    return render(request, "selections/backing/backing.html", page)


def _listed(request: SignedInRequest, held: Selection) -> QuerySet[Backing]:
    """Return the backings that the page's switches ask for, newest first."""
    found = Backing.objects.filter(candidate__post__selection=held).select_related("backer", "candidate__post")
    candidate = request.GET.get("candidate", "")
    if candidate.isdecimal():
        found = found.filter(candidate=int(candidate))
    if request.GET.get("kind") in Backer.Kind.values:
        found = found.filter(backer__kind=request.GET["kind"])
    if request.GET.get("what") in Backing.What.values:
        found = found.filter(what=request.GET["what"])
    return found


def add(request: SignedInRequest, pk: int) -> HttpResponse:
    """Record one nomination or endorsement."""
    held = selection_run_by(request, pk)
    rules.check_may_record_backing(request.user, held)
    form = BackingForm(held, request.POST or None)
    if request.method == "POST" and form.is_valid() and _recorded(request, form):
        return redirect("selections:add_backing" if "another" in request.POST else "selections:backing", pk)
    known = Backer.objects.filter(member=None).values_list("name", flat=True).distinct()[:MOST_LISTED]
    page = {"selection": held, "tab": "backing", "form": form, "known": known}
    return render(request, "selections/backing/add.html", page, status=422 if form.is_bound else 200)


def _recorded(request: SignedInRequest, form: BackingForm) -> bool:
    """Record what was typed, or say on the form why not."""
    data = form.cleaned_data
    said = {"what": data["what"], "given_on": data["given_on"], "source": data["source"]}
    try:
        made = actions.back(by=request.user, candidate=data["candidate"], backer=form.named(), **said)
    except (PermissionDenied, ValidationError) as refused:
        form.add_error(None, refused if isinstance(refused, ValidationError) else str(refused))
        return False
    messages.success(request, f"{made.backer} backs {made.candidate} for {made.candidate.post}: recorded.")
    return True


@require_POST
def withdraw(request: SignedInRequest, pk: int, backing: int) -> HttpResponse:
    """Write down that a backing was withdrawn."""
    held = selection_run_by(request, pk)
    rules.check_may_record_backing(request.user, held)
    one = get_object_or_404(
        Backing.objects.select_related("candidate__post"), pk=backing, candidate__post__selection=held
    )
    form = WithdrawalForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Give the day on which it was withdrawn.")
        return redirect("selections:backing", pk)
    try:
        actions.withdraw_backing(by=request.user, backing=one, **form.cleaned_data)
        messages.success(request, f"{one.backer} no longer backs {one.candidate}: recorded.")
    except (PermissionDenied, ValidationError) as refused:
        messages.error(request, " ".join(getattr(refused, "messages", [str(refused)])))
    return redirect("selections:backing", pk)


def sheet(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take in a CSV sheet of many, or say of each bad line what is wrong with it."""
    held = selection_run_by(request, pk)
    rules.check_may_record_backing(request.user, held)
    form = BackingSheetForm(request.POST or None, request.FILES or None)
    wrong: list[str] = []
    if request.method == "POST" and form.is_valid():
        try:
            taken = actions.take_in_backings(by=request.user, selection=held, content=form.cleaned_data["sheet"])
        except SheetError as error:
            wrong = error.sentences
        else:
            messages.success(
                request, f"{taken.added} added, {taken.withdrawn} withdrawn, {taken.known} were there already."
            )
            return redirect("selections:backing", pk)
    page = {"selection": held, "tab": "backing", "form": form, "wrong": wrong, "needed": NEEDED, "optional": OPTIONAL}
    page |= {"kinds": Backer.Kind.values, "what": Backing.What.values}
    return render(request, "selections/backing/sheet.html", page, status=422 if wrong or form.errors else 200)


@require_safe
def download(request: SignedInRequest, pk: int) -> HttpResponse:
    """Give everything on record as a sheet of the same columns, withdrawn ones with their day."""
    held = selection_run_by(request, pk)
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="backing-{held.pk}.csv"'
    writer = csv.writer(response)
    writer.writerow([*NEEDED, *OPTIONAL])
    rows = Backing.objects.filter(candidate__post__selection=held).order_by("given_on", "pk")
    for each in rows.select_related("backer__member", "candidate__post"):
        number = each.backer.member.number if each.backer.member else ""
        said = [each.candidate.post.name, each.candidate.name, each.backer.name, each.backer.kind, each.what]
        writer.writerow([*said, each.given_on, each.source, number, each.withdrawn_on or "", each.withdrawn_source])
    return response
