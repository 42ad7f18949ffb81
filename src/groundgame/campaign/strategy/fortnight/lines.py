"""An organiser's week and the next: all that the page shows, of one's own wards and of those one's volunteers go to."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q

from groundgame.campaign.accounts.models import User
from groundgame.campaign.accounts.rules import MANAGERS, wards_of
from groundgame.campaign.canvass.rules import sessions_run_by
from groundgame.campaign.doorstep.models import Outing, Sheet
from groundgame.campaign.strategy.coverage.figures import neglected_streets
from groundgame.campaign.strategy.fortnight.around import MOST_SESSIONS, Open, Waiting, first_open, waiting_wards
from groundgame.campaign.strategy.fortnight.todo import Todo, what_next
from groundgame.campaign.strategy.models import BranchHours, KeptPlan, PlannedWork
from groundgame.campaign.strategy.plans.asked import WEEK, monday
from groundgame.campaign.strategy.plans.listed import plan_in_force
from groundgame.campaign.strategy.plans.worked import worked
from groundgame.campaign.strategy.rules import branches_of
from groundgame.campaign.strategy.times import NAMES
from groundgame.campaign.strategy.twinning.accepted import standing
from groundgame.campaign.strategy.twinning.suggested import Suggestion, suggestions
from groundgame.electoral.places import Area, atlas

WEEKS = 2
MOST_SUGGESTED = 3
QUIET_DAYS = 365


@dataclass(frozen=True, slots=True)
class Fortnight:
    """All that the page shows, of the boroughs (`places`) whose wards the person manages, from a Monday to a Sunday.

    `planned_at` are the planned hours at each kind of time that has any, by its name.
    """

    places: tuple[Area, ...]
    first: dt.date
    last: dt.date
    plan: KeptPlan | None
    todo: tuple[Todo, ...]
    suggested: tuple[Suggestion, ...]
    more_suggested: int
    accepted: tuple[Suggestion, ...]
    coming: tuple[Suggestion, ...]
    going: tuple[Suggestion, ...]
    planned_hours: float
    planned_at: tuple[tuple[str, float], ...]
    taken_hours: float
    done_hours: float
    said_hours: float | None
    sessions: tuple[Open, ...]
    more_sessions: int
    out: int
    sheets: int
    waiting: tuple[Waiting, ...]
    quiet_streets: int


def fortnight_of(user: User, today: dt.date) -> Fortnight:
    """Return the week of a day and the next, as the person is shown them."""
    managed = wards_of(user, MANAGERS)
    places = sorted({atlas().area(atlas().area(ward).borough or ward) for ward in managed}, key=lambda area: area.name)
    branches = [area.code for area in branches_of(user)]
    weeks = [monday(today) + number * WEEK for number in range(WEEKS)]
    first = weeks[0]
    plan = plan_in_force()
    # What was accepted of another plan is shown once, as that: the one in force may have the same work anew.
    rows = [one for one in suggestions(user, _work(plan, managed, branches, weeks), today) if one.elsewhere is None]
    here = [one for one in rows if one.work.ward in managed]
    open_ = [one for one in here if one.may_take]
    sessions = [one for one in sessions_run_by(user) if one.closed_at is None]
    outings = Outing.objects.filter(walk__session__in=sessions, ended_at=None)
    going = [one for one in rows if one.taken and one.work.is_twinning and one.work.branch in branches]
    sheets = Sheet.objects.filter(outing__walk__session__in=sessions, finished_at=None).count()
    said = _said(branches, weeks)
    asks_hours = bool(branches) and said is None
    quiet = neglected_streets(managed, today - dt.timedelta(days=QUIET_DAYS), count=0)
    return Fortnight(
        places=tuple(places),
        first=first,
        last=weeks[-1] + WEEK - dt.timedelta(days=1),
        plan=plan,
        todo=tuple(what_next(sessions, open_, going, today, sheets=sheets, asks_hours=asks_hours)),
        suggested=tuple(_best(open_)),
        more_suggested=max(len(open_) - MOST_SUGGESTED, 0),
        accepted=tuple(one for one in here if one.taken and not one.work.is_twinning),
        coming=tuple(one for one in here if one.taken and one.work.is_twinning and one.work.branch not in branches),
        going=tuple(going),
        planned_hours=sum(one.work.hours for one in here),
        planned_at=_at_times(here),
        taken_hours=sum(one.work.hours for one in here if one.taken),
        done_hours=sum(one.hours for one in worked(managed, first, today + dt.timedelta(days=1))),
        said_hours=said,
        sessions=tuple(first_open(sessions)),
        more_sessions=max(len(sessions) - MOST_SESSIONS, 0),
        out=outings.count(),
        sheets=sheets,
        waiting=tuple(waiting_wards(managed)),
        quiet_streets=quiet.streets,
    )


def _work(
    plan: KeptPlan | None, wards: frozenset[str], branches: Sequence[str], weeks: Sequence[dt.date]
) -> list[PlannedWork]:
    """Return the evenings of these weeks in these wards or by these branches, of the plan in force or accepted.

    What was accepted of another plan stands, whatever the one in force says.
    """
    evenings = PlannedWork.objects.filter(evenings__gt=0, week__in=weeks)
    ours = evenings.filter(Q(plan=plan) | Q(pk__in=standing().values("work")))
    return list(ours.filter(Q(ward__in=wards) | Q(branch__in=branches)))


def _best(open_: Sequence[Suggestion]) -> list[Suggestion]:
    """Return the first suggestions: this week's before next week's, visitors before one's own, most hours first."""
    order = sorted(open_, key=lambda one: (one.work.week, not one.work.is_twinning, -one.work.hours, one.where))
    return order[:MOST_SUGGESTED]


def _at_times(here: Sequence[Suggestion]) -> tuple[tuple[str, float], ...]:
    """Return the planned hours at each kind of time, by its name; of a plan without kinds nothing is told."""
    hours = {name: sum(one.work.hours for one in here if one.work.time == time) for time, name in NAMES.items()}
    return tuple((name, each) for name, each in hours.items() if each)


def _said(branches: Sequence[str], weeks: Sequence[dt.date]) -> float | None:
    found = list(BranchHours.objects.filter(branch__in=branches, week__in=weeks))
    return sum(one.hours for one in found) if found else None
