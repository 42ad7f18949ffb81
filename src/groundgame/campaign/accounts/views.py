"""The team page: who may do what, where, until when, and who said so; and the pages that prove an address."""

import datetime as dt

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST, require_safe

from groundgame.campaign.accounts import actions, rules
from groundgame.campaign.accounts.forms import GrantForm
from groundgame.campaign.accounts.http import SignedInRequest
from groundgame.campaign.accounts.models import Grant, User
from groundgame.electoral.places import atlas


def _page(request: SignedInRequest, form: GrantForm, status: int = 200) -> HttpResponse:
    """Show the grants of the person's wards, with the form; those above their own cannot be taken back."""
    mine = rules.wards_of(request.user, rules.MANAGERS)
    grants = Grant.objects.active().select_related("user", "granted_by").order_by("role", "user__name")
    shown = [grant for grant in grants if atlas().wards_within(grant.area) <= mine]
    kinds = {(grant.role, grant.area) for grant in shown}
    revocable = {kind for kind in kinds if rules.may_grant(request.user, *kind)}
    rows = [
        {"grant": grant, "area": atlas().area(grant.area), "revocable": (grant.role, grant.area) in revocable}
        for grant in shown
    ]
    return render(request, "accounts/team.html", {"form": form, "rows": rows}, status=status)


def _check_manager(request: SignedInRequest) -> None:
    if not rules.wards_of(request.user, rules.MANAGERS):
        raise PermissionDenied("Only a director or an organiser sees the team. Ask one of them.")


@require_GET
def team(request: SignedInRequest) -> HttpResponse:
    """Show who has which role."""
    _check_manager(request)
    return _page(request, GrantForm(roles=rules.roles_to_give(request.user)))


@require_POST
def grant(request: SignedInRequest) -> HttpResponse:
    """Give a role, to somebody new or known."""
    _check_manager(request)
    form = GrantForm(request.POST, roles=rules.roles_to_give(request.user))
    if form.is_valid() and (why := _refusal(request, form)):
        form.add_error("role", why)
    if not form.is_valid():
        return _page(request, form, status=422)
    data = form.cleaned_data
    until = data["until"]
    ends = timezone.make_aware(dt.datetime.combine(until, dt.time(23, 59, 59))) if until else None
    actions.invite(
        by=request.user, email=data["email"], name=data["name"], role=data["role"], area=data["area"], expires_at=ends
    )
    messages.success(request, f"{data['email']} is now {data['role']} of {atlas().area(data['area']).name}.")
    return redirect("accounts:team")


def _refusal(request: SignedInRequest, form: GrantForm) -> str:
    """Return why somebody known may not be given the role beside those they hold."""
    taker = User.objects.filter(email=form.cleaned_data["email"].strip().lower()).first()
    return rules.refusal_to_grant_to(request.user, taker, form.cleaned_data["role"]) if taker else ""


@require_POST
def revoke(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take a role back."""
    held = get_object_or_404(Grant.objects.active(), pk=pk)
    actions.revoke_role(by=request.user, grant=held)
    messages.success(request, f"{held.user} is no longer {held.get_role_display().lower()} of that area.")
    return redirect("accounts:team")


@require_safe
def own_address(request: SignedInRequest) -> HttpResponse:
    """Say that nobody changes the address they sign in with: a role is given to an address, so it must be theirs."""
    raise PermissionDenied("The address that you sign in with stays. For another one, ask a director to invite it.")


def first_password(request: SignedInRequest) -> HttpResponse:
    """Send whoever has no password to the letter that proves the address theirs."""
    messages.info(request, "We send you a letter with a link, by which you choose a password.")
    return redirect("account_reset_password")
