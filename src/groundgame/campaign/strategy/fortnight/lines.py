"""What an organiser has before them: sessions, suggestions, hours, walks that are out, wards that wait."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone

from groundgame.campaign.accounts.models import User
from groundgame.campaign.accounts.rules import MANAGERS, wards_of
from groundgame.campaign.canvass.models import Caller, Session
from groundgame.campaign.canvass.queue import progress_of as sessions_progress
from groundgame.campaign.canvass.rules import sessions_run_by
from groundgame.campaign.doorstep.models import Outing, Sheet, Walk
from groundgame.campaign.strategy.coverage.figures import coverage_by, neglected_streets
from groundgame.campaign.strategy.models import BranchHours, KeptPlan, PlannedWork
from groundgame.campaign.strategy.plans.asked import WEEK, monday
from groundgame.campaign.strategy.plans.worked import worked
from groundgame.campaign.strategy.rules import branches_of
from groundgame.campaign.strategy.twinning.accepted import standing
from groundgame.campaign.strategy.twinning.suggested import Suggestion, session_page, suggestions
from groundgame.electoral.places import Area, atlas

WEEKS = 2
MOST_SESSIONS, MOST_SUGGESTED, MOST_WARDS = 4, 3, 2
QUIET_DAYS = 365


@dataclass(frozen=True, slots=True)
class Todo:
    """One thing to do next, and the page where it is done."""

    words: str
    address: str


@dataclass(frozen=True, slots=True)
class Open:
    """A session that is open: how far it is, and the words for it."""

    session: Session
    address: str
    words: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """A ward, its homes, and in how many of them (`quiet`) nobody was spoken to within a year."""

    name: str
    address: str
    homes: int
    quiet: int


@dataclass(frozen=True, slots=True)
class Fortnight:
    """All that the page shows, of the boroughs (`places`) whose wards the person manages, from a Monday to a Sunday."""

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
    plan = KeptPlan.objects.filter(in_force=True).first()
    # What was accepted of another plan is shown once, as that: the one in force may have the same work anew.
    rows = [one for one in suggestions(user, _work(plan, managed, branches, weeks)) if one.elsewhere is None]
    here = [one for one in rows if one.work.ward in managed]
    open_ = [one for one in here if one.may_take]
    sessions = [one for one in sessions_run_by(user) if one.closed_at is None]
    outings = Outing.objects.filter(walk__session__in=sessions, ended_at=None)
    going = [one for one in rows if one.taken and one.work.is_twinning and one.work.branch in branches]
    sheets = Sheet.objects.filter(outing__walk__session__in=sessions, finished_at=None).count()
    quiet = neglected_streets(managed, today - dt.timedelta(days=QUIET_DAYS), count=0)
    return Fortnight(
        places=tuple(places),
        first=first,
        last=weeks[-1] + WEEK - dt.timedelta(days=1),
        plan=plan,
        todo=tuple(_todo(sessions, open_, going, branches, weeks, sheets)),
        suggested=tuple(_best(open_)),
        more_suggested=max(len(open_) - MOST_SUGGESTED, 0),
        accepted=tuple(one for one in here if one.taken and not one.work.is_twinning),
        coming=tuple(one for one in here if one.taken and one.work.is_twinning and one.work.branch not in branches),
        going=tuple(going),
        planned_hours=sum(one.work.hours for one in here),
        taken_hours=sum(one.work.hours for one in here if one.taken),
        done_hours=sum(one.hours for one in worked(managed, first, today + dt.timedelta(days=1))),
        said_hours=_said(branches, weeks),
        sessions=tuple(_open(sessions)),
        more_sessions=max(len(sessions) - MOST_SESSIONS, 0),
        out=outings.count(),
        sheets=sheets,
        waiting=tuple(_waiting(managed)),
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


def _said(branches: Sequence[str], weeks: Sequence[dt.date]) -> float | None:
    found = list(BranchHours.objects.filter(branch__in=branches, week__in=weeks))
    return sum(one.hours for one in found) if found else None


def _todo(
    sessions: Sequence[Session],
    open_: Sequence[Suggestion],
    going: Sequence[Suggestion],
    branches: Sequence[str],
    weeks: Sequence[dt.date],
    sheets: int,
) -> list[Todo]:
    """Return what to do next, what somebody waits for first."""
    found = []
    asking = Caller.objects.filter(session__in=sessions, admitted_at=None, removed_at=None)
    for row in asking.values("session", "session__name").annotate(number=Count("id")).order_by("-number"):
        people = "volunteer waits" if row["number"] == 1 else "volunteers wait"
        words = f"{row['number']} {people} to be let into {row['session__name']}"
        found.append(Todo(words, reverse("canvass:session", args=[row["session"]]) + "#callers"))
    doors = [one for one in sessions if one.channel == Session.Channel.DOOR]
    cut = set(Walk.objects.filter(session__in=doors).values_list("session", flat=True))
    found += [Todo(f"Cut {one.name} into walks", session_page(one)) for one in doors if one.pk not in cut]
    if sheets:
        words = "1 sheet is out: type it" if sheets == 1 else f"{sheets} sheets are out: type those that came back"
        found.append(Todo(words, reverse("doorstep:rounds")))
    now = [one for one in open_ if one.work.week <= timezone.localdate()]
    if now:
        words = "1 suggestion is" if len(now) == 1 else f"{len(now)} suggestions are"
        found.append(Todo(f"{words} for this week: accept what you can", "#suggested"))
    found += [Todo(_asked_away(one), "#moves") for one in going]
    if branches and _said(branches, weeks) is None:
        found.append(Todo("Say which hours your branch has", reverse("strategy:branch_hours")))
    return found


def _asked_away(one: Suggestion) -> str:
    people = f"{one.work.volunteers} of your volunteers"
    return f"{one.borough} counts on {people} in {one.where}, week of {one.work.week:%-d %b}"


def _open(sessions: Sequence[Session]) -> list[Open]:
    shown = list(sessions)[:MOST_SESSIONS]
    progress = sessions_progress(shown)
    found = []
    for one in shown:
        how = progress[one.pk]
        kind = "Doors" if one.channel == Session.Channel.DOOR else "Telephone"
        found.append(Open(one, session_page(one), f"{kind}: {how.done:,} of {how.electors:,} electors done"))
    return found


def _waiting(wards: frozenset[str]) -> list[Waiting]:
    """Return the wards where the smallest part of homes was spoken to within a year."""
    figures = [(code, each) for code, each in coverage_by("ward", wards).items() if each.homes]
    figures.sort(key=lambda row: (row[1].share_spoken_lately or 0.0, -row[1].homes))
    return [
        Waiting(
            atlas().area(code).name,
            f"{reverse('strategy:coverage_streets')}?place={code}",
            each.homes,
            each.homes - each.homes_spoken_lately,
        )
        for code, each in figures[:MOST_WARDS]
    ]
