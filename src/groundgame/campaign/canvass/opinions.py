"""Whose political opinions we may keep, show and count.

Direct marketing objected to: UK GDPR art. 21(2)-(3). Political opinions objected to: DPA 2018 Sch. 1 para. 22(3). What
was said before the objection stands in the log, which nobody rewrites, and is used no more.
"""

from collections.abc import Iterable

from django.db import connection
from django.db.models import Exists, OuterRef, Q

from groundgame.campaign.register.models import Elector, Suppression

NO_OPINIONS = (Suppression.Kind.NO_PROFILING, Suppression.Kind.DO_NOT_CONTACT)

# On `v`, a row with an elector_id.
OPINIONS_KEPT_SQL = (
    "NOT EXISTS (SELECT FROM register_suppression o WHERE o.elector_id = v.elector_id AND o.lifted_at IS NULL "
    f"AND o.kind IN ({', '.join(repr(str(kind)) for kind in NO_OPINIONS)}))"
)

_HELD_SQL = "SELECT id FROM register_elector WHERE id = ANY(%s) ORDER BY id FOR KEY SHARE"


def hold_erasures(electors: Iterable[int]) -> None:
    """Let no erasure of these electors (ids) begin before the caller's transaction ends, and wait for one that has.

    Before their objections are read: what is written after an erasure nobody erases. It is the lock that a contact
    takes by naming them, and holds up neither imports nor others who write; before their places, as erasures do.
    """
    with connection.cursor() as cursor:
        cursor.execute(_HELD_SQL, [sorted(set(electors))])


def keeps_no_opinions(elector: Elector) -> bool:
    """Tell whether the elector has an objection open that bars us from keeping opinions."""
    return elector.suppressions.filter(lifted_at=None, kind__in=NO_OPINIONS).exists()


def opinions_kept() -> Q:
    """Return the condition on rows of an `elector` whose opinions may be shown and counted."""
    return Q(~Exists(Suppression.objects.filter(elector=OuterRef("elector"), lifted_at=None, kind__in=NO_OPINIONS)))
