"""An organiser's fortnight: what is theirs alone, what to do next, and where each line leads."""

import datetime as dt
from html import unescape
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from groundgame.campaign.accounts.actions import grant_role
from groundgame.campaign.accounts.models import Role, User
from groundgame.campaign.canvass import actions as canvass
from groundgame.campaign.canvass.models import Session
from groundgame.campaign.doorstep.actions import cut_round, make_round, print_walks
from groundgame.campaign.strategy.actions import say_hours, take_up
from groundgame.campaign.strategy.coverage.keeping import make_coverage
from groundgame.campaign.strategy.fortnight.lines import fortnight_of
from groundgame.campaign.strategy.models import KeptPlan, PlannedWork
from groundgame.campaign.strategy.plans.asked import WEEK, monday

pytestmark = pytest.mark.django_db
BARNET, BRENT = "E09000003", "E09000005"
WARD, OTHER_WARD, BRENTS = "E05013628", "E05013629", "E05013496"


@pytest.fixture(autouse=True)
def nothing_remembered():
    cache.clear()


def plan(begins: dt.date, *work: dict[str, Any]) -> KeptPlan:
    """Return a plan of some work, in force in the place of any before it."""
    figures = {"told": "", "days": {"boroughs": "2026-05-07"}, "changed": [], "assumptions": []}
    KeptPlan.objects.update(in_force=False)
    kept = KeptPlan.objects.create(
        party="labour", as_of=begins, asked={"volunteers": []}, figures=figures, hours=1, begins=begins, in_force=True
    )
    usual = {"branch": BARNET, "borough": BARNET, "ward": WARD, "week": begins, "channel": "door", "evenings": 1}
    kind = {"audience": "supporter", "before": "boroughs", "hours": 10.0, "volunteers": 4, "contacts": 60}
    for one in work:
        PlannedWork.objects.create(plan=kept, **(usual | kind | one))
    return kept


def reader(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="groundgame.campaign.accounts.signed_in.Backend")
    return client


def shown(user: User) -> str:
    answer = reader(user).get("/your-fortnight/")
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def test_it_holds_fourteen_days_of_the_plan_in_force_in_ones_own_wards(field_work):
    organiser, today = field_work.organiser(), timezone.localdate()
    first = monday(today)
    plan(first, {"channel": "phone"})  # an older one, which the next follows
    plan(
        first,
        {"hours": 20.0, "evenings": 2},
        {"week": first + WEEK},
        {"week": first + 3 * WEEK},
        {"week": first - WEEK},
        {"ward": BRENTS, "borough": BRENT, "branch": BRENT},
        {"channel": "leaflet", "evenings": 0},
    )
    found = fortnight_of(organiser, today)
    assert [(one.work.ward, one.work.week) for one in found.suggested] == [(WARD, first), (WARD, first + WEEK)]
    assert (found.planned_hours, found.taken_hours) == (30.0, 0.0)
    take_up(by=organiser, work=found.suggested[0].work)
    after = fortnight_of(organiser, today)
    assert (after.planned_hours, after.taken_hours, len(after.suggested), len(after.accepted)) == (30.0, 20.0, 1, 1)


@pytest.mark.parametrize("day", range(7))
def test_it_holds_two_weeks_whatever_the_day(field_work, monkeypatch, day):
    organiser, first = field_work.organiser(), monday(timezone.localdate())
    today = first + dt.timedelta(days=day)
    monkeypatch.setattr(timezone, "localdate", lambda *_: today)
    plan(first, *({"week": first + number * WEEK} for number in range(4)))
    say_hours(by=organiser, branch=BARNET, hours={first + number * WEEK: {"": 10.0} for number in range(4)})
    found = fortnight_of(organiser, today)
    assert [one.work.week for one in found.suggested] == [first, first + WEEK]
    assert (found.planned_hours, found.said_hours) == (20.0, 20.0)
    assert (found.first, found.last) == (first, first + dt.timedelta(days=13))


def test_what_was_accepted_of_an_earlier_plan_stands(field_work):
    organiser, first = field_work.organiser(), monday(timezone.localdate())
    former = plan(first, {"branch": BRENT}, {"channel": "phone"})
    take_up(by=organiser, work=former.work.get(branch=BRENT))
    plan(first, {"ward": OTHER_WARD})
    found = fortnight_of(organiser, timezone.localdate())
    assert [one.work.ward for one in found.suggested] == [OTHER_WARD]
    assert [one.work.plan for one in found.coming] == [former]
    assert (found.planned_hours, found.taken_hours) == (20.0, 10.0)


