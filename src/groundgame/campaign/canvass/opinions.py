"""Whose political opinions we may keep, show and count.

Direct marketing objected to: UK GDPR art. 21(2)-(3). Political opinions objected to: DPA 2018 Sch. 1 para. 22(3). What
was said before the objection stands in the log, which nobody rewrites, and is used no more.
"""

from django.db.models import Exists, OuterRef, Q

from groundgame.campaign.register.models import Elector, Suppression

NO_OPINIONS = (Suppression.Kind.NO_PROFILING, Suppression.Kind.DO_NOT_CONTACT)

# On `v`, a row with an elector_id.
OPINIONS_KEPT_SQL = (
    "NOT EXISTS (SELECT FROM register_suppression o WHERE o.elector_id = v.elector_id AND o.lifted_at IS NULL "
    f"AND o.kind IN ({', '.join(repr(str(kind)) for kind in NO_OPINIONS)}))"
)


def keeps_no_opinions(elector: Elector) -> bool:
    """Tell whether the elector has an objection open that bars us from keeping opinions."""
    return elector.suppressions.filter(lifted_at=None, kind__in=NO_OPINIONS).exists()


def opinions_kept() -> Q:
    """Return the condition on rows of an `elector` whose opinions may be shown and counted."""
    return Q(~Exists(Suppression.objects.filter(elector=OuterRef("elector"), lifted_at=None, kind__in=NO_OPINIONS)))
