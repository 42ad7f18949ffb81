"""The team page: who may do what, where, until when, and who said so; and the pages that prove an address."""

import datetime as dt

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST, require_safe

from groundgame.campaign.accounts import actions, rules
from groundgame.campaign.accounts.cover import SOON, thin_areas
from groundgame.campaign.accounts.errors import AloneError
from groundgame.campaign.accounts.forms import GrantForm
from groundgame.campaign.accounts.http import SignedInRequest
from groundgame.campaign.accounts.letters import send_invitation
from groundgame.campaign.accounts.models import Grant, User
from groundgame.campaign.accounts.seeing import SEEING, whom_to_ask
from groundgame.electoral.places import Area, atlas


def _form(request: SignedInRequest, data: QueryDict | None = None) -> GrantForm:
    """Return the form with what the person may give, and where."""
    mine = rules.wards_of(request.user, rules.MANAGERS)
    return GrantForm(data, roles=rules.roles_to_give(request.user), wards=mine)


def _page(request: SignedInRequest, form: GrantForm, status: int = 200) -> HttpResponse:
    """Show the grants of the person's wards, with the form; those above their own cannot be taken back."""
    mine = rules.wards_of(request.user, rules.MANAGERS)
    wanted = request.GET.get("q", "").strip().casefold()
    grants = Grant.objects.active().select_related("user", "granted_by").order_by("role", "user__name", "pk")
    rows = [(grant, atlas().area(grant.area)) for grant in grants if atlas().wards_within(grant.area) <= mine]
    kinds = {(grant.role, grant.area) for grant, _ in rows}
    revocable = {kind for kind in kinds if rules.may_grant(request.user, *kind)}
    shown = {
        "form": form,
        "q": wanted,
        "thin": thin_areas(request.user),
        "rows": [
            {
                "grant": grant,
                "area": area,
                "proved": grant.user.has_usable_password(),
                "revocable": (grant.role, grant.area) in revocable,
            }
            for grant, area in rows
            if wanted in _said(grant, area)
        ],
        "soon": timezone.now() + SOON,
    }
    return render(request, "accounts/team.html", shown, status=status)


def _said(grant: Grant, area: Area) -> str:
    """Return all that a row of the team says, to be searched."""
    return f"{grant.user.name} {grant.user.email} {grant.get_role_display()} {area.name}".casefold()


def _check_manager(request: SignedInRequest) -> None:
    if not rules.wards_of(request.user, rules.MANAGERS):
        raise PermissionDenied("Only a director or an organiser sees the team. Ask one of them.")


@require_GET
def team(request: SignedInRequest) -> HttpResponse:
    """Show who has which role."""
    _check_manager(request)
    return _page(request, _form(request))


@require_POST
def grant(request: SignedInRequest) -> HttpResponse:
    """Give a role, to somebody new or known."""
    _check_manager(request)
    form = _form(request, request.POST)
    if form.is_valid() and (why := _refusal(request, form)):
        form.add_error("role", why)
    if form.is_valid() and not form.cleaned_data["name"].strip() and _known(form) is None:
        form.add_error("name", "Nobody here has this address yet: write their name too, as the others will read it.")
    if not form.is_valid():
        return _page(request, form, status=422)
    data = form.cleaned_data
    until = data["until"]
    ends = timezone.make_aware(dt.datetime.combine(until, dt.time(23, 59, 59))) if until else None
    made = actions.invite(
        by=request.user, email=data["email"], name=data["name"], role=data["role"], area=data["area"], expires_at=ends
    )
    last = f"until {until:%-d %B %Y}" if until else "with no end"
    named = f"{made.get_role_display().lower()} of {atlas().area(made.area).name}"
    messages.success(request, f"{made.user} ({made.user.email}) is now {named}, {last}.{_way_in(request, made)}")
    return redirect("accounts:team")


def _way_in(request: SignedInRequest, given: Grant) -> str:
    """Send whoever has no password the letter by which they set one, and say so; nothing for all others."""
    if given.user.has_usable_password():
        return ""
    try:
        send_invitation(request, given)
    except OSError:  # the mail server is away: the role stands all the same
        return " The letter could not be sent: tell them to choose “Forgot your password?” on the sign-in page."
    if settings.EMAIL_BACKEND.endswith("console.EmailBackend"):
        return (
            " No mail server is set (EMAIL_HOST): the letter, with a link by which they choose a password, is printed "
            "where groundgame runs."
        )
    return " A letter that says so is on its way to them, with a link by which they choose a password."


def _known(form: GrantForm) -> User | None:
    return User.objects.filter(email=form.cleaned_data["email"].strip().lower()).first()


def _refusal(request: SignedInRequest, form: GrantForm) -> str:
    """Return why somebody known may not be given the role beside those they hold."""
    taker = _known(form)
    return rules.refusal_to_grant_to(request.user, taker, form.cleaned_data["role"]) if taker else ""


@require_POST
def revoke(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take a role back; where one person alone could act then, once that is confirmed."""
    held = get_object_or_404(Grant.objects.active(), pk=pk)
    taken = f"{held.get_role_display().lower()} of {atlas().area(held.area).name}"
    try:
        actions.revoke_role(by=request.user, grant=held, alone="alone" in request.POST)
    except AloneError as error:
        return render(request, "accounts/alone.html", {"grant": held, "taken": taken, "why": str(error)}, status=422)
    messages.success(request, f"{held.user} is no longer {taken}.")
    return redirect("accounts:team")


@require_safe
def seeing(request: SignedInRequest) -> HttpResponse:
    """Say who sees each kind of page that shows people, and whom to ask."""
    area = request.user.grants.active().order_by("granted_at").values_list("area", flat=True).first() or ""
    return render(request, "accounts/seeing.html", {"seeings": SEEING.items(), "ask": whom_to_ask(area, most=4)})


@require_safe
def own_address(request: SignedInRequest) -> HttpResponse:
    """Say that nobody changes the address they sign in with: a role is given to an address, so it must be theirs."""
    raise PermissionDenied("The address that you sign in with stays. For another one, ask a director to invite it.")


def first_password(request: SignedInRequest) -> HttpResponse:
    """Send whoever has no password to the letter that proves the address theirs."""
    messages.info(request, "We send you a letter with a link, by which you choose a password.")
    return redirect("account_reset_password")
