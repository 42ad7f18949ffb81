"""Where the caller's page asks for a call, and where the dialler tells how it goes."""

from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from groundgame.campaign.accounts.http import SignedInRequest
from groundgame.campaign.canvass.models import Session
from groundgame.campaign.phonebank import calls
from groundgame.campaign.phonebank.dialling import Dialler, DiallerError, dialler
from groundgame.campaign.phonebank.models import Dialling

OWN_NUMBER = calls.OWN_NUMBER


def _dialler() -> Dialler:
    chosen = dialler()
    if chosen is None:
        raise Http404("No dialler is set up.")
    return chosen


@require_POST
def dial(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ring the caller, and then the elector on their screen."""
    session, chosen = get_object_or_404(Session, pk=pk), _dialler()
    own = request.POST.get("own", "").strip() or request.session.get(OWN_NUMBER, "")
    number = request.POST.get("number", "")
    try:
        token = UUID(request.POST.get("token", ""))
        dialling = calls.ring(
            by=request.user,
            session=session,
            token=token,
            number=int(number) if number.isdecimal() else None,
            own=own,
            with_=chosen,
            report_to=lambda made: request.build_absolute_uri(reverse("phonebank:dialled", args=[made.secret])),
        )
    except (PermissionDenied, DiallerError, ValueError) as error:
        return JsonResponse({"refused": str(error)}, status=409)
    if request.session.get(OWN_NUMBER) != own:
        request.session[OWN_NUMBER] = own
    return JsonResponse({"said": dialling.get_state_display(), "going": True})


@require_POST
def going(request: SignedInRequest, pk: int) -> HttpResponse:
    """Tell how the caller's call goes; with `end`, end it."""
    chosen = _dialler()
    if "end" in request.POST:
        try:
            calls.hang_up(by=request.user, with_=chosen)
        except DiallerError as error:
            return JsonResponse({"refused": str(error)}, status=409)
    last = Dialling.objects.filter(user=request.user, lease__session=pk).order_by("-pk").first()
    if last is None:
        return JsonResponse({"said": "", "going": False})
    return JsonResponse({"said": last.get_state_display(), "going": last.state not in calls.ENDED})


@csrf_exempt
@login_not_required
@require_POST
def dialled(request: HttpRequest, secret: UUID) -> HttpResponse:
    """Take a report of the dialler's, if it is genuine."""
    chosen = _dialler()
    dialling = get_object_or_404(Dialling, secret=secret)
    fields = {name: str(request.POST[name]) for name in request.POST}
    if not chosen.is_genuine(request.build_absolute_uri(), fields, request.headers):
        raise PermissionDenied("This report is not signed by the dialler.")
    calls.take_report(dialling=dialling, told_by=chosen, fields=fields)
    return HttpResponse(status=204)
