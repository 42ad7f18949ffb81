"""The data officer's pages: what is due, how long things are kept, words of consents, the TPS, who looked at whom."""

import datetime as dt
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Max
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from groundgame.campaign.accounts.http import SignedInRequest
from groundgame.campaign.accounts.models import User
from groundgame.campaign.accounts.rules import wards_of
from groundgame.campaign.audit import actions as audit
from groundgame.campaign.audit.models import Forgetting, Look
from groundgame.campaign.audit.retention import all_terms
from groundgame.campaign.register import rules
from groundgame.campaign.register.importing.errors import RegisterImportError
from groundgame.campaign.register.models import ConsentWording, Elector, SubjectRequest, TpsScreening
from groundgame.campaign.register.person import looking
from groundgame.campaign.register.person.consents import word_consent
from groundgame.campaign.register.person.forms import ScreeningForm, WordingForm
from groundgame.campaign.register.person.report import month_after
from groundgame.campaign.register.person.screening import screen_tps
from groundgame.campaign.register.suppression import TPS_DAYS, tps_warning
from groundgame.electoral.places import atlas


@never_cache
@require_safe
def officer(request: SignedInRequest) -> HttpResponse:
    """Show what the data officer has to see to."""
    rules.check_may_oversee(request.user)
    return _page(request, WordingForm())


def _page(request: SignedInRequest, form: WordingForm, status: int = 200) -> HttpResponse:
    wards = wards_of(request.user, rules.OFFICERS)
    waiting = SubjectRequest.objects.filter(answered_at=None, elector__ward__in=sorted(wards)).select_related("elector")
    runs = dict(Forgetting.objects.values_list("kind").annotate(Max("at")))
    boroughs = sorted({atlas().area(ward).borough or "" for ward in wards})
    audit.look(by=request.user, page=Look.Page.OFFICER, electors=waiting.values_list("elector_id", flat=True))
    shown: dict[str, Any] = {
        "waiting": [(each, month_after(each.received_on)) for each in waiting.order_by("received_on")],
        "today": timezone.localdate(),
        "soon": timezone.localdate() + dt.timedelta(days=7),
        "unusual": looking.unusual(by=request.user),
        "tps": tps_warning(boroughs),
        "terms": [(term, runs.get(term.key)) for term in all_terms()],
        "wordings": ConsentWording.objects.select_related("by"),
        "form": form,
        "loads": bool(rules.boroughs_to_import(request.user)),
    }
    return render(request, "register/officer.html", shown, status=status)


@require_POST
def wording(request: SignedInRequest) -> HttpResponse:
    """Keep new words in which people are asked to agree."""
    rules.check_may_word_consent(request.user)
    form = WordingForm(request.POST)
    if not form.is_valid():
        return _page(request, form, status=422)
    made = word_consent(by=request.user, **form.cleaned_data)
    messages.success(request, f"Kept as version {made.version}.")
    return redirect("register:officer")


@never_cache
@require_safe
def looks(request: SignedInRequest) -> HttpResponse:
    """Show who was shown whom, of one person or one elector where so asked."""
    rules.check_may_oversee(request.user)
    user, elector = _number(request, "user"), _number(request, "elector")
    whom = Elector.objects.filter(pk=elector or 0, ward__in=wards_of(request.user, rules.OFFICERS)).first()
    found = looking.looks(by=request.user, user=user, elector=elector)
    whose = User.objects.filter(pk__in={each.user for each in found}).filter(pk=user or 0).first()
    named = {each.elector for each in found if each.elector is not None} | ({whom.pk} if whom else set())
    audit.look(by=request.user, page=Look.Page.OFFICER, electors=named)
    shown = {"looks": found, "whose": whose, "whom": whom, "days": looking.DAYS, "most": looking.SHOWN}
    return render(request, "register/looks.html", shown)


def _number(request: SignedInRequest, name: str) -> int | None:
    sent = request.GET.get(name, "")
    return int(sent) if sent.isdecimal() and len(sent) < 18 else None


@require_http_methods(["GET", "HEAD", "POST"])
def screening(request: SignedInRequest) -> HttpResponse:
    """Show when numbers were last held against the TPS, and take a newer file."""
    boroughs = rules.boroughs_to_import(request.user)
    if not boroughs:
        raise PermissionDenied("Only an organiser of a whole borough, or the director, loads TPS files.")
    if request.method != "POST":
        return _screenings(request, boroughs, ScreeningForm(boroughs))
    form = ScreeningForm(boroughs, request.POST, request.FILES)
    if form.is_valid() and _screen(request, form):
        return redirect("register:screening")
    return _screenings(request, boroughs, form, status=422)


def _screen(request: SignedInRequest, form: ScreeningForm) -> bool:
    """Hold the numbers against the file; where that is refused, the form says why."""
    data = form.cleaned_data
    try:
        made = screen_tps(
            by=request.user,
            boroughs=data["borough"],
            content=data["file"].read(),
            file_name=data["file"].name,
            listed_on=data["listed_on"],
            accept_unlisted=data["accept_unlisted"],
        )
    except RegisterImportError as error:
        form.add_error("file", str(error))
        return False
    numbers, listed = sum(each.numbers for each in made), sum(each.listed for each in made)
    messages.success(request, f"{numbers:,} numbers were looked up: {listed:,} are on the TPS.")
    return True


def _screenings(
    request: SignedInRequest, boroughs: frozenset[str], form: ScreeningForm, status: int = 200
) -> HttpResponse:
    newest = TpsScreening.objects.filter(borough__in=boroughs).order_by("borough", "-listed_on", "-pk")
    rows = [(each, atlas().area(each.borough).name) for each in newest.distinct("borough").select_related("by")]
    old = timezone.localdate() - dt.timedelta(days=TPS_DAYS)
    shown = {"form": form, "rows": rows, "warning": tps_warning(boroughs), "old": old, "days": TPS_DAYS}
    return render(request, "register/screening.html", shown, status=status)
