"""What an elector told us, contact by contact."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from groundgame.campaign.accounts.http import SignedInRequest
from groundgame.campaign.canvass.figures import intention_labels
from groundgame.campaign.canvass.models import ContactEvent, ElectorState
from groundgame.campaign.register.models import Elector
from groundgame.campaign.register.rules import check_may_see_elector
from groundgame.electoral.places import atlas


@require_safe
def contacts(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show an elector's contacts, the newest first, to those who work in the ward."""
    elector = get_object_or_404(Elector.objects.select_related("address"), pk=pk)
    check_may_see_elector(request.user, elector)
    events = ContactEvent.objects.filter(elector=elector).select_related("user", "session")
    state = ElectorState.objects.filter(elector=elector).first()
    said = state.voting_intention if state else ""
    shown = {
        "elector": elector,
        "ward": atlas().area(elector.ward),
        "state": state,
        "intention": intention_labels([said]).get(said, said),
        "events": events.prefetch_related("answers").order_by("-happened_at"),
        "suppressions": elector.suppressions.filter(lifted_at=None),
    }
    return render(request, "canvass/contacts.html", shown)
