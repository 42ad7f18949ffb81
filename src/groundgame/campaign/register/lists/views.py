"""The pages for lists that go with a register: look at one, load it, see which were loaded, take one back."""

import uuid

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from groundgame.campaign.accounts.http import SignedInRequest
from groundgame.campaign.audit import actions as audit
from groundgame.campaign.audit.models import Look
from groundgame.campaign.register import actions, rules
from groundgame.campaign.register.importing.errors import RegisterImportError
from groundgame.campaign.register.importing.lists import days_of
from groundgame.campaign.register.importing.numbers import not_of_the_day
from groundgame.campaign.register.lists.forms import ListForm
from groundgame.campaign.register.models import HeldList, LoadedList
from groundgame.electoral.places import atlas

SHOWN = 30


@require_http_methods(["GET", "HEAD", "POST"])
def lists(request: SignedInRequest) -> HttpResponse:
    """Take a list to look at what it would do: all of it, or what is not refused."""
    boroughs = rules.boroughs_to_import(request.user)
    if not boroughs:
        raise PermissionDenied("Only an organiser of a whole borough, or the director, loads lists. Ask one of them.")
    if request.method != "POST":
        return _page(request, boroughs, ListForm(boroughs))
    form = ListForm(boroughs, request.POST, request.FILES)
    if form.is_valid():
        try:
            held = actions.hold_list(by=request.user, held=_brought(request, form))
        except RegisterImportError as error:
            form.add_error("file", str(error))
        else:
            return redirect("register:look_at_list", held.pk)
    return _page(request, boroughs, form, status=422)


def _page(request: SignedInRequest, boroughs: frozenset[str], form: ListForm, status: int = 200) -> HttpResponse:
    loaded = LoadedList.objects.filter(borough__in=boroughs).select_related("by", "undone_by").order_by("-at", "-pk")
    rows = [(each, atlas().area(each.borough).name, actions.may_take_back(each)) for each in loaded[:SHOWN]]
    waiting = HeldList.objects.filter(borough__in=boroughs).select_related("by").defer("content").order_by("-at")
    waits = [(each, atlas().area(each.borough).name) for each in waiting]
    return render(request, "register/lists.html", {"form": form, "rows": rows, "waiting": waits}, status=status)


def _brought(request: SignedInRequest, form: ListForm) -> HeldList:
    data, file = form.cleaned_data, form.cleaned_data["file"]
    return HeldList(
        borough=data["borough"],
        what=data["what"],
        election_date=form.day(),
        file_name=file.name[-200:],
        accept_refused=data["accept_refused"],
        content=file.read(),
        by=request.user,
    )


def _held(request: SignedInRequest, pk: uuid.UUID) -> HeldList:
    held = get_object_or_404(HeldList, pk=pk)
    rules.check_may_import(request.user, held.borough)
    return held


@require_safe
def look_at_list(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    """Show what a list would do, as things stand."""
    held = _held(request, pk)
    try:
        outlook = actions.outlook_of(by=request.user, held=held)
    except RegisterImportError as error:  # the register has changed since it was brought
        messages.error(request, str(error))
        return redirect("register:lists")
    audit.look(by=request.user, page=Look.Page.PLAN, electors=outlook.electors, area=held.borough)
    samples = [("New", outlook.new, outlook.new_rows), ("Otherwise than before", outlook.changed, outlook.changed_rows)]
    shown = {"held": held, "borough": atlas().area(held.borough), "outlook": outlook, "samples": samples}
    return render(request, "register/list_look.html", shown)


@require_POST
def load_list(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    """Load a list that was looked at."""
    try:
        loaded = actions.load_held_list(by=request.user, held=_held(request, pk))
    except RegisterImportError as error:
        messages.error(request, str(error))
    else:
        _tell(request, loaded)
    return redirect("register:lists")


@require_POST
def give_up_list(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    """Give a list up that was looked at."""
    held = _held(request, pk)
    try:
        actions.give_up_list(by=request.user, held=held)
    except RegisterImportError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"{held.file_name} is given up, and our copy of it erased. Nothing was changed.")
    return redirect("register:lists")


def _tell(request: SignedInRequest, loaded: LoadedList) -> None:
    left_out = f" Left out: line {loaded.refused_lines}." if loaded.refused else ""
    count = f"{loaded.rows:,} {'row is' if loaded.rows == 1 else 'rows are'} recorded."
    messages.success(request, f"{atlas().area(loaded.borough).name}: {count}{left_out}")
    if warning := not_of_the_day(loaded.borough, days_of(loaded)):
        messages.warning(request, warning)


@require_POST
def take_back(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take a list back, in one step."""
    loaded = get_object_or_404(LoadedList, pk=pk)
    try:
        actions.take_list_back(by=request.user, loaded=loaded)
    except RegisterImportError as error:
        messages.error(request, str(error))
    else:
        named = loaded.file_name or loaded.get_what_display()
        messages.success(request, f"{atlas().area(loaded.borough).name}: {named} is taken back.")
    return redirect("register:lists")
