"""Sign in again without a password, by a link that an organiser makes and passes on."""

from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from groundgame.campaign.accounts.http import SignedInRequest
from groundgame.campaign.canvass.models import Caller
from groundgame.campaign.phonebank.again import make_link_token, owner_of
from groundgame.campaign.phonebank.views.joining import SIGNED_IN_SECONDS


@never_cache
@require_POST
def sign_in_link(request: SignedInRequest, pk: int, caller: int) -> HttpResponse:
    """Make the link for one volunteer, and show it to the organiser once."""
    place = get_object_or_404(Caller.objects.select_related("session", "user"), pk=caller, session=pk)
    token = make_link_token(by=request.user, caller=place)
    link = request.build_absolute_uri(reverse("phonebank:again", args=[token]))
    return render(request, "phonebank/sign_in_link.html", {"session": place.session, "caller": place, "link": link})


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@transaction.atomic
def again(request: HttpRequest, token: str) -> HttpResponse:
    """Ask for a tap, and sign in by it: programs that look at links before people do must not use it up."""
    user = owner_of(token)
    if user is None:
        return render(request, "phonebank/no_link.html", status=404)
    if request.method != "POST":
        return render(request, "phonebank/again.html", {"name": user.name})
    login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
    request.session.set_expiry(SIGNED_IN_SECONDS)
    return redirect("phonebank:home")
