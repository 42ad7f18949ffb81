"""Who may vote: the rules in words, the figures, one member, and what the returning officer does there."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from groundgame.campaign.accounts.http import SignedInRequest
from groundgame.campaign.people.models import Member
from groundgame.campaign.selections import actions, rules
from groundgame.campaign.selections.eligibility import RuleError, usual
from groundgame.campaign.selections.fixing import freeze_date, rules_of
from groundgame.campaign.selections.forms.electorate import AppealForThemForm, EligibilityForm, ShutOutForm
from groundgame.campaign.selections.models import Entry, Section, Selection
from groundgame.campaign.selections.roll import find_entries, find_outside, summary
from groundgame.campaign.selections.views.letters import letters_of
from groundgame.campaign.selections.views.reaching import form_page, part_of, selection_run_by


@require_safe
def electorate(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show who may vote: the rules in words and, once they have been applied, what came of them."""
    held = selection_run_by(request, pk)
    text = request.GET.get("q", "").strip()
    fixed = held.freezes.last()
    page = {
        "selection": held,
        "tab": "electorate",
        "said": _said(held) if fixed is None else [],
        "sets": rules.may_set_eligibility(request.user, held),
        "fixed": fixed,
        "fixes_anew": rules.may_fix_anew(request.user, held),
        "q": text,
    }
    if fixed is not None:
        page |= {"figures": summary(held), "letters": letters_of(held)}
    if fixed is not None and text:
        page |= {"found": find_entries(held, text), "outside": find_outside(held, text)}
        page["shuts_out"] = rules.may_shut_out(request.user, held)
    return render(request, "selections/electorate/electorate.html", page)


def _said(held: Selection) -> list[dict[str, Any]]:
    return [{"section": section, **_sentences(section, held)} for section in held.sections.all()]


def _sentences(section: Section, held: Selection) -> dict[str, Any]:
    try:
        return {"rules": [rule.sentence(freeze_date(held)) for rule in rules_of(section)]}
    except RuleError as error:
        return {"broken": str(error)}


def eligibility(request: SignedInRequest, pk: int, section: int) -> HttpResponse:
    """Set a section's rules of who may vote."""
    held = selection_run_by(request, pk)
    rules.check_may_set_eligibility(request.user, held)
    one = part_of(held, Section, section)
    if not one.eligibility and request.method != "POST":
        one.eligibility = usual(one.who, held.area)  # what is offered, until something is saved
    form = EligibilityForm(one, request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.set_eligibility(section=one, kept=form.kept(), by=request.user)
        messages.success(request, f"The rules of {one} are saved.")
        return redirect("selections:electorate", pk)
    return form_page(request, form, f"Who may vote: {one}", held)


@require_POST
def fix_anew(request: SignedInRequest, pk: int) -> HttpResponse:
    """Apply the rules again."""
    held = selection_run_by(request, pk)
    try:
        changed = actions.fix_anew(selection=held, by=request.user).changed
        messages.success(request, f"{changed:,} entries changed." if changed else "Nothing has changed.")
    except PermissionDenied as refused:
        messages.error(request, str(refused))
    return redirect("selections:electorate", pk)


@require_safe
def entry(request: SignedInRequest, pk: int, entry: int) -> HttpResponse:
    """Show one member's place in the electorate, with the facts that decided it."""
    return _entry_page(request, _entry(request, pk, entry))


def _entry(request: SignedInRequest, pk: int, entry: int) -> Entry:
    held = selection_run_by(request, pk)
    one = get_object_or_404(Entry.objects.select_related("member", "section", "local_party"), pk=entry, selection=held)
    one.selection = held
    return one


def _entry_page(request: SignedInRequest, one: Entry, **forms: Any) -> HttpResponse:
    held = one.selection
    status = 422 if forms else 200
    shuts_out = rules.may_be_shut_out(one) and rules.may_shut_out(request.user, held)
    page = {
        "selection": held,
        "tab": "electorate",
        "entry": one,
        "letters": one.letters.all(),
        "appeal": getattr(one, "appeal", None),
        "appeal_by": rules.appeal_by(one),
        "no_appeal": rules.refusal_of_appeal(one),
        "shut_out_form": forms.get("shut_out", ShutOutForm(label_suffix="") if shuts_out else None),
        "appeal_form": forms.get("appeal", AppealForThemForm(label_suffix="") if rules.may_appeal(one) else None),
    }
    return render(request, "selections/electorate/entry.html", page, status=status)


@require_POST
def shut_out(request: SignedInRequest, pk: int, entry: int) -> HttpResponse:
    """Shut one member out by hand."""
    one = _entry(request, pk, entry)
    form = ShutOutForm(request.POST, label_suffix="")
    if not form.is_valid():
        return _entry_page(request, one, shut_out=form)
    try:
        actions.shut_out(entry=one, why=form.cleaned_data["why"], by=request.user)
        messages.success(request, f"{one.member.name} is shut out, with a right of appeal.")
    except PermissionDenied as refused:
        messages.error(request, str(refused))
    return redirect("selections:entry", pk, entry)


@require_POST
def appeal_for(request: SignedInRequest, pk: int, entry: int) -> HttpResponse:
    """Enter an appeal that a member sent in."""
    one = _entry(request, pk, entry)
    form = AppealForThemForm(request.POST, label_suffix="")
    if not form.is_valid():
        return _entry_page(request, one, appeal=form)
    try:
        actions.appeal(entry=one, grounds=form.cleaned_data["grounds"], by=request.user)
        messages.success(request, f"The appeal of {one.member.name} is entered. They may vote provisionally.")
    except (PermissionDenied, ValidationError) as refused:
        messages.error(request, _sentence(refused))
    return redirect("selections:entry", pk, entry)


def _sentence(refused: PermissionDenied | ValidationError) -> str:
    return refused.messages[0] if isinstance(refused, ValidationError) else str(refused)


@require_POST
def enter_outsider(request: SignedInRequest, pk: int, section: int, member: int) -> HttpResponse:
    """Enter somebody who is outside a section as shut out of it."""
    held = selection_run_by(request, pk)
    one = get_object_or_404(Member, pk=member)
    try:
        made = actions.enter_outsider(section=part_of(held, Section, section), member=one, by=request.user)
    except PermissionDenied as refused:
        messages.error(request, str(refused))
        return redirect("selections:electorate", pk)
    messages.success(request, f"{one.name} is entered as shut out, and may appeal.")
    return redirect("selections:entry", pk, made.pk)
