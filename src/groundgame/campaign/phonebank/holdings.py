"""What a dialler was asked to ring of an elector's numbers: told, forgotten with the person, and with time."""

import datetime as dt
from collections.abc import Sequence

from django.db.models import Exists, OuterRef, Q, QuerySet

from groundgame.campaign.audit.retention import Term
from groundgame.campaign.phonebank.models import Dialling
from groundgame.campaign.register.models import Elector, TelephoneNumber
from groundgame.campaign.register.person.holdings import Holding, Row


def _made(elector: Elector) -> QuerySet[Dialling]:
    return Dialling.objects.filter(lease__elector=elector).exclude(to="")


def _told(elector: Elector) -> Sequence[Row]:
    made = _made(elector).select_related("user").order_by("asked_at")
    return [
        {"when": one.asked_at, "number": one.to, "for": str(one.user), "how it ended": one.get_state_display()}
        for one in made
    ]


def _of_lines(elector: Elector) -> QuerySet[Dialling]:
    """Return the calls to the elector, and those at which another of the household answered a number of theirs.

    Of an erasure the elector's numbers are gone by then: the household's calls to a number that is nobody's any more.
    """
    owned = TelephoneNumber.objects.filter(e164=OuterRef("to"))
    at_home = Q(lease__household=elector.address_id) if elector.address_id else Q(pk=None)
    theirs = Q(Exists(owned.filter(elector=elector))) | ~Q(Exists(owned))
    return Dialling.objects.filter(Q(lease__elector=elector) | (at_home & theirs)).exclude(to="")


def _forget(elector: Elector) -> None:
    _of_lines(elector).update(to="")


def _old(before: dt.datetime) -> QuerySet[Dialling]:
    return Dialling.objects.filter(asked_at__lt=before).exclude(to="", caller_number="")


HOLDINGS = (
    Holding(
        key="phonebank.diallings",
        title="Calls that a dialler made to you",
        purpose="To ring you once on a number of yours, and to bill the call: legitimate interests (UK GDPR art. "
        "6(1)(f)).",
        kept="Six months unless the party sets another term.",
        terms=("dialled",),
        tell=_told,
        forget=_forget,
        goes=lambda elector: _of_lines(elector).count(),
        stays="That a call was made, when and by whom, without the number (UK GDPR art. 5(2)).",
    ),
)
TERMS = (
    Term(
        "dialled",
        "Numbers that the dialler rang, the caller's own among them",
        6,
        "To settle the dialler's bill, and a complaint about a call.",
        lambda before: _old(before).count(),
        lambda before: _old(before).update(to="", caller_number=""),
    ),
)
