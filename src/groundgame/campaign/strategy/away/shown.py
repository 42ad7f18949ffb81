"""Days out as pages suggest them: who goes where, and what the reader may do about it."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet, prefetch_related_objects

from groundgame.campaign.accounts.models import User
from groundgame.campaign.strategy import rules
from groundgame.campaign.strategy.away.choosing import days_to_choose, usual_day
from groundgame.campaign.strategy.away.promised import accepted, accepted_since
from groundgame.campaign.strategy.away.told import branch_named
from groundgame.campaign.strategy.models import DayOut, KeptPlan
from groundgame.electoral.places import Area


@dataclass(frozen=True, slots=True)
class Suggested:
    """Days out, and what the reader may do: accept them for one of `branches`, give them back, say what came of them.

    `able` are the days that may be chosen, `usual` the one that is unless told. `elsewhere` is what was accepted of
    another plan for the same.
    """

    days: DayOut
    who: str
    branches: tuple[Area, ...]
    able: tuple[dt.date, ...]
    usual: dt.date | None
    elsewhere: DayOut | None
    may_take: bool
    may_give_back: bool
    may_say_done: bool


def suggested_days(user: User, rows: Iterable[DayOut], today: dt.date) -> list[Suggested]:
    """Return some days out as the person is shown them on a day."""
    found = list(rows)
    prefetch_related_objects(found, "plan", "accepted_by", "done_by")
    own = rules.branches_of(user) if found else []
    return [_suggested(user, one, own, today) for one in found]


def _suggested(user: User, one: DayOut, own: Sequence[Area], today: dt.date) -> Suggested:
    taken = one.accepted_at is not None
    branches = tuple(area for area in own if one.branch in {"", area.code}) if not taken else ()
    able = tuple(days_to_choose(one, today)) if not taken else ()
    elsewhere = accepted_since(one, one.branch) if one.branch and not taken else None
    answers = taken and rules.may_answer_for(user, one)
    return Suggested(
        days=one,
        who=branch_named(one.sent_by or one.branch),
        branches=branches,
        able=able,
        usual=usual_day(able) if able else None,
        elsewhere=elsewhere,
        may_take=bool(branches and able) and elsewhere is None and one.plan.is_ours_in_force,
        may_give_back=answers and one.done_hours is None,
        may_say_done=answers and one.day is not None and one.day <= today,
    )


def days_seen(plan: KeptPlan, place: Area) -> QuerySet[DayOut]:
    """Return the days out of a plan that a place sees: those of its branch, and those that any branch may accept."""
    if place.boundary_set == "city":
        return plan.days_out.all()
    return plan.days_out.filter(Q(branch=place.code) | Q(sent_by=place.code) | Q(branch="", sent_by=""))


def days_of_fortnight(user: User, plan: KeptPlan | None, weeks: Sequence[dt.date], today: dt.date) -> list[Suggested]:
    """Return the days out of a person's branches in some weeks, and those past of which nobody said what came of them.

    Of the plan in force, or accepted of any.
    """
    own = [area.code for area in rules.branches_of(user)]
    if not own:
        return []
    ours = DayOut.objects.filter(week__in=weeks, plan=plan, accepted_at=None, branch__in=[*own, ""])
    sent = accepted().filter(sent_by__in=own)
    unsaid = sent.filter(Q(week__in=weeks) | Q(day__lte=today, done_hours=None))
    shown = suggested_days(user, [*ours, *unsaid], today)
    return [one for one in shown if one.may_take or one.days.accepted_at is not None]
