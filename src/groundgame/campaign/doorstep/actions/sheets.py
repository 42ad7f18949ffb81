"""Put walks on paper: each goes out, and its lines are kept as they were printed."""

from collections.abc import Sequence

from django.db import transaction

from groundgame.campaign.accounts.models import User
from groundgame.campaign.audit import actions as audit
from groundgame.campaign.audit.models import Look
from groundgame.campaign.canvass.clock import database_now
from groundgame.campaign.doorstep import rules
from groundgame.campaign.doorstep.actions.outings import end_outing, give_walk
from groundgame.campaign.doorstep.doors import stretches_by_walk
from groundgame.campaign.doorstep.errors import WalkRefusedError
from groundgame.campaign.doorstep.models import Outing, Sheet, Walk
from groundgame.campaign.doorstep.paper.lines import lines_of, rows_of


@transaction.atomic
def print_walks(*, by: User, walks: Sequence[Walk]) -> list[Sheet]:
    """Give walks out on paper and keep their lines; one that is out on paper already gives its sheet again.

    Raises:
        PermissionDenied: if the person does not run the round.
        WalkRefusedError: if no walk was chosen, or one is out on a telephone, closed, or has no door that is free.
    """
    if not walks:
        raise WalkRefusedError("No walk was chosen. Tick those to print.")
    known = {sheet.outing.walk_id: sheet for sheet in _out_on_paper(walks)}
    given = {walk.pk: give_walk(by=by, walk=walk, on_paper=True) for walk in walks if walk.pk not in known}
    fresh = _sheets(by, [walk for walk in walks if walk.pk in given], given)
    for sheet in known.values():
        rules.check_may_run_round(by, sheet.outing.walk.session)
    for sheet in [*known.values(), *fresh.values()]:
        audit.look(by=by, page=Look.Page.WALK, electors=sheet.electors, area=sheet.outing.walk.ward)
    return [(known | fresh)[walk.pk] for walk in walks]


def _out_on_paper(walks: Sequence[Walk]) -> list[Sheet]:
    return list(Sheet.objects.filter(outing__walk__in=walks, outing__ended_at=None).select_related("outing__walk"))


def _sheets(by: User, walks: Sequence[Walk], given: dict[int, Outing]) -> dict[int, Sheet]:
    stretches = stretches_by_walk(walks, out=True)
    now, sheets = database_now(), {}
    for walk in walks:
        lines = list(lines_of(rows_of(stretches[walk.pk])))
        sheets[walk.pk] = Sheet(
            borough=walk.borough,
            outing=given[walk.pk],
            electors=[line.person.elector for line in lines],
            doors=[line.address for line in lines],
            printed_by=by,
            printed_at=now,
        )
    Sheet.objects.bulk_create(sheets.values())
    return sheets


@transaction.atomic
def finish_sheet(*, by: User, sheet: Sheet) -> None:
    """Say that all of a sheet is typed: its walk is back, and what nobody knocked can be given out again at once.

    Raises:
        PermissionDenied: if the person may not type the sheet.
    """
    rules.check_may_type(by, sheet)
    outing = Outing.objects.select_for_update(of=("self",)).select_related("walk__session").get(pk=sheet.outing_id)
    Sheet.objects.filter(pk=sheet.pk).update(finished_at=database_now())
    if outing.ended_at is None:
        end_outing(outing, Outing.Ending.FINISHED)
    walk = outing.walk
    audit.record(by=by, action="doorstep.finish_sheet", subject=walk.session, area=walk.ward, sheet=sheet.code)
