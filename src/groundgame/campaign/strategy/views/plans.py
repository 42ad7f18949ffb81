"""Plans that are kept: the list, one of them, how far it has come, and having it made or redone."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from groundgame.campaign.accounts.http import SignedInRequest
from groundgame.campaign.accounts.models import User
from groundgame.campaign.accounts.rules import FIELD_STAFF, may_work_in
from groundgame.campaign.jobs.actions import Work, start
from groundgame.campaign.jobs.models import Job
from groundgame.campaign.strategy import actions, rules
from groundgame.campaign.strategy.away.offered import check_offer, offered
from groundgame.campaign.strategy.charts.progress import progress_chart
from groundgame.campaign.strategy.charts.svg import chart_svg
from groundgame.campaign.strategy.charts.timetable import timetable_svg
from groundgame.campaign.strategy.coming.forecasts import standpoint
from groundgame.campaign.strategy.models import KeptPlan
from groundgame.campaign.strategy.plans import worked
from groundgame.campaign.strategy.plans.asked import as_json
from groundgame.campaign.strategy.plans.listed import listed_plans
from groundgame.campaign.strategy.plans.progress import Progress, progress_of
from groundgame.campaign.strategy.plans.told import told_plan
from groundgame.campaign.strategy.tasks import make_plan, redo_plan
from groundgame.campaign.strategy.timetables import timetable_of_work
from groundgame.campaign.strategy.views.within import chosen_place
from groundgame.campaign.strategy.winning.asked import address, asked
from groundgame.electoral.allocation import AllocationError
from groundgame.electoral.places import atlas
from groundgame.electoral.polls import PollsError

MAKING = "strategy.plans"
"""One plan is made after another: each takes all of a processor."""


@require_safe
def plans(request: SignedInRequest) -> HttpResponse:
    """List the plans that are kept, the one in force first."""
    rules.check_may_read_plans(request.user)
    kept = listed_plans()
    may = {"keeps": rules.may_keep_plans(request.user), "says_hours": bool(rules.branches_of(request.user))}
    return render(request, "strategy/plans.html", {"plans": kept} | may)


@require_POST
def keep(request: SignedInRequest) -> HttpResponse:
    """Have the plan of the sliders made and kept, beside the pages, over the seats outside London that are offered."""
    rules.check_may_keep_plans(request.user)
    ask, offer = asked(request.POST), offered(request.POST)
    try:
        check_offer(offer, ask, standpoint("boroughs", timezone.localdate()).as_of)
    except (AllocationError, PollsError) as error:
        messages.error(request, str(error))
        return redirect(reverse("strategy:winning") + address(ask, offer.fields()))
    title = f"Making a plan of {ask.hours:,.0f} hours"
    away = {"away": offer.as_json()} if offer else {}
    return _making(request.user, make_plan, title, asked=as_json(ask), user=request.user.pk, **away)


@require_POST
def redo(request: SignedInRequest, pk: int) -> HttpResponse:
    """Have a plan made again from where things stand."""
    rules.check_may_keep_plans(request.user)
    former = get_object_or_404(KeptPlan, pk=pk)
    title = "Making the plan again from where things stand"
    return _making(request.user, redo_plan, title, plan=former.pk, user=request.user.pk)


@require_POST
def put_in_force(request: SignedInRequest, pk: int) -> HttpResponse:
    """Put a plan in force in the place of the one that is."""
    kept = get_object_or_404(KeptPlan.objects.only("party", "made_at", "hours"), pk=pk)
    actions.put_in_force(by=request.user, plan=kept)
    messages.success(request, f"In force: {kept}. Organisers see its evenings in their fortnight from now on.")
    return redirect("strategy:plan", pk)


@require_POST
def withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    """Withdraw a plan, of which nothing more is accepted then."""
    kept = get_object_or_404(KeptPlan.objects.only("party", "made_at", "hours"), pk=pk)
    actions.withdraw_plan(by=request.user, plan=kept)
    messages.success(request, f"Withdrawn: {kept}. What was accepted of it stands; nothing more is accepted.")
    return redirect("strategy:plan", pk)


def _making(by: User, work: Work, title: str, **details: Any) -> HttpResponse:
    """Start the work, and go to see how far it is; pressed twice, to that which was started first."""
    found = Job.objects.filter(by=by, work=work.name, details=details, finished_at=None).first()
    job = found or start(by=by, work=work, title=title, in_turn=MAKING, **details)
    return redirect("jobs:job", job.pk)


@require_safe
def plan(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show a plan: what was asked, what it changes, and how far it has come."""
    rules.check_may_read_plans(request.user)
    kept = get_object_or_404(KeptPlan.objects.select_related("made_by", "follows", "withdrawn_by"), pk=pk)
    place = chosen_place(request)
    wards = atlas().wards_within(place.code)
    sees = may_work_in(request.user, wards, FIELD_STAFF)
    done = progress_of(kept, wards, sees_done=sees)
    times = timetable_of_work(kept.work.filter(ward__in=wards).defer("why"))
    context: dict[str, Any] = {
        "plan": kept,
        "told": told_plan(kept),
        "place": place,
        "progress": done,
        "times": times,
        "picture": timetable_svg(times),
        "sees_done": sees,
        "chart": _chart(kept, place.code, done) if sees else "",
        "later": kept.followed_by.defer("asked", "figures"),
        "in_force": KeptPlan.objects.filter(party=kept.party, in_force=True).only("pk").first(),
        "keeps": rules.may_keep_plans(request.user),
        "counted": worked,
        "places": _places(request.user, reverse("strategy:plan", args=[pk])),
    }
    return render(request, "strategy/plan.html", context)


def _chart(kept: KeptPlan, place: str, done: Progress) -> str:
    if not done.weeks:
        return ""
    figures = [(line.key, round(line.planned), round(line.done, 1)) for line in done.weeks]
    words = f"Hours planned and done, week by week, in {atlas().area(place).name}: the table beside it has the figures."
    return chart_svg(f"progress:{kept.pk}:{hash(tuple(figures))}", words, lambda: progress_chart(figures))


def _places(user: User, page: str) -> list[tuple[str, str]]:
    """Return the places to choose from, by name, each with its address: the city and the boroughs."""
    city = atlas().areas("city")[0]
    boroughs = sorted(atlas().areas("borough"), key=lambda area: area.name)
    own = {area.code for area in rules.branches_of(user)}
    ordered = [city, *(one for one in boroughs if one.code in own), *(one for one in boroughs if one.code not in own)]
    return [(area.name, f"{page}?place={area.code}") for area in ordered]
