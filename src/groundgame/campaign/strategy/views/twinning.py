"""Who goes where: a plan's suggestions, taken up with one click, and given back."""

import datetime as dt
from typing import Any

from django.contrib import messages
from django.db.models import F, Q, QuerySet, Sum
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from groundgame.campaign.accounts.http import SignedInRequest
from groundgame.campaign.canvass.models import Session
from groundgame.campaign.canvass.models.trials import USUAL_PERCENT
from groundgame.campaign.strategy import actions, rules
from groundgame.campaign.strategy.away.shown import days_seen
from groundgame.campaign.strategy.forms import AcceptForm
from groundgame.campaign.strategy.models import KeptPlan, PlannedWork, TakenUp
from groundgame.campaign.strategy.plans.asked import monday
from groundgame.campaign.strategy.plans.errors import PlanRefusedError
from groundgame.campaign.strategy.plans.listed import plan_in_force
from groundgame.campaign.strategy.switches import Choice, switch
from groundgame.campaign.strategy.times import hours_at
from groundgame.campaign.strategy.twinning.held_back import beforehand
from groundgame.campaign.strategy.twinning.letters import tell_accepter, tell_branch
from groundgame.campaign.strategy.twinning.suggested import session_page, suggestions
from groundgame.campaign.strategy.views.within import chosen_place
from groundgame.electoral.places import Area, atlas


