"""How a page gets at a selection and its parts: by who runs it, else refused."""

from typing import TypeVar

from django.contrib import messages
from django.db import models
from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from groundgame.campaign.accounts.http import SignedInRequest
from groundgame.campaign.selections import rules
from groundgame.campaign.selections.models import Entry, Post, Selection

Part = TypeVar("Part", bound=models.Model)


def selection_run_by(request: SignedInRequest, pk: int) -> Selection:
    """Return the selection, if the person runs it."""
    selection = get_object_or_404(Selection, pk=pk)
    rules.check_may_run(request.user, selection)
    return selection


def part_of(selection: Selection, kind: type[Part], pk: int) -> Part:
    """Return a post or a section of the selection."""
    return get_object_or_404(kind, pk=pk, selection=selection)


def post_of(request: SignedInRequest, pk: int, post: int) -> Post:
    """Return a post of a selection that the person runs."""
    return part_of(selection_run_by(request, pk), Post, post)


def entries_named(request: SignedInRequest, selection: Selection) -> list[Entry]:
    """Return the places on the roll of the member whose number was typed, saying so where there is none."""
    number = request.POST.get("member", "").strip()
    entries = list(Entry.objects.filter(selection=selection, member__number=number).select_related("member", "section"))
    if not entries:
        messages.error(request, f"No member {number!r} is on the roll: give the membership number.")
    return entries


def form_page(request: SignedInRequest, form: BaseForm, title: str, selection: Selection) -> HttpResponse:
    """Show a form of a selection; one that was filled in wrongly comes back as such."""
    status = 422 if form.is_bound else 200
    page = {"form": form, "title": title, "selection": selection}
    return render(request, "selections/form.html", page, status=status)


def back(selection: Selection, anchor: str = "") -> HttpResponse:
    """Send the person back to the selection's page."""
    return redirect(reverse("selections:selection", args=[selection.pk]) + anchor)
