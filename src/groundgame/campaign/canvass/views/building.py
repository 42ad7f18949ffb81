"""Build an audience, see who is in it, keep it under a name, and make a session of it."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_POST, require_safe

from groundgame.campaign.accounts.http import SignedInRequest
from groundgame.campaign.canvass import actions, rules
from groundgame.campaign.canvass.areas import areas_of
from groundgame.campaign.canvass.audience import Audience, Makeup, is_large, recent_makeup
from groundgame.campaign.canvass.audience_told import told_audience
from groundgame.campaign.canvass.forms import AudienceForm, SessionForm
from groundgame.campaign.canvass.forms.audiences import MANY_LINES, asked_of
from groundgame.campaign.canvass.forms.sessions import how_of
from groundgame.campaign.canvass.forms.trials import TrialForm
from groundgame.campaign.canvass.makeup_shown import shown_makeup
from groundgame.campaign.canvass.models import SavedAudience, Session
from groundgame.campaign.canvass.trials import promised, promised_of_openings
from groundgame.campaign.canvass.views.filling import start_filling
from groundgame.campaign.register.suppression import tps_warning
from groundgame.electoral.places import atlas

TICKED = ("wards", "intention", "promise", "issue", "age")


def _asked(request: SignedInRequest, name: str) -> str:
    return request.POST.get(name) or request.GET.get(name) or ""


def _area(request: SignedInRequest) -> str:
    """Return the area that was chosen, if it is one of the person's own, else the first of them."""
    own = [area.code for area in areas_of(request.user)]
    asked = _asked(request, "area")
    return asked if asked in own else own[0]


def _channel(request: SignedInRequest) -> str:
    """Return how the session reaches people: by telephone, unless the door was asked for."""
    return Session.Channel.DOOR if _asked(request, "channel") == Session.Channel.DOOR else Session.Channel.PHONE


def _asked_before(request: SignedInRequest) -> dict[str, Any]:
    """Return what was chosen by a link, or when the page was asked to count, so that nothing is chosen twice."""
    asked: dict[str, Any] = {name: request.GET.get(name) for name in request.GET}
    asked |= {name: request.GET.getlist(name) for name in TICKED if name in request.GET}
    return asked | {name: "\n".join(request.GET.getlist(name)) for name in MANY_LINES if name in request.GET}


def _saved(request: SignedInRequest, pk: str) -> SavedAudience | None:
    """Return the audience of that id which the person may use, if there is one."""
    return next((one for one in rules.audiences_of(request.user) if str(one.pk) == pk), None)


def new(request: SignedInRequest) -> HttpResponse:
    """Make a session, by telephone or at the door."""
    rules.check_may_make_sessions(request.user)
    kept = _saved(request, request.GET.get("saved", ""))
    area = kept.area if kept else _area(request)
    asked = _asked_before(request) | (asked_of(Audience.from_json(kept.conditions)) if kept else {})
    form = SessionForm(request.user, area, _channel(request), request.POST or None, initial=asked)
    if request.method == "POST" and form.is_valid():
        return _make(request, form)
    return render(request, "canvass/new.html", _new_page(form, request, kept), status=422 if form.is_bound else 200)


def _make(request: SignedInRequest, form: SessionForm) -> HttpResponse:
    data = form.cleaned_data
    how = {name: data[name] for name in ("area", "name", *form.how)}
    how["held_back"], how["polling_day"] = form.held()
    how["second_opening"] = form.second()
    audience, by_door = form.audience(), form.channel == Session.Channel.DOOR
    large, kept_as = is_large(audience), request.POST.get("audience_name", "").strip()
    with transaction.atomic():
        if kept_as:  # typed, and then the other button pressed
            actions.save_audience(by=request.user, name=kept_as[:100], area=data["area"], audience=audience)
        made = actions.make_session(by=request.user, audience=audience, channel=form.channel, filled=not large, **how)
        page = reverse("doorstep:round" if by_door else "canvass:session", args=[made.pk])
        job = start_filling(request.user, made, page) if large else None
    if job is not None:
        return redirect("jobs:job", job.pk)
    if by_door:
        return redirect(page)
    messages.success(request, f"{made.name} is ready. Send its link to your volunteers.")
    return redirect("canvass:session", made.pk)


