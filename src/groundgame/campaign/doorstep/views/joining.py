"""Come on to a walk by its link or its code, and put it on this telephone."""

from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from groundgame.campaign.accounts.http import SignedInRequest
from groundgame.campaign.accounts.limits import check_may_ask, check_may_look_up, count_known_address, count_wrong_code
from groundgame.campaign.accounts.models import User
from groundgame.campaign.canvass.errors import KnownAddressError
from groundgame.campaign.canvass.joining import JoiningForm
from groundgame.campaign.doorstep.actions.joining import join_as_stranger, join_walk
from groundgame.campaign.doorstep.models import Outing
from groundgame.campaign.doorstep.rights import check_may_canvass, is_out

SIGNED_IN_SECONDS = 24 * 3600
OUTINGS = Outing.objects.select_related("walk__session", "given_by")


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest, token: str) -> HttpResponse:
    """Join a walk: with one tap for those who are signed in, with a name and an address for all others."""
    outing = OUTINGS.filter(token=token, on_paper=False).first()
    if outing is None or not is_out(outing):  # over or never there: the page does not say which
        return render(request, "doorstep/no_link.html", status=404)
    if not request.user.is_authenticated:
        return _join_as_stranger(request, outing)
    if request.method != "POST":
        return render(request, "doorstep/join.html", {"outing": outing})
    join_walk(by=_person(request), outing=outing)
    return redirect("doorstep:phone", outing.pk)


def _person(request: HttpRequest) -> User:
    if not isinstance(request.user, User):
        raise Http404
    return request.user


def _join_as_stranger(request: HttpRequest, outing: Outing) -> HttpResponse:
    form = JoiningForm(request.POST or None, label_suffix="")
    if request.method == "POST" and form.is_valid():
        check_may_ask(request)
        try:
            place = join_as_stranger(outing=outing, **form.cleaned_data)
        except KnownAddressError as error:
            count_known_address(request)
            form.add_error("email", str(error))
        else:
            login(request, place.user, backend=settings.AUTHENTICATION_BACKENDS[0])
            request.session.set_expiry(SIGNED_IN_SECONDS)
            return redirect("doorstep:phone", outing.pk)
    return render(request, "doorstep/join.html", {"outing": outing, "form": form}, status=422 if form.is_bound else 200)


@require_safe
def code(request: SignedInRequest) -> HttpResponse:
    """Find a walk by the code that was read out, for somebody who is signed in: it says nothing to strangers."""
    check_may_look_up(request.user)
    typed = request.GET.get("code", "").strip().upper()
    outing = OUTINGS.filter(code=typed, on_paper=False).first()
    if outing is None or not is_out(outing):
        count_wrong_code(request.user)
        return render(request, "doorstep/no_link.html", status=422)
    return redirect("doorstep:join", outing.token)


@never_cache
@require_safe
def phone(request: SignedInRequest, pk: int) -> HttpResponse:
    """Offer to put the walk on this telephone, and the plain form to whoever cannot."""
    outing = get_object_or_404(OUTINGS, pk=pk)
    check_may_canvass(request.user, outing)
    return render(request, "doorstep/phone.html", {"outing": outing})
