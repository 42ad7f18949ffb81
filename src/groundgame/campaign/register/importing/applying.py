"""A plan into the database, in the caller's transaction, with what its undoing needs."""

import polars as pl

from groundgame.campaign.register.importing import counts, entries, store
from groundgame.campaign.register.importing.journal import Journal
from groundgame.campaign.register.importing.objections import carry_objections
from groundgame.campaign.register.importing.plans import Plan
from groundgame.campaign.register.importing.trusting import check_references_again, trust_references
from groundgame.campaign.register.models import Register


def apply_plan(plan: Plan) -> tuple[Register, Journal, list[int]]:
    """Write what a plan holds; return its register, what was made and replaced, and the objections carried over."""
    journal, people = Journal(), plan.people
    register = Register.objects.create(borough=plan.borough, published_on=plan.published_on, amends=plan.amends)
    trust_references()
    door_ids = store.store_doors(plan.borough, plan.doors, plan.known, journal)
    stored = store.store_people(plan.borough, plan.published_on, people, plan.known, door_ids, journal)
    if plan.amends is None:
        entries.store_entries(plan.borough, register.pk, stored)
        counts.store_ward_counts(plan.borough, stored, journal)
    else:
        entries.amend_entries(plan.borough, plan.amends, plan.published_on, stored, plan.deleted, journal)
        counts.amend_ward_counts(plan.borough, people, plan.known, journal)
    check_references_again()
    carried = carry_objections(plan.borough, plan.published_on, people.returned.to_list())
    journal.made("suppression", pl.DataFrame({"id": carried}, schema={"id": pl.Int64}))
    return register, journal, carried
