"""The lock on which plan of a party is in force: whoever changes that holds it alone, whoever accepts shares it.

It comes before any lock on rows. Acceptances do not wait for one another; a plan that is put in force or withdrawn
waits for those that have begun, and those that come later see what was done.
"""

from django.db import connection

from groundgame.campaign.strategy.models import KeptPlan


def lock_in_force(party: str) -> None:
    """Wait, until the transaction ends, for nobody else to change or rely on which plan of a party is in force."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('strategy.in_force'), hashtext(%s))", [party])


def plan_as_it_stands(plan: KeptPlan) -> KeptPlan:
    """Return whether a plan is in force, read anew, which nobody changes until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock_shared(hashtext('strategy.in_force'), hashtext(%s))", [plan.party])
    return KeptPlan.objects.only("party", "in_force", "made_at").get(pk=plan.pk)
