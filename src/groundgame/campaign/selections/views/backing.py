"""Who backs whom: the list, adding to it, a sheet of many, and withdrawals."""

import csv

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from groundgame.campaign.accounts.http import SignedInRequest
from groundgame.campaign.selections import actions, rules
from groundgame.campaign.selections.backed import support_by_post
from groundgame.campaign.selections.forms.backing import BackingForm, BackingSheetForm, WithdrawalForm
from groundgame.campaign.selections.models import Backer, Backing, Selection
from groundgame.campaign.selections.support.sheets import NEEDED, OPTIONAL, SheetError
from groundgame.campaign.selections.views.reaching import selection_run_by

A_PAGE, MOST_KNOWN = 50, 500


@require_safe
def backing(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show how many back each candidate, and who they are."""
    held = selection_run_by(request, pk)
    query = request.GET.copy()
    query.pop("page", None)
    page = {
        "selection": held,
        "tab": "backing",
        "posts": support_by_post(held),
        "backings": Paginator(_listed(request, held), A_PAGE).get_page(request.GET.get("page")),
        "query": f"{query.urlencode()}&" if query else "",
        "kinds": Backer.Kind.choices,
        "chosen": request.GET,
        "records": rules.may_record_backing(request.user, held),
        "nominating": rules.takes_nominations(held),
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
    known = Backer.objects.filter(member=None).values_list("name", flat=True).distinct()[:MOST_KNOWN]
    page = {"selection": held, "tab": "backing", "form": form, "known": known}
    return render(request, "selections/backing/add.html", page, status=422 if form.is_bound else 200)


def _recorded(request: SignedInRequest, form: BackingForm) -> bool:
    """Record what was typed, or say on the form why not."""
    data = form.cleaned_data
    said = {"what": data["what"], "given_on": data["given_on"], "source": data["source"]}
    try:
        made = actions.back(by=request.user, candidate=data["candidate"], backer=form.named(), **said)
    except (PermissionDenied, ValidationError) as refused:
        _refuse(form, refused)
        return False
    messages.success(request, f"{made.backer} backs {made.candidate} for {made.candidate.post}: recorded.")
    return True


def withdraw(request: SignedInRequest, pk: int, backing: int) -> HttpResponse:
    """Write down that a backing was withdrawn."""
    held = selection_run_by(request, pk)
    rules.check_may_record_backing(request.user, held)
    of_selection = Backing.objects.filter(candidate__post__selection=held)
    one = get_object_or_404(of_selection.select_related("backer", "candidate__post"), pk=backing)
    form = WithdrawalForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.withdraw_backing(by=request.user, backing=one, **form.cleaned_data)
        except (PermissionDenied, ValidationError) as refused:
            _refuse(form, refused)
        else:
            messages.success(request, f"{one.backer} no longer backs {one.candidate}: recorded.")
            return redirect("selections:backing", pk)
    page = {"selection": held, "tab": "backing", "backing": one, "form": form}
    return render(request, "selections/backing/withdraw.html", page, status=422 if form.is_bound else 200)


def _refuse(form: Form, refused: PermissionDenied | ValidationError) -> None:
    """Say on the form why what was typed cannot be recorded."""
    form.add_error(None, refused if isinstance(refused, ValidationError) else str(refused))


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