def test_what_was_accepted_of_an_earlier_plan_is_not_suggested_again(field_work):
    organiser, first = field_work.organiser(), monday(timezone.localdate())
    former = plan(first, {"branch": BRENT})
    take_up(by=organiser, work=former.work.get())
    plan(first, {}, {"week": first + WEEK})
    found = fortnight_of(organiser, timezone.localdate())
    assert [one.work.week for one in found.suggested] == [first + WEEK]
    assert [one.work.plan for one in found.coming] == [former]
    assert (found.planned_hours, found.taken_hours) == (20.0, 10.0)


def test_what_somebody_waits_for_comes_first_and_each_line_leads_there(field_work):
    organiser = field_work.organiser()
    field_work.elector()
    session = field_work.session(organiser, admission=Session.Admission.APPROVE)
    canvass.ask_to_join(by=field_work.person(), session=session)
    doors = make_round(by=organiser, name="Doors", area=BARNET, script=session.script, audience=_ward(), rest_days=0)
    plan(monday(timezone.localdate()), {})
    words = [one.words for one in fortnight_of(organiser, timezone.localdate()).todo]
    assert words == [
        "1 volunteer waits to be let into Evening",
        "Cut Doors into walks",
        "1 suggestion is for this week: accept what you can",
        "Say which hours your branch has",
    ]
    html = shown(organiser)
    for address in (f"/canvass/sessions/{session.pk}/#callers", f"/doorstep/rounds/{doors.pk}/", "/branch-hours/"):
        assert f'href="{address}"' in html
    (walk,) = cut_round(by=organiser, session=doors)
    print_walks(by=organiser, walks=[walk])
    say_hours(by=organiser, branch=BARNET, hours={monday(timezone.localdate()): {"evening": 25.0, "weekend": 15.0}})
    found = fortnight_of(organiser, timezone.localdate())
    assert (found.out, found.sheets, found.said_hours) == (1, 1, 40.0)
    assert "1 sheet is out: type it" in [one.words for one in found.todo]
    assert "Say which hours your branch has" not in [one.words for one in found.todo]


def _ward() -> Any:
    from groundgame.campaign.canvass.audience import Audience

    return Audience.of((WARD,))


def test_wards_where_nobody_was_spoken_to_are_named(field_work):
    for _ in range(3):
        field_work.elector(ward=OTHER_WARD)
    field_work.elector()
    make_coverage(BARNET)
    found = fortnight_of(field_work.organiser(), timezone.localdate())
    assert [(one.homes, one.quiet, one.address[-9:]) for one in found.waiting] == [(3, 3, OTHER_WARD), (1, 1, WARD)]
    assert found.quiet_streets == 2


def test_it_is_for_whoever_manages_a_ward_and_shows_no_others(field_work):
    plan(monday(timezone.localdate()), {})
    brents = field_work.person(Role.ORGANISER, BRENT)
    html = shown(brents)
    assert "Barnet Vale" not in html
    assert "Nothing more is planned here" in html
    agent = field_work.person()
    grant_role(by=None, user=agent, role=Role.AGENT, area=BARNET)
    assert reader(agent).get("/your-fortnight/").status_code == 403


def test_whoever_manages_one_ward_alone_is_asked_for_no_branchs_hours(field_work):
    user = field_work.person(Role.ORGANISER, WARD)
    plan(monday(timezone.localdate()), {}, {"ward": OTHER_WARD})
    found = fortnight_of(user, timezone.localdate())
    assert [one.work.ward for one in found.suggested] == [WARD]
    assert found.said_hours is None
    assert "Say which hours your branch has" not in [one.words for one in found.todo]


def test_without_a_plan_it_says_who_keeps_one(field_work):
    assert "No plan is in force. A director keeps one from" in shown(field_work.organiser())


def test_of_a_rehearsal_it_says_so(field_work):
    organiser, kept = field_work.organiser(), plan(monday(timezone.localdate()), {})
    assert "is a rehearsal" not in shown(organiser)
    KeptPlan.objects.filter(pk=kept.pk).update(moved_weeks=30)
    assert "The plan in force is a rehearsal" in shown(organiser)


def test_of_two_plans_it_is_the_one_in_force_be_it_the_older(field_work):
    organiser, first = field_work.organiser(), monday(timezone.localdate())
    older, newer = plan(first, {}), plan(first, {"ward": OTHER_WARD})
    KeptPlan.objects.update(in_force=False)
    assert fortnight_of(organiser, timezone.localdate()).suggested == ()
    KeptPlan.objects.filter(pk=older.pk).update(in_force=True)
    found = fortnight_of(organiser, timezone.localdate())
    assert ([one.work.ward for one in found.suggested], found.plan) == ([WARD], older)
    assert f'href="/plans/{older.pk}/"' in shown(organiser)
    assert f'href="/plans/{newer.pk}/' not in shown(organiser)
