"""The page on which an organiser sets the number that shows, borough by borough."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from groundgame.campaign.accounts.http import SignedInRequest
from groundgame.campaign.canvass.rules import check_may_make_sessions
from groundgame.campaign.phonebank.models import ShownNumber
from groundgame.campaign.phonebank.shown_numbers import boroughs_of, set_shown_number


@require_http_methods(["GET", "HEAD", "POST"])
def shown(request: SignedInRequest) -> HttpResponse:
    """Show the numbers of the person's boroughs, and change one."""
    check_may_make_sessions(request.user)
    if request.method == "POST":
        return _change(request)
    boroughs = boroughs_of(request.user)
    if not boroughs:
        raise PermissionDenied("Only an organiser of a whole borough sets the number that shows. Ask one of them.")
    known = ShownNumber.objects.in_bulk([code for code, _ in boroughs])
    rows = [{"code": code, "name": name, "number": known.get(code)} for code, name in boroughs]
    return render(request, "phonebank/shown.html", {"rows": rows})


def _change(request: SignedInRequest) -> HttpResponse:
    borough, typed = request.POST.get("borough", ""), request.POST.get("number", "")
    try:
        number = set_shown_number(by=request.user, borough=borough, typed=typed)
    except ValidationError as error:
        messages.error(request, error.messages[0])
    else:
        messages.success(request, "The number is kept." if number else "No number shows there any more.")
    return redirect("phonebank:shown")