@require_safe
def page(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show who goes where in one week of a plan, in one borough or in all."""
    rules.check_may_read_plans(request.user)
    plan = get_object_or_404(KeptPlan, pk=pk)
    place = chosen_place(request)
    work = _work(plan, place)
    weeks = sorted({*work.values_list("week", flat=True), *days_seen(plan, place).values_list("week", flat=True)})
    week = _week(request.GET.get("week", ""), weeks)
    city_wide = place.boundary_set == "city"
    in_week = work.filter(week=week) if week else work.none()
    home = in_week.filter(branch=F("borough"))
    here = in_week.exclude(branch=F("borough")) if city_wide else in_week
    shown = suggestions(request.user, here, timezone.localdate())
    base = f"{reverse('strategy:twinning', args=[pk])}?place={place.code}"
    context: dict[str, Any] = {
        "plan": plan,
        "in_force": None if plan.in_force else plan_in_force(),
        "place": place,
        "boroughs": sorted(atlas().areas("borough"), key=lambda area: area.name),
        "city": atlas().areas("city")[0],
        "week": week,
        "switches": {"Week of": _switch(weeks, week, base)},
        "travelling": [one for one in shown if one.work.is_twinning],
        "at_home": [one for one in shown if one.work.branch and not one.work.is_twinning],
        "unmanned": [one for one in shown if not one.work.branch],
        "pairs": _pairs(work),
        "known": bool(plan.asked["volunteers"]),
        "says_hours": bool(rules.branches_of(request.user)),
        "city_wide": city_wide,
        "home": sum(one.evenings for one in home),
    }
    return render(request, "strategy/twinning.html", context)


def _work(plan: KeptPlan, place: Area) -> QuerySet[PlannedWork]:
    """Return the evenings that a place sees, and those to which its own branch goes."""
    work = plan.work.filter(evenings__gt=0)
    if place.boundary_set == "city":
        return work
    return work.filter(Q(borough=place.code) | Q(branch=place.code))


def _week(text: str, weeks: list[dt.date]) -> dt.date | None:
    """Return the week that is asked for, else the first that is not over, else the last."""
    asked = [week for week in weeks if week.isoformat() == text]
    ahead = [week for week in weeks if week >= monday(timezone.localdate())]
    return next(iter([*asked, *ahead, *weeks[-1:]]), None)


def _switch(weeks: list[dt.date], week: dt.date | None, base: str) -> list[Choice]:
    names = {each.isoformat(): f"{each:%-d %b}" for each in weeks}
    return switch(names, week.isoformat() if week else "", lambda key: f"{base}&week={key}")


def _pairs(work: QuerySet[PlannedWork]) -> list[tuple[str, str, int, int]]:
    """Return which branches go to whom in all weeks: the names, the evenings, and volunteers' evenings; most first."""
    travelling = work.exclude(branch="").exclude(branch=F("borough")).order_by()
    people = Sum(F("evenings") * F("volunteers"))
    sums = travelling.values_list("branch", "borough").annotate(Sum("evenings"), people=people)
    named = [(atlas().area(here).name, atlas().area(there).name, *found) for here, there, *found in sums]
    return sorted(named, key=lambda row: (-row[2], row[0], row[1]))


@require_http_methods(["GET", "HEAD", "POST"])
def take_up(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show what accepting a suggestion comes to; or make its session, and go there."""
    work = get_object_or_404(PlannedWork.objects.select_related("plan"), pk=pk)
    rules.check_may_take_up(request.user, work)
    form = AcceptForm(request.POST if request.method == "POST" else request.GET)
    if request.method != "POST" or not form.is_valid():
        return _before(request, work, form)
    try:
        hours = form.hours(hours_at(work.time))
        taken, is_new = actions.take_up_once(by=request.user, work=work, held_back=form.part(), hours=hours)
    except PlanRefusedError as error:
        messages.error(request, str(error))
        return redirect(_back(request, work))
    messages.success(request, _accepted(request, taken, is_new=is_new))
    return redirect(session_page(taken.session))


def _before(request: SignedInRequest, work: PlannedWork, form: AcceptForm) -> HttpResponse:
    (shown,) = suggestions(request.user, [work], timezone.localdate())
    if not shown.may_take or not work.evenings:
        return redirect(_back(request, work))
    part = form.part() if form.is_valid() else USUAL_PERCENT / 100
    context = {"one": shown, "form": form, "percent": round(100 * part), "it": beforehand(work, part)}
    rings = work.channel == Session.Channel.PHONE
    usual = hours_at(work.time)
    context |= {"hours": (form.hours(usual) if form.is_valid() else usual) if rings else None}
    asked = {"back": _back(request, work)}
    return render(request, "strategy/accept.html", context | asked, status=200 if form.is_valid() else 422)


def _accepted(request: SignedInRequest, taken: TakenUp, *, is_new: bool) -> str:
    """Return what is said to whoever accepted, once the branch that is to come is told."""
    if not is_new:
        return f"{taken.by} accepted it before: this is its session."
    if not taken.work.is_twinning:
        return "Accepted: this is its session."
    branch = atlas().area(taken.work.branch).name
    try:
        told = tell_branch(request, taken)
    except OSError:  # the mail server is away: the session stands all the same
        return f"Accepted. The letter to {branch} could not be sent: tell them yourself. It stands in their fortnight."
    if not told:
        return f"Accepted. {branch} has no organiser who signs in yet: tell its people yourself."
    return f"Accepted: {branch} is told by letter, and sees it in its fortnight."


@require_POST
def give_back(request: SignedInRequest, pk: int) -> HttpResponse:
    """Give a suggestion back, if nobody has begun; pressed twice, or too late, it says so."""
    work = get_object_or_404(PlannedWork, pk=pk)
    rules.check_may_give_back(request.user, work)
    held = TakenUp.objects.select_related("work", "session", "by").filter(work=work, given_back_at=None).first()
    try:
        if held is not None:
            actions.give_back(by=request.user, taken=held)
    except PlanRefusedError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _given_back(request, held))
    return redirect(_back(request, work))


def _given_back(request: SignedInRequest, held: TakenUp | None) -> str:
    """Return what is said to whoever gave work back, once whoever had accepted it is told."""
    said = "Given back: its session is closed, and it may be accepted again."
    if held is None or held.by == request.user or not held.by.is_active:
        return said
    try:
        tell_accepter(request, held)
    except OSError:  # the mail server is away: it is given back all the same
        return f"{said} The letter to {held.by} could not be sent: tell them yourself."
    return f"{said} {held.by} is told by letter."


def _back(request: SignedInRequest, work: PlannedWork) -> str:
    """Return where the button was pressed: this plan's page, unless the form names another of ours."""
    asked = request.POST.get("next") or request.GET.get("next") or ""
    if url_has_allowed_host_and_scheme(asked, allowed_hosts=None):
        return asked
    return f"{reverse('strategy:twinning', args=[work.plan_id])}?place={work.borough}&week={work.week.isoformat()}"
