"""What canvassing has learnt, ward by ward."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from django.db.models import Count, Max, Q, QuerySet, Sum

from groundgame.campaign.canvass.codes import intention_labels
from groundgame.campaign.canvass.models import ElectorState
from groundgame.campaign.canvass.opinions import opinions_kept
from groundgame.campaign.canvass.spoken import SPOKEN_SQL
from groundgame.campaign.canvass.state import STANDING_SQL
from groundgame.campaign.register.figures import electors_by_ward

__all__ = ["PROMISED", "SPOKEN_SQL", "STANDING_SQL", "WardContact", "intention_labels", "ward_contact_figures"]
PROMISED = "yes"


@dataclass(frozen=True, slots=True)
class WardContact:
    """A ward's electors and what the contact log says of them.

    `contacted` counts the electors whom we ever reached, `share_contacted` is their share (0-1), `promises` those whose
    newest answer promises us their vote. `voting_intentions` counts electors by their newest answer, commonest first.
    Nobody who left is counted, nor the answers of anybody who objects to our keeping them.
    """

    electors: int = 0
    contacted: int = 0
    share_contacted: float = 0.0
    last_contact_at: dt.datetime | None = None
    attempts: int = 0
    conversations: int = 0
    promises: int = 0
    voting_intentions: dict[str, int] = field(default_factory=dict)


def ward_contact_figures(wards: Iterable[str]) -> dict[str, WardContact]:
    """Return the figures of each of the wards (codes), those without any contact included."""
    wanted = sorted(set(wards))
    electors, states, intentions = electors_by_ward(wanted), _states(wanted), _intentions(wanted)
    return {
        ward: _figures(electors.get(ward, 0), states.get(ward, WardContact()), intentions.get(ward, {}))
        for ward in wanted
    }


def _figures(electors: int, state: WardContact, intentions: dict[str, int]) -> WardContact:
    share = state.contacted / electors if electors else 0.0
    return replace(state, electors=electors, share_contacted=share, voting_intentions=intentions)


# The elector's own ward and not the state's: people move, and those who left live in none.
def _known(wards: list[str]) -> QuerySet[ElectorState]:
    return ElectorState.objects.filter(elector__ward__in=wards, elector__left_at=None)


def _states(wards: list[str]) -> dict[str, WardContact]:
    rows = (
        _known(wards)
        .values_list("elector__ward")
        .annotate(
            contacted=Count("last_contact_at"),
            last=Max("last_contact_at"),
            tries=Sum("attempts"),
            talks=Sum("conversations"),
            promised=Count("elector", filter=Q(opinions_kept(), promise=PROMISED)),
        )
    )
    return {
        ward: WardContact(
            contacted=contacted, last_contact_at=last, attempts=tries, conversations=talks, promises=promised
        )
        for ward, contacted, last, tries, talks, promised in rows
    }


def _intentions(wards: list[str]) -> dict[str, dict[str, int]]:
    said = _known(wards).filter(opinions_kept()).exclude(voting_intention="")
    rows = said.values_list("elector__ward", "voting_intention").annotate(count=Count("elector"))
    counts: dict[str, dict[str, int]] = {}
    for ward, value, count in rows.order_by("-count", "voting_intention"):
        counts.setdefault(ward, {})[value] = count
    return counts
