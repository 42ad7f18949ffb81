"""Where we have been: a map and a table, and the streets where nobody has called since a day."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from groundgame.campaign.accounts.http import SignedInRequest
from groundgame.campaign.accounts.models import User
from groundgame.campaign.accounts.rules import FIELD_STAFF, MANAGERS, check_may_work_in, wards_of
from groundgame.campaign.strategy import places
from groundgame.campaign.strategy.coverage.figures import (
    ATTEMPT,
    CONVERSATION,
    LEAST_HOMES,
    Coverage,
    as_of,
    coverage_by,
    neglected_streets,
    together,
)
from groundgame.campaign.strategy.maps.coverage import MEASURES, draw_coverage
from groundgame.campaign.strategy.maps.shapes import user_shapes
from groundgame.campaign.strategy.models import StreetCoverage
from groundgame.campaign.strategy.switches import chosen, switch
from groundgame.electoral.places import Area, AreaKind, atlas

ON_A_PAGE = 25
"""On a telephone a street takes some 75 pixels."""
BASES = {"call": "Called", "spoke": "Spoke"}


@dataclass(frozen=True, slots=True)
class Line:
    """A part of a place: its name, its page, its streets' page, and its figures."""

    name: str
    address: str
    streets: str
    coverage: Coverage


@require_safe
def page(request: SignedInRequest) -> HttpResponse:
    """Show where we have been in a place."""
    area = _place(request)
    measure = chosen(request.GET, "measure", MEASURES)
    wards = atlas().wards_within(area.code)
    figures = coverage_by("ward", wards)
    context = {
        "area": area,
        "heading": places.heading(area),
        "own": _own_areas(request.user),
        "total": together(figures.values()),
        "lines": _lines(area, figures),
        "level": _level(area)[1],
        "map": _map(area, wards, figures, measure) if len(wards) > 1 else None,
        "measure_name": MEASURES[measure],
        "switches": {"Show": switch(MEASURES, measure, lambda key: _address("coverage", area, measure=key))},
        "streets": _address("coverage_streets", area),
        "read_at": as_of(wards),
    }
    return render(request, "strategy/coverage.html", context)


@require_safe
def streets(request: SignedInRequest) -> HttpResponse:
    """Show the streets of a place where nobody has called since a day, those that wait longest first."""
    area = _place(request)
    since, problem = _since(request.GET.get("since", ""))
    basis = chosen(request.GET, "by", BASES)
    district = request.GET.get("district", "")[:8]
    first = ON_A_PAGE * (_page_number(request.GET) - 1)
    by = CONVERSATION if basis == "spoke" else ATTEMPT
    wards = atlas().wards_within(area.code)
    found = neglected_streets(wards, since, by=by, district=district, first=first, count=ON_A_PAGE)
    asked = {"since": since.isoformat(), "by": basis, "district": district}
    context = {
        "area": area,
        "heading": places.heading(area),
        "district": district,
        "since": since,
        "problem": problem,
        "basis": basis,
        "bases": BASES,
        "found": found,
        "rows": [(street, atlas().area(street.ward), _audiences(request.user, street, since)) for street in found.page],
        "least": LEAST_HOMES,
        "everywhere": _audiences(request.user, area, since, district) if found.electors else None,
        "first": first + 1,
        "last": first + len(found.page),
        "before": _page_link(area, asked, first - ON_A_PAGE) if first else "",
        "after": _page_link(area, asked, first + ON_A_PAGE) if first + ON_A_PAGE < found.listed else "",
        "read_at": as_of(wards),
    }
    return render(request, "strategy/coverage_streets.html", context, status=422 if problem else 200)


def _place(request: SignedInRequest) -> Area:
    """Return the place that is asked for, else the first of one's own; refuse where one's role does not reach."""
    code = request.GET.get("place", "")
    own = _own_areas(request.user)
    if not own:
        raise PermissionDenied("Where we have been is for directors, organisers and agents. Ask one of them.")
    area = places.find_area(code) if code else own[0]
    if area is None or places.is_former(area):
        raise Http404(f"There is no place of today with the code “{code}”.")
    check_may_work_in(request.user, atlas().wards_within(area.code))
    return area