def _new_page(form: SessionForm, request: SignedInRequest, kept: SavedAudience | None) -> dict[str, Any]:
    """Return what the page shows; without script, its count comes with the page."""
    counted: dict[str, Any] = {}
    if kept is not None:
        counted = _counted(form, Audience.from_json(kept.conditions))
    elif "contacted" in request.GET:
        asked = AudienceForm(request.user, form.area_code, form.channel, request.GET)
        counted = _counted(asked, asked.audience(), TrialForm(request.GET)) if asked.is_valid() else {}
    return counted | {
        "form": form,
        "door": form.channel == Session.Channel.DOOR,
        "area": atlas().area(form.area_code),
        "how": [form[name] for name in form.how],
        "held": [form["held_back"], form["polling_day"], form["second_opening"]],
        "tps": "" if form.channel == Session.Channel.DOOR else tps_warning(_boroughs(form.area_code)),
        "kept": kept,
        "audiences": rules.audiences_of(request.user),
    }


def _counted(form: AudienceForm, audience: Audience, trial: TrialForm | None = None) -> dict[str, Any]:
    """Return whom an audience is for, how many and who they are, and what a trial of them will tell."""
    makeup = recent_makeup(audience, form.channel)
    told = _promised(makeup, trial) if trial is not None and trial.is_valid() else []
    return {"makeup": shown_makeup(makeup), "whom": told_audience(form.area_code, audience), "trial": told}


def _promised(makeup: Makeup, trial: TrialForm) -> list[str]:
    part, day = trial.held()
    second = promised_of_openings(makeup, part, day) if trial.second() else []
    return second if second and not part else [*promised(makeup, part, day), *second]


def _boroughs(area: str) -> set[str]:
    return {atlas().area(ward).borough or "" for ward in atlas().wards_within(area)}


@require_safe
def count(request: SignedInRequest) -> HttpResponse:
    """Say how many electors an audience holds, and who they are, while it is being built."""
    rules.check_may_make_sessions(request.user)
    form = AudienceForm(request.user, _area(request), _channel(request), request.GET)
    if not form.is_valid():
        return render(request, "canvass/count.html", {"form": form}, status=422)
    audience = form.audience()
    rules.check_may_ring_in(request.user, audience.wards)
    return render(request, "canvass/count.html", _counted(form, audience, TrialForm(request.GET)) | {"oob": True})


@require_POST
def save_audience(request: SignedInRequest) -> HttpResponse:
    """Keep the conditions under a name, and go on with them."""
    rules.check_may_make_sessions(request.user)
    form = AudienceForm(request.user, _area(request), _channel(request), request.POST)
    name = request.POST.get("audience_name", "").strip()
    if not form.is_valid() or not name:
        session = SessionForm(request.user, form.area_code, form.channel, request.POST)
        session.add_error(None, "Give the audience a name to keep it under." if not name else "See below.")
        return render(request, "canvass/new.html", _new_page(session, request, None), status=422)
    saved = actions.save_audience(by=request.user, name=name[:100], area=form.area_code, audience=form.audience())
    messages.success(request, f"\u201c{saved.name}\u201d is kept: choose it for any session, by telephone or door.")
    typed = {name: request.POST.get(name, "") for name in ("name", *how_of(form.channel))}
    going_on = {"saved": str(saved.pk), "channel": form.channel} | {name: text for name, text in typed.items() if text}
    return redirect(f"{reverse('canvass:new')}?{urlencode(going_on)}")


@require_POST
def drop_audience(request: SignedInRequest, pk: int) -> HttpResponse:
    """Forget an audience that was kept; the sessions made of it stay."""
    saved = get_object_or_404(SavedAudience, pk=pk)
    actions.drop_audience(by=request.user, audience=saved)
    messages.success(request, f"\u201c{saved.name}\u201d is kept no more.")
    return redirect("canvass:new")
