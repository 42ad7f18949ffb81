"""Put walks on paper: each goes out, and its lines are kept as they were printed."""

from collections.abc import Sequence

from django.db import transaction

from groundgame.campaign.accounts.models import User
from groundgame.campaign.audit import actions as audit
from groundgame.campaign.audit.models import Look
from groundgame.campaign.canvass.clock import database_now
from groundgame.campaign.doorstep import rules
from groundgame.campaign.doorstep.actions.giving import give_walks
from groundgame.campaign.doorstep.actions.outings import end_outings
from groundgame.campaign.doorstep.doors import stretches_by_walk
from groundgame.campaign.doorstep.errors import WalkRefusedError
from groundgame.campaign.doorstep.models import Outing, Sheet, Walk
from groundgame.campaign.doorstep.paper.lines import lines_of, rows_of

MOST_AT_ONCE = 200
"""Walks: about 1,600 pages, for which one waits some ten seconds."""


@transaction.atomic
def print_walks(*, by: User, walks: Sequence[Walk]) -> list[Sheet]:
    """Give walks of one round out on paper and keep their lines; one that is out on paper gives its sheet again.

    Raises:
        PermissionDenied: if the person does not run the round.
        WalkRefusedError: if no walk was chosen or too many, or one is out on a telephone, closed, or has no door free.
    """
    if not walks:
        raise WalkRefusedError("No walk was chosen. Tick those to print.")
    if len(walks) > MOST_AT_ONCE:
        raise WalkRefusedError(
            f"{len(walks):,} walks were ticked, and {MOST_AT_ONCE} are printed at once. Print the others next."
        )
    rules.check_may_run_round(by, walks[0].session)
    known = {sheet.outing.walk_id: sheet for sheet in _out_on_paper(walks)}
    at_home = [walk for walk in walks if walk.pk not in known]
    given = give_walks(by=by, session=walks[0].session, walks=at_home, on_paper=True) if at_home else {}
    sheets = known | _sheets(by, at_home, given)
    for ward in sorted({walk.ward for walk in walks}):
        shown = [elector for walk in walks if walk.ward == ward for elector in sheets[walk.pk].electors]
        audit.look(by=by, page=Look.Page.WALK, electors=shown, area=ward)
    return [sheets[walk.pk] for walk in walks]


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
        end_outings([outing], Outing.Ending.FINISHED)
    walk = outing.walk
    audit.record(by=by, action="doorstep.finish_sheet", subject=walk.session, area=walk.ward, sheet=sheet.code)
