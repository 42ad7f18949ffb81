"""Find electors, and see one: the household, the numbers, the objections, how often they have voted."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from groundgame.campaign.accounts.http import SignedInRequest
from groundgame.campaign.accounts.rules import wards_of
from groundgame.campaign.accounts.seeing import whom_to_ask
from groundgame.campaign.audit import actions as audit
from groundgame.campaign.audit.models import Look
from groundgame.campaign.register import actions, rules, search
from groundgame.campaign.register.ages import sixteen_or_over
from groundgame.campaign.register.forms import LiftForm, SuppressForm
from groundgame.campaign.register.models import Elector, Erasure
from groundgame.campaign.register.suppression import callable_numbers, tps_warning
from groundgame.electoral.places import Area, atlas

PAGE = 50
MOST_LISTED_WARDS = 80


@require_safe
def electors(request: SignedInRequest) -> HttpResponse:
    """Show the electors of the person's wards whom a text names."""
    rules.check_may_search(request.user)
    text, ward = request.GET.get("q", "").strip(), request.GET.get("ward", "")
    visible = rules.visible_electors(request.user)
    wards = wards_of(request.user, rules.REGISTER_READERS)
    if ward:
        _check_ward(ward, wards)
        visible = visible.filter(borough=atlas().area(ward).borough, ward=ward)
    found = search.find_electors(visible, text) if text or ward else None
    page = Paginator(found.listed(), PAGE).get_page(request.GET.get("page")) if found else None
    rows = [(each, atlas().area(each.ward).name) for each in page] if page else []
    audit.look(by=request.user, page=Look.Page.SEARCH, electors=[each.pk for each, _ in rows], area=ward)
    shown: dict[str, Any] = {
        "q": text,
        "ward": ward,
        "wards": _choices(wards),
        "found": found,
        "page": page,
        "rows": rows,
        "more": text and page is not None and page.paginator.count == search.MOST_LISTED,
    }
    shown["loads"] = bool(rules.boroughs_to_import(request.user))
    return render(request, "register/electors.html", shown)


def _check_ward(ward: str, wards: frozenset[str]) -> None:
    if ward not in wards:
        raise PermissionDenied("This ward is not one you work in. Ask the organiser of that borough for a role there.")


def _choices(wards: frozenset[str]) -> list[Area]:
    """Return the wards to choose from, by name; none where the list would be too long to use."""
    if len(wards) > MOST_LISTED_WARDS:
        return []
    return sorted((atlas().area(code) for code in wards), key=lambda area: area.name)


def _elector(request: SignedInRequest, pk: int) -> Elector:
    found = get_object_or_404(Elector.objects.select_related("address"), pk=pk)
    rules.check_may_see_elector(request.user, found)
    return found


@require_safe
def elector(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show one elector."""
    return _page(request, _elector(request, pk), SuppressForm())


def _household(found: Elector) -> list[Elector]:
    if found.address_id is None:
        return []
    living = Elector.objects.filter(sixteen_or_over(), address=found.address_id, left_at=None)
    return list(living.exclude(pk=found.pk).order_by("name_key"))


def _page(request: SignedInRequest, found: Elector, form: SuppressForm, status: int = 200) -> HttpResponse:
    household = _household(found)
    audit.look(by=request.user, page=Look.Page.ELECTOR, electors=[found.pk], area=found.ward)
    audit.look(by=request.user, page=Look.Page.HOUSEHOLD, electors=[each.pk for each in household], area=found.ward)
    shown = {
        "elector": found,
        "ward": atlas().area(found.ward),
        "today": timezone.localdate(),
        "household": household,
        "erasure": Erasure.objects.filter(pk=found.pk).first(),
        "entries": found.entries.select_related("register").order_by("-register__published_on"),
        "numbers": found.telephone_numbers.order_by("id"),
        "callable": set(callable_numbers(found).values_list("pk", flat=True)),
        "suppressions": found.suppressions.select_related("by").order_by("-since"),
        "votes": found.votes_cast.order_by("-election_date"),
        "absent": found.absent_votes.order_by("-election_date"),
        "form": form,
        "tps": tps_warning([found.borough]),
        "loads": rules.may_import(request.user, found.borough),
        "answers": rules.may_answer_for(request.user, found),
        "answering": whom_to_ask(found.ward, roles=rules.OFFICERS),
    }
    return render(request, "register/elector.html", shown, status=status)


@require_POST
def suppress(request: SignedInRequest, pk: int) -> HttpResponse:
    """Record that the elector objects."""
    found = _elector(request, pk)
    form = SuppressForm(request.POST)
    if not form.is_valid():
        return _page(request, found, form, status=422)
    held = actions.suppress(by=request.user, elector=found, **form.cleaned_data)
    messages.success(request, f"{found}: {held.get_kind_display().lower()}. It holds at once, for everybody.")
    return redirect("register:elector", pk)


@require_POST
def lift(request: SignedInRequest, pk: int) -> HttpResponse:
    """Lift one of the elector's objections."""
    found = _elector(request, pk)
    form = LiftForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Say how we know that the elector no longer objects; nothing was changed.")
        return _page(request, found, SuppressForm(), status=422)
    for held in found.suppressions.filter(lifted_at=None, kind=form.cleaned_data["kind"]):
        actions.lift(by=request.user, suppression=held, source=form.cleaned_data["source"])
    messages.success(request, f"The objection of {found} is lifted.")
    return redirect("register:elector", pk)
