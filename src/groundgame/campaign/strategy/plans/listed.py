"""The plans that are kept, as a list: of each a few words, and not all that is kept of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import F, Func, JSONField, TextField, Value
from django.db.models.fields.json import KT
from django.db.models.functions import Cast

from groundgame.campaign.strategy.models import KeptPlan
from groundgame.campaign.strategy.parties import our_party
from groundgame.campaign.strategy.plans.asked import from_json
from groundgame.campaign.strategy.plans.told import asked_told

MOST = 50
HOURS = "volunteers"
"""The hours of branches, which are most of what was asked."""


@dataclass(frozen=True, slots=True)
class ListedPlan:
    """A plan, what it comes to, and what was asked."""

    plan: KeptPlan
    comes_to: str
    asked: str


def plan_in_force() -> KeptPlan | None:
    """Return our party's plan that is in force, by name; None where none is."""
    return KeptPlan.objects.filter(party=our_party().id, in_force=True).defer("asked", "figures").first()


def listed_plans() -> Sequence[ListedPlan]:
    """Return the newest plans; the one that is in force comes first, and those that are withdrawn last."""
    but_hours = Func(
        F("asked"), Cast(Value(HOURS), TextField()), template="(%(expressions)s)", arg_joiner=" - ",
        output_field=JSONField(),
    )  # fmt: skip
    rows = KeptPlan.objects.defer("asked", "figures").select_related("made_by", "withdrawn_by")
    rows = rows.annotate(told=KT("figures__told"), asked_but_hours=but_hours)
    newest = rows.order_by("-in_force", F("withdrawn_at").desc(nulls_first=True), "-made_at", "-id")[:MOST]
    return [ListedPlan(one, one.told, asked_told(from_json(one.asked_but_hours | {HOURS: []}))) for one in newest]
