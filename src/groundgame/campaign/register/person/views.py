"""What we hold of one person, what they agreed to, and to forget them."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from groundgame.campaign.accounts.http import SignedInRequest
from groundgame.campaign.audit import actions as audit
from groundgame.campaign.audit.models import Look
from groundgame.campaign.register import rules
from groundgame.campaign.register.models import Consent, Elector, Erasure
from groundgame.campaign.register.person import consents
from groundgame.campaign.register.person.erasing import anything_left, erase, forgettable
from groundgame.campaign.register.person.forms import (
    AskForm,
    ConsentForm,
    EraseForm,
    WithdrawForm,
    lines_of,
    midday,
)
from groundgame.campaign.register.person.holdings import all_holdings
from groundgame.campaign.register.person.printing import print_report
from groundgame.campaign.register.person.report import answer, as_json, ask, month_after, report_on
from groundgame.electoral.places import atlas

ASK, FORGET = "ask_%s", "forget_%s"  # two forms of one page whose fields share names


def _elector(request: SignedInRequest, pk: int) -> Elector:
    """Return an elector of the officer's area, those below sixteen among them: they may ask too."""
    found = get_object_or_404(Elector.objects.select_related("address"), pk=pk)
    rules.check_may_answer_for(request.user, found)
    return found


@never_cache
@require_safe
def person(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show an elector's requests, what is held by kind, and what an erasure would do."""
    found = _elector(request, pk)
    audit.look(by=request.user, page=Look.Page.ELECTOR, electors=[found.pk], area=found.ward)
    return _page(request, found)


def _page(
    request: SignedInRequest,
    found: Elector,
    asking: AskForm | None = None,
    erasing: EraseForm | None = None,
    status: int = 200,
) -> HttpResponse:
    counts = forgettable(found)
    requests = [(each, month_after(each.received_on)) for each in found.subject_requests.select_related("by")]
    shown = {
        "elector": found,
        "ward": atlas().area(found.ward),
        "holdings": [
            {
                "title": each.title,
                "goes": "any there is" if each.in_report_alone else counts.get(each.key, 0),
                "may_go": bool(each.forget),
                "stays": each.stays,
            }
            for each in all_holdings()
        ],
        "left": anything_left(found),
        "requests": requests,
        "today": timezone.localdate(),
        "erasure": Erasure.objects.filter(elector=found).select_related("by").first(),
        "asking": asking or AskForm(auto_id=ASK),
        "erasing": erasing or EraseForm(auto_id=FORGET),
    }
    return render(request, "register/person.html", shown, status=status)


@require_POST
def ask_for_report(request: SignedInRequest, pk: int) -> HttpResponse:
    """Note that the elector asked what we hold."""
    found, form = _elector(request, pk), AskForm(request.POST, auto_id=ASK)
    if not form.is_valid():
        return _page(request, found, asking=form, status=422)
    made = ask(by=request.user, elector=found, **form.cleaned_data)
    messages.success(request, f"Noted. The answer is due by {month_after(made.received_on):%-d %B %Y}.")
    return redirect("register:person", pk)


@require_POST
def answer_request(request: SignedInRequest, pk: int, asked: int) -> HttpResponse:
    """Note that a request was answered."""
    found = _elector(request, pk)
    answer(by=request.user, request=get_object_or_404(found.subject_requests, pk=asked))
    return redirect("register:person", pk)


@never_cache
@require_safe
def report(request: SignedInRequest, pk: int, form: str) -> HttpResponse:
    """Give all that is held of the elector, as PDF or JSON."""
    if form not in {"pdf", "json"}:
        raise Http404
    found = _elector(request, pk)
    made = report_on(by=request.user, elector=found)
    name = f"held-of-elector-{found.pk}.{form}"
    content, kind = (print_report(made), "application/pdf") if form == "pdf" else (as_json(made), "application/json")
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})


@require_POST
def forget(request: SignedInRequest, pk: int) -> HttpResponse:
    """Forget the elector, but for what the law keeps."""
    found, form = _elector(request, pk), EraseForm(request.POST, auto_id=FORGET)
    if not form.is_valid():
        return _page(request, found, erasing=form, status=422)
    asked_on, source = form.cleaned_data["asked_on"], form.cleaned_data["source"]
    erase(by=request.user, elector=found, asked_on=asked_on, source=source)
    messages.success(request, f"What we held of {found} is forgotten, and nobody will contact them.")
    return redirect("register:person", pk)


def _seen(request: SignedInRequest, pk: int) -> Elector:
    found = get_object_or_404(Elector.objects.select_related("address"), pk=pk)
    rules.check_may_see_elector(request.user, found)
    return found


@never_cache
@require_safe
def ledger(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show what the elector agreed to, line by line."""
    found = _seen(request, pk)
    audit.look(by=request.user, page=Look.Page.ELECTOR, electors=[found.pk], area=found.ward)
    return _ledger(request, found, ConsentForm())


def _ledger(request: SignedInRequest, found: Elector, form: ConsentForm, status: int = 200) -> HttpResponse:
    entries = Consent.objects.filter(elector=found).select_related("wording", "by")
    shown = {
        "elector": found,
        "ward": atlas().area(found.ward),
        "entries": entries,
        "agreed": consents.standing(entries),
        "form": form,
        "words": form.fields["wording"].queryset.exists(),  # type: ignore[attr-defined]  # a choice of models has one
        "withdrawing": WithdrawForm(),
        "oversees": rules.may_oversee(request.user),
    }
    return render(request, "register/consents.html", shown, status=status)


@require_POST
def give(request: SignedInRequest, pk: int) -> HttpResponse:
    """Write down that the elector agreed."""
    found, form = _seen(request, pk), ConsentForm(request.POST)
    if form.is_valid():
        data = form.cleaned_data
        try:
            line = lines_of(found, data["wording"].channel, data["line"])
            said = {"wording": data["wording"], "line": line, "at": midday(data["at"]), "how": data["how"]}
            consents.give_consent(by=request.user, elector=found, **said)
        except ValidationError as error:
            form.add_error("line", error)
        else:
            messages.success(request, f"Written down: {found} agreed.")
            return redirect("register:consents", pk)
    return _ledger(request, found, form, status=422)


@require_POST
def withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    """Write down that the elector takes a consent back."""
    found, form = _seen(request, pk), WithdrawForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Say how we know that the consent is withdrawn; nothing was written.")
        return _ledger(request, found, ConsentForm(), status=422)
    data = form.cleaned_data
    consents.withdraw_consent(
        by=request.user,
        elector=found,
        channel=data["channel"],
        purpose=data["purpose"],
        at=timezone.now(),
        how=data["how"],
    )
    messages.success(request, f"Written down: {found} takes it back.")
    return redirect("register:consents", pk)