def _own_areas(user: User) -> list[Area]:
    codes = set(user.grants.active().filter(role__in=FIELD_STAFF).values_list("area", flat=True))
    return sorted(map(atlas().area, codes), key=lambda area: (-len(atlas().wards_within(area.code)), area.name))


def _level(area: Area) -> tuple[str, str]:
    """Return by what a place is told, and how that is called."""
    if area.kind is AreaKind.CITY:
        return "borough", "Borough"
    return ("polling_district", "Polling district") if area.boundary_set == "ward22" else ("ward", "Ward")


def _lines(area: Area, figures: Mapping[str, Coverage]) -> list[Line]:
    """Return the parts of a place, those where we were longest ago first."""
    level, _ = _level(area)
    if level == "polling_district":
        parts = coverage_by(level, [area.code]).items()
        lines = [Line(code, "", _address("coverage_streets", area, district=code), each) for code, each in parts]
    else:
        lines = [_line(code, each) for code, each in _grouped(level, figures).items()]
    never = dt.datetime.min.replace(tzinfo=dt.UTC)
    return sorted(lines, key=lambda line: (line.coverage.last_contact_at or never, line.name))


def _grouped(level: str, figures: Mapping[str, Coverage]) -> dict[str, Coverage]:
    if level == "ward":
        return dict(figures)
    parts: dict[str, list[Coverage]] = {}
    for ward, each in figures.items():
        parts.setdefault(atlas().area(ward).borough or ward, []).append(each)
    return {borough: together(each) for borough, each in parts.items()}


def _line(code: str, coverage: Coverage) -> Line:
    part = atlas().area(code)
    return Line(part.name, _address("coverage", part), _address("coverage_streets", part), coverage)


def _map(area: Area, wards: frozenset[str], figures: Mapping[str, Coverage], measure: str) -> object:
    addresses = {ward: f"{reverse('strategy:coverage')}?place={ward}" for ward in wards}
    return draw_coverage(figures, addresses, measure, f"{MEASURES[measure]} in {area.name}", user_shapes())


def _since(text: str) -> tuple[dt.date, str]:
    """Return the day that is asked for, a year ago unless told, and what is wrong with what was asked."""
    today = timezone.localdate()
    usual = today - dt.timedelta(days=365)
    if not text:
        return usual, ""
    try:
        day = dt.date.fromisoformat(text)
    except ValueError:
        return usual, f"“{text[:20]}” is not a day: write it as 2026-05-07. A year ago is shown."
    if not dt.date(1990, 1, 1) <= day <= today:
        return usual, f"{day:%-d %B %Y} is not between 1990 and today. A year ago is shown."
    return day, ""


def _page_number(query: Mapping[str, str]) -> int:
    text = query.get("page", "1")
    return min(max(int(text), 1), 10_000) if text.isascii() and text.isdecimal() and len(text) < 6 else 1


def _page_link(area: Area, asked: Mapping[str, str], first: int) -> str:
    return _address("coverage_streets", area, **asked, page=str(first // ON_A_PAGE + 1))


def _address(name: str, area: Area, **query: str) -> str:
    asked = {"place": area.code} | {key: value for key, value in query.items() if value}
    return f"{reverse(f'strategy:{name}')}?{urlencode(asked)}"


def _audiences(user: User, of: StreetCoverage | Area, since: dt.date, district: str = "") -> Mapping[str, str] | None:
    """Return the addresses of a door and a phone audience of a street, or of a place; None for whoever makes none."""
    if isinstance(of, Area):
        area, wards, street = of.code, sorted(atlas().wards_within(of.code)), ""
    else:
        area, wards, street, district = of.borough, [of.ward], of.street, of.polling_district
    if not frozenset(wards) <= wards_of(user, MANAGERS):
        return None
    asked: dict[str, Any] = {"area": area, "wards": wards if len(wards) == 1 else []}
    asked |= {"district": district, "street": street, "attempted_before": since.isoformat()}
    return {
        channel: f"{reverse('canvass:new')}?{urlencode(_filled(asked | {'channel': channel}), doseq=True)}"
        for channel in ("door", "phone")
    }


def _filled(asked: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in asked.items() if value}
