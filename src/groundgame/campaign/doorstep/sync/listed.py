"""Who may still be asked for on a walk that telephones carry: an objection reaches them with their next signal.

The whole list each time, not what has changed: then none can be skipped, whichever order they are committed in, and
whoever is not named goes, for whatever reason: an objection, an erasure, a register that moved them or left them out.
"""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q

from groundgame.campaign.canvass.models import ContactEvent
from groundgame.campaign.canvass.outcomes import GONE as LEFT
from groundgame.campaign.doorstep.asked import GONE, objecting_to_opinions
from groundgame.campaign.doorstep.models import Outing, WalkDoor
from groundgame.campaign.register.models import Elector
from groundgame.campaign.register.suppression import knockable_electors


@dataclass(frozen=True, slots=True)
class Listed:
    """The electors (ids) to be asked for at the doors of a walk, and those of them who want no opinions kept."""

    people: frozenset[int]
    no_opinions: frozenset[int]


def listed_on(outing: Outing) -> Listed:
    """Return who may be asked for on the walk now.

    Whoever is said at these doors to have moved or died since it was given out stays, so that a slip can be put right.
    """
    doors = WalkDoor.objects.filter(walk=outing.walk_id).values("address")
    said = ContactEvent.objects.filter(elector=OuterRef("pk"), session=outing.walk.session_id, outcome__in=LEFT)
    said_here = Exists(said.filter(happened_at__gte=outing.given_at))
    electors = knockable_electors(Elector.objects.filter(address__in=doors)).exclude(GONE & Q(~said_here))
    people = frozenset(electors.values_list("pk", flat=True))
    return Listed(people, frozenset(objecting_to_opinions(people)))
