"""What an elector told us, contact by contact."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from groundgame.campaign.accounts.http import SignedInRequest
from groundgame.campaign.audit import actions as audit
from groundgame.campaign.audit.models import Look
from groundgame.campaign.canvass.figures import intention_labels
from groundgame.campaign.canvass.models import Answer, AnswerOption, ContactEvent, ElectorState
from groundgame.campaign.canvass.opinions import keeps_no_opinions
from groundgame.campaign.register.models import Elector
from groundgame.campaign.register.rules import check_may_see_elector
from groundgame.electoral.places import atlas


def _told(events: list[ContactEvent]) -> list[tuple[ContactEvent, list[tuple[str, str]]]]:
    """Return each event with its answers, as the scripts word them."""
    worded = AnswerOption.objects.filter(question__script__sessions__in={event.session_id for event in events})
    labels = {(key, value): label for key, value, label in worded.values_list("question__key", "value", "label")}
    return [(event, [_in_words(answer, labels) for answer in event.answers.all()]) for event in events]


def _in_words(answer: Answer, labels: dict[tuple[str, str], str]) -> tuple[str, str]:
    label = labels.get((answer.question_key, answer.value), answer.value)
    return answer.question_key.replace("_", " ").capitalize(), label


@require_safe
def contacts(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show an elector's contacts, the newest first, to those who work in the ward; opinions only if we may keep any."""
    elector = get_object_or_404(Elector.objects.select_related("address"), pk=pk)
    check_may_see_elector(request.user, elector)
    audit.look(by=request.user, page=Look.Page.CONTACTS, electors=[elector.pk], area=elector.ward)
    state = ElectorState.objects.filter(elector=elector).first()
    said = state.voting_intention if state else ""
    events = ContactEvent.objects.filter(elector=elector).select_related("user", "session")
    shown = {
        "elector": elector,
        "ward": atlas().area(elector.ward),
        "state": state,
        "intention": intention_labels([said]).get(said, said),
        "events": _told(list(events.prefetch_related("answers").order_by("-happened_at"))),
        "suppressions": elector.suppressions.filter(lifted_at=None),
        "no_opinions": keeps_no_opinions(elector),
    }
    return render(request, "canvass/contacts.html", shown)
