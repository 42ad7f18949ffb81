"""Come in by the link, which needs no account."""

from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from groundgame.campaign.accounts.http import SignedInRequest
from groundgame.campaign.accounts.limits import check_may_ask, count_known_address
from groundgame.campaign.canvass.actions import ask_to_join
from groundgame.campaign.canvass.errors import KnownAddressError
from groundgame.campaign.canvass.joining import JoiningForm
from groundgame.campaign.canvass.models import Session
from groundgame.campaign.phonebank import actions
from groundgame.campaign.phonebank.figures import sessions_for

SIGNED_IN_SECONDS = 24 * 3600


@require_safe
def home(request: SignedInRequest) -> HttpResponse:
    """Show a volunteer the sessions they may call in."""
    return render(request, "phonebank/home.html", {"places": sessions_for(request.user)})


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest, token: str) -> HttpResponse:
    """Ask to join: with one tap for those who are signed in, with a name and an address for all others."""
    session = Session.objects.filter(join_token=token, closed_at=None).first()
    if session is None:  # closed or never there: the page does not say which
        return render(request, "phonebank/no_link.html", status=404)
    if request.user.is_authenticated:
        return _join_signed_in(request, session)
    return _join_as_stranger(request, session)


def _join_signed_in(request: HttpRequest, session: Session) -> HttpResponse:
    if request.method != "POST":
        return render(request, "phonebank/join.html", {"session": session})
    if not request.user.is_authenticated:
        raise Http404
    ask_to_join(by=request.user, session=session)
    return redirect("phonebank:call", session.pk)


def _join_as_stranger(request: HttpRequest, session: Session) -> HttpResponse:
    form = JoiningForm(request.POST or None, label_suffix="")
    if request.method == "POST" and form.is_valid():
        check_may_ask(request)
        try:
            caller = actions.join_as_stranger(session=session, **form.cleaned_data)
        except KnownAddressError as error:
            count_known_address(request)
            form.add_error("email", str(error))
        else:
            login(request, caller.user, backend=settings.AUTHENTICATION_BACKENDS[0])
            request.session.set_expiry(SIGNED_IN_SECONDS)
            return redirect("phonebank:call", session.pk)
    status = 422 if form.is_bound else 200
    return render(request, "phonebank/join.html", {"session": session, "form": form}, status=status)
