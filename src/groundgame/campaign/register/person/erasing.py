"""Forget an elector, and remember that they are to be left alone."""

import datetime as dt

from django.db import transaction

from groundgame.campaign.accounts.models import User
from groundgame.campaign.audit import actions as audit
from groundgame.campaign.register import rules
from groundgame.campaign.register.actions import suppress
from groundgame.campaign.register.models import Elector, Erasure, Suppression
from groundgame.campaign.register.person.holdings import all_holdings


def forgettable(elector: Elector) -> dict[str, int]:
    """Return how many rows of each kind an erasure would forget, but for the empty and what the report alone tells."""
    counts = {each.key: each.forgettable(elector) for each in all_holdings() if not each.in_report_alone}
    return {key: count for key, count in counts.items() if count}


def anything_left(elector: Elector) -> bool:
    """Tell whether an erasure would forget anything, of whichever kind."""
    return any(each.forgettable(elector) for each in all_holdings())


@transaction.atomic
def erase(*, by: User, elector: Elector, asked_on: dt.date, source: str) -> Erasure:
    """Forget all that we hold of an elector and no law lets us keep; once done, nobody brings it back.

    The objection to any contact is recorded first, and stays: the next register names the person again. A second time
    forgets what came since.

    Law: UK GDPR art. 17(1)(c) with art. 21(2)-(3); what stays, art. 17(3)(b) and (e).

    Raises:
        PermissionDenied: if the person does not answer for this elector.
    """
    rules.check_may_answer_for(by, elector)
    for each in all_holdings():
        if each.lock is not None:
            each.lock(elector)
    Elector.objects.select_for_update(of=("self",)).get(pk=elector.pk)
    suppress(by=by, elector=elector, kind=Suppression.Kind.DO_NOT_CONTACT, source=source)
    gone = forgettable(elector)
    made, _ = Erasure.objects.get_or_create(
        elector=elector,
        defaults={"borough": elector.borough, "asked_on": asked_on, "source": source, "by": by, "gone": gone},
    )
    for each in all_holdings():
        if each.forget is not None:
            each.forget(elector)
    audit.record(by=by, action="register.erase", subject=elector, area=elector.borough, gone=gone)
    return made
