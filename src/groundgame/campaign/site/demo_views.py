"""Sign in as one of the demo's people with one click. Every view here is absent outside demo mode and off loopback."""

import ipaddress

from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from groundgame.campaign.accounts.models import User
from groundgame.campaign.site.demo import DEMO_PEOPLE, demo_email


def _check_demo(request: HttpRequest) -> None:
    """Answer as if there were no such page, unless this is the demo and the browser is on this machine."""
    try:
        address = ipaddress.ip_address(request.META.get("REMOTE_ADDR", ""))
    except ValueError:
        raise Http404 from None
    forwarded = "HTTP_X_FORWARDED_FOR" in request.META or "HTTP_FORWARDED" in request.META
    if not settings.DEMO or not address.is_loopback or forwarded:
        raise Http404


@login_not_required
def choose(request: HttpRequest) -> HttpResponse:
    """Offer the demo's people."""
    _check_demo(request)
    return render(request, "site/demo.html", {"people": DEMO_PEOPLE})


@login_not_required
def sign_in_as(request: HttpRequest, who: str) -> HttpResponse:
    """Sign in as one of them and go home."""
    _check_demo(request)
    if who not in {person.slug for person in DEMO_PEOPLE}:
        raise Http404
    user = get_object_or_404(User, email=demo_email(who))
    login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
    return redirect("home")
