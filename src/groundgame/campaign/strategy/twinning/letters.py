"""The letters: that somebody counts on a branch's volunteers, and that what was accepted is given back."""

from typing import Any

from allauth.account.adapter import get_adapter
from django.urls import reverse

from groundgame.campaign.accounts.http import SignedInRequest
from groundgame.campaign.accounts.rules import MANAGERS
from groundgame.campaign.accounts.seeing import whom_to_ask
from groundgame.campaign.strategy.models import PlannedWork, TakenUp
from groundgame.campaign.strategy.times import when_told
from groundgame.campaign.strategy.twinning.named import CHANNELS, in_brief
from groundgame.electoral.places import atlas


def tell_branch(request: SignedInRequest, taken: TakenUp) -> int:
    """Write to those who run the branch that is to come, and did not accept it themselves; return to how many.

    Answers go to whoever accepted.

    Raises:
        OSError: if the mail server is away.
    """
    work, adapter = taken.work, get_adapter(request)
    people = [one for one in whom_to_ask(work.branch, roles=MANAGERS) if one.pk != request.user.pk]
    for person in people:
        context = {
            "user": person,
            "accepter": request.user,
            "branch": atlas().area(work.branch).name,
            **_told_of(request, work),
        }
        headers = {"Reply-To": request.user.email}
        adapter.render_mail("strategy/letters/taken_up", person.email, context, headers=headers).send()
    return len(people)


def tell_accepter(request: SignedInRequest, taken: TakenUp) -> None:
    """Write to whoever accepted work that somebody else gave back; answers go to the latter.

    Raises:
        OSError: if the mail server is away.
    """
    context = {
        "user": taken.by,
        "giver": request.user,
        **_told_of(request, taken.work),
    }
    headers = {"Reply-To": request.user.email}
    mail = get_adapter(request).render_mail("strategy/letters/given_back", taken.by.email, context, headers=headers)
    mail.send()


def _told_of(request: SignedInRequest, work: PlannedWork) -> dict[str, Any]:
    """Return what every letter says of the work."""
    return {
        "ward": atlas().area(work.ward).name,
        "borough": atlas().area(work.borough).name,
        "work": work,
        "channel": CHANNELS[work.channel].lower(),
        "brief": in_brief(work),
        "when": when_told(work.week, work.time),
        "fortnight": request.build_absolute_uri(reverse("strategy:fortnight")),
    }
