"""The telephones that carry walks: one's own, and those of the rounds that one runs."""

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from groundgame.campaign.accounts.http import SignedInRequest
from groundgame.campaign.doorstep.actions.devices import revoke_device
from groundgame.campaign.doorstep.models import Device
from groundgame.campaign.doorstep.rules import rounds_run_by

MOST_SHOWN = 200


@never_cache
@require_safe
def devices(request: SignedInRequest) -> HttpResponse:
    """List the telephones, those still in use first, with when each was last heard of and what it has not sent."""
    mine = Q(user=request.user) | Q(outing__walk__session__in=[session.pk for session in rounds_run_by(request.user)])
    known = Device.objects.filter(mine).select_related("user", "outing__walk__session", "revoked_by")
    listed = list(known.order_by("-last_seen_at")[:MOST_SHOWN])
    listed.sort(key=lambda device: device.revoked_at is not None or device.ended_at is not None)
    return render(request, "doorstep/devices.html", {"devices": listed})


@require_POST
def revoke(request: SignedInRequest, pk: str) -> HttpResponse:
    """Take a walk off a telephone."""
    device = get_object_or_404(Device.objects.select_related("outing__walk__session"), pk=pk)
    revoke_device(by=request.user, device=device)
    messages.success(
        request, f"{device.name} is revoked: its key is destroyed, and it clears itself with the next signal."
    )
    return redirect("doorstep:devices")
