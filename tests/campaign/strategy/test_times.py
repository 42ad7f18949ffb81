"""Kinds of time: branches say when their hours are, a kept plan when each piece of work is, at that time's pace."""

import datetime as dt
from collections import defaultdict
from html import unescape
from pathlib import Path
from typing import Any
from uuid import uuid4

import numpy as np
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from groundgame.campaign.accounts.models import User
from groundgame.campaign.canvass.models import ContactEvent, Session
from groundgame.campaign.strategy.actions import keep_plan, load_hours, say_hours, take_up
from groundgame.campaign.strategy.charts.timetable import timetable_svg
from groundgame.campaign.strategy.models import BranchHours, KeptPlan, PlannedWork
from groundgame.campaign.strategy.parties import our_party
from groundgame.campaign.strategy.plans.asked import WEEK, from_json, monday
from groundgame.campaign.strategy.plans.errors import PlanRefusedError
from groundgame.campaign.strategy.plans.making import make
from groundgame.campaign.strategy.plans.progress import progress_of
from groundgame.campaign.strategy.plans.work import planned_work
from groundgame.campaign.strategy.plans.worked import worked
from groundgame.campaign.strategy.timetables import timetable_of_plan, timetable_of_work
from groundgame.campaign.strategy.winning.planned import field_answer
from groundgame.electoral.allocation.across.answer import make_plan
from groundgame.electoral.allocation.across.asking import Ask
from groundgame.electoral.allocation.across.effects import TIMES, channels
from groundgame.electoral.allocation.across.volunteers import Supply, volunteers_of

pytestmark = pytest.mark.django_db
BARNET, BRENT, WARD = "E09000003", "E09000005", "E05013628"


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def kept_hours(branch: str, week: dt.date) -> dict[str, float]:
    rows = BranchHours.objects.filter(branch=branch, week=week, hours__gt=0)
    return dict(rows.values_list("time", "hours"))


def test_an_organiser_says_when_the_hours_of_a_week_are_and_changes_it(organiser: Client):
    first = monday(timezone.localdate())
    fields = {f"{first}-evening": "80", f"{first}-weekend": "25.5", f"{first + WEEK}-daytime": "12", f"{first}": "3"}
    assert organiser.post("/branch-hours/", {"branch": BARNET, **fields}).status_code == 302
    assert kept_hours(BARNET, first) == {"evening": 80.0, "weekend": 25.5, "": 3.0}
    html = page(organiser, "/branch-hours/")
    assert f'name="{first}-weekend" value="25.5"' in html
    assert f"Weekend days, week of {first:%-d %b %Y}" in html
    assert "Kept: 120 hours" in html
    organiser.post("/branch-hours/", {"branch": BARNET, f"{first}-weekend": "40"})
    assert kept_hours(BARNET, first) == {"weekend": 40.0}
    assert kept_hours(BARNET, first + WEEK) == {}


def test_a_figure_that_cannot_be_is_named_and_nothing_is_kept(organiser: Client):
    first = monday(timezone.localdate())
    answer = organiser.post("/branch-hours/", {"branch": BARNET, f"{first}-evening": "20", f"{first}-weekend": "-1"})
    assert answer.status_code == 422
    assert "1 figure must be a number" in answer.content.decode()
    assert f'id="id_{first}-weekend_error"' in answer.content.decode()
    assert not BranchHours.objects.exists()


def test_a_file_says_when_and_is_given_back_as_it_came(director: Client, tmp_path: Path):
    content = (
        b"branch,week,hours,time\nBarnet,2026-04-20,30,evening\nBarnet,2026-04-22,10,Evening\n"
        b"Barnet,2026-04-20,20,weekend\nBrent,2026-04-20,15,\nBrent,2026-04-27,0,\n"
    )
    file = SimpleUploadedFile("ours.csv", content, content_type="text/csv")
    director.post("/branch-hours/load/", {"file": file})
    week = dt.date(2026, 4, 20)
    assert (kept_hours(BARNET, week), kept_hours(BRENT, week)) == ({"evening": 40.0, "weekend": 20.0}, {"": 15.0})
    path = tmp_path / "volunteers.csv"
    path.write_bytes(director.get("/branch-hours/volunteers.csv").content)
    found = {(one.branch, one.week, one.time): one.hours for one in volunteers_of(path)}
    assert found == {
        (BARNET, week, "evening"): 40.0,
        (BARNET, week, "weekend"): 20.0,
        (BRENT, week, None): 15.0,
        (BRENT, week + WEEK, None): 0.0,
    }
    refused = SimpleUploadedFile("ours.csv", b"branch,week,hours,time\nBarnet,2026-04-20,30,night\n")
    html = unescape(director.post("/branch-hours/load/", {"file": refused}, follow=True).content.decode())
    assert "ours.csv, line 2: time cannot be 'night'; write evening, weekend, daytime, or nothing." in html


def test_what_a_file_says_of_a_week_replaces_what_was_said_before(director: Client):
    week, user = dt.date(2026, 4, 20), User.objects.get(email="director@example.org")
    say_hours(by=user, branch=BARNET, hours={week: {"": 60.0}, week + WEEK: {"": 50.0}})
    load_hours(by=user, supplies=[Supply(BARNET, week, 35.0, "evening"), Supply(BARNET, week, 5.0, "evening")])
    assert (kept_hours(BARNET, week), kept_hours(BARNET, week + WEEK)) == ({"evening": 40.0}, {"": 50.0})


SUPPLY = {"evening": 60.0, "weekend": 40.0, "daytime": 20.0}


@pytest.mark.slow
def test_a_kept_plan_holds_the_kind_of_time_of_all_its_evenings(director: Client):
    first = monday(timezone.localdate())
    user = User.objects.get(email="director@example.org")
    own = sorted(set(field_answer(our_party().id, patience=300).value.wards.boroughs))
    for branch in own[:10]:
        say_hours(by=user, branch=branch, hours={first + at * WEEK: SUPPLY for at in range(4)})
    say_hours(by=user, branch=own[10], hours={first + at * WEEK: {"weekend": 60.0} for at in range(4)})
    plan = keep_plan(by=user, made=make(Ask({"boroughs": 1.0}, 3_000.0, weeks=4)))
    evenings = list(plan.work.filter(evenings__gt=0))
    assert {one.time for one in evenings} == set(TIMES)
    assert {one.time for one in plan.work.filter(evenings=0)} <= {""}
    assert {one.time for one in evenings if one.branch == own[10]} == {"weekend"}
    hours: dict[str, float] = defaultdict(float)
    for one in evenings:
        if one.branch in own[:10]:
            hours[one.time] += one.hours
    total = sum(hours.values())
    parts = {time: SUPPLY[time] / sum(SUPPLY.values()) for time in TIMES}
    assert {time: hours[time] / total for time in TIMES} == pytest.approx(parts, abs=0.05)
    assert {one.time for one in from_json(plan.asked).volunteers} == set(TIMES)
    html = page(director, f"/plans/{plan.pk}/?place=E12000007")
    assert "at that time’s own pace" in html
    assert "made before plans told when" not in html
    for when in ("weekend of ", "evenings, week of ", "weekdays by day, week of "):
        assert any(
            when in page(director, f"/plans/{plan.pk}/who-goes-where/?place={code}&week={plan.begins}")
            for code in own[:10]
        )


@pytest.mark.slow
def test_expected_conversations_go_at_the_pace_of_their_time_and_all_together_are_what_the_hours_make():
    ahead = field_answer(our_party().id, patience=300).value
    assert ahead is not None
    (own,) = (each for each in ahead.rounds if each.name == "boroughs")
    first = monday(own.day) - WEEK
    boroughs = sorted(set(ahead.wards.boroughs))

    def rows_of(supply: dict[str, float]) -> list[PlannedWork]:
        said = tuple(Supply(branch, first, hours, time) for branch in boroughs for time, hours in supply.items())
        ask = Ask({"boroughs": 1.0}, 2_000.0, weeks=2, volunteers=said)
        plan = make_plan(ahead, ask, rng=np.random.default_rng(1), bounded=False)
        rows = planned_work(plan, 0)
        made = timetable_of_plan(plan)
        assert made.has_kinds
        assert sum(spell.hours for spell in made.all_weeks) == pytest.approx(plan.hours)
        return rows

    rows = [one for one in rows_of({"evening": 40.0, "daytime": 40.0}) if one.evenings]
    pace: dict[tuple[str, str, str], dict[str, float]] = defaultdict(dict)
    for one in rows:
        pace[one.ward, one.channel, one.audience][one.time] = one.contacts / one.hours
    both = [(key[1], each) for key, each in pace.items() if set(each) == {"evening", "daytime"}]
    assert both
    for channel, each in both:
        # rounded to whole conversations of ten hours
        assert each["daytime"] == pytest.approx(each["evening"] * channels()[channel].at["daytime"], abs=0.15)

    def an_hour(rows: list[PlannedWork]) -> float:
        doors = [one for one in rows if one.channel == "door"]
        return sum(one.contacts for one in doors) / sum(one.hours for one in doors)

    by_day, in_the_evening = an_hour(rows_of({"daytime": 80.0})), an_hour(rows_of({"evening": 80.0}))
    assert 0.55 * in_the_evening < by_day < 0.8 * in_the_evening  # three fifths, and the fewer are left the slower


@pytest.fixture
def plan(db: Any) -> KeptPlan:
    begins = monday(timezone.localdate()) - WEEK
    asked = {"weights": {"boroughs": 1.0}, "hours": 100.0, "weeks": 3, "volunteers": [[BARNET, str(begins), 90.0]]}
    figures = {"told": "90 hours.", "days": {"boroughs": "2026-05-07"}, "changed": [], "assumptions": []}
    return KeptPlan.objects.create(
        party="labour", as_of=begins, asked=asked, figures=figures, hours=90, begins=begins, in_force=True
    )


def work(plan: KeptPlan, time: str, hours: float, **how: Any) -> PlannedWork:
    where = {"branch": BARNET, "borough": BARNET, "ward": WARD, "week": plan.begins, "channel": "phone"}
    sizes = {"evenings": int(hours // 10), "volunteers": 4, "contacts": round(6 * hours)}
    whom = {"audience": "supporter", "before": "boroughs"}
    return PlannedWork.objects.create(plan=plan, time=time, hours=hours, **(where | sizes | whom | how))


def contact(field_work: Any, user: User, at: dt.datetime, **how: Any) -> None:
    usual = {"channel": "phone", "outcome": "conversation", "elector": field_work.elector(ward=WARD), "digest": ""}
    when = {"happened_at": at, "received_at": at}
    ContactEvent.objects.create(id=uuid4(), borough=BARNET, ward=WARD, user=user, **(usual | when | how))


def moment(day: dt.date, hour: int, minute: int = 0) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time(hour, minute)))


@pytest.mark.parametrize(
    ("weekday", "hour", "minute", "channel", "time"),
    [
        (0, 9, 0, "phone", "daytime"),
        (4, 16, 59, "door", "daytime"),
        (4, 17, 0, "door", "evening"),
        (2, 20, 30, "phone", "evening"),
        (5, 0, 0, "phone", "weekend"),
        (5, 11, 0, "paper", "weekend"),
        (6, 23, 59, "door", "weekend"),
        (3, 19, 0, "paper", ""),
    ],
)
@pytest.mark.parametrize("month", [1, 7])
def test_when_a_contact_was_made_tells_the_kind(field_work, weekday, hour, minute, channel, time, month):
    first = monday(dt.date(2026, month, 15))  # in winter as in summer, by the clock of the place
    contact(field_work, field_work.person(), moment(first + dt.timedelta(days=weekday), hour, minute), channel=channel)
    (row,) = worked([WARD], first, first + WEEK)
    assert (row.time, row.week) == (time, first)


def test_progress_counts_by_kind(plan, field_work):
    work(plan, "evening", 40.0)
    work(plan, "weekend", 20.0)
    work(plan, "weekend", 30.0, week=plan.begins + 4 * WEEK)  # to come
    work(plan, "", 9.0, channel="leaflet", evenings=0)
    ann = field_work.person()
    for minute in (0, 25):
        contact(field_work, ann, moment(plan.begins + dt.timedelta(days=5), 11, minute))
    contact(field_work, ann, moment(plan.begins, 18), outcome="not_in")
    found = progress_of(plan, [WARD])
    told = {line.key: (line.planned, round(line.done * 60), line.conversations) for line in found.times}
    assert told == {"evening": (40.0, 5, 0), "weekend": (20.0, 30, 2), "daytime": (0.0, 0, 0)}
    assert sum(line.done for line in found.times) == pytest.approx(found.by_now.done)
    contact(field_work, ann, moment(plan.begins, 19), channel="paper")
    assert [line.name for line in progress_of(plan, [WARD]).times][-1] == "Not known when"


def test_a_plan_of_before_there_were_kinds_says_so_and_stays_as_it_is(plan, director: Client):
    work(plan, "", 40.0)
    assert progress_of(plan, [WARD]).times == ()
    html = page(director, f"/plans/{plan.pk}/")
    assert "reckons all of its work at an evening’s pace" in html
    assert "progress-times" not in html
    found = timetable_of_work(plan.work.all())
    assert ([name for _, name in found.columns], found.has_kinds) == (["Evenings"], False)
    assert "4 evenings: about 240 conversations" in page(
        director, f"/plans/{plan.pk}/who-goes-where/?place={BARNET}&week={plan.begins}"
    )


def test_the_calendar_has_every_hour_once_in_its_picture_and_in_its_table(plan, director: Client):
    work(plan, "evening", 40.0)
    work(plan, "weekend", 20.0, week=plan.begins + WEEK)
    work(plan, "", 9.0, channel="leaflet", evenings=0, contacts=540)
    found = timetable_of_work(plan.work.all())
    assert [name for _, name in found.columns] == ["Evenings", "Weekend days", "Leaflets"]
    assert [[spell.hours for spell in one.spells] for one in found.weeks] == [[40.0, 0, 9.0], [0, 20.0, 0]]
    assert [spell.hours for spell in found.all_weeks] == [40.0, 20.0, 9.0]
    assert (found.weeks[0].conversations, found.conversations) == (240, 360)  # a leaflet is none
    svg = timetable_svg(found)
    assert svg.count("<rect ") == 3
    assert f">{plan.begins:%-d %b}</text>" in svg
    assert ">49</text>" in svg
    section = page(director, f"/plans/{plan.pk}/?place={BARNET}").partition('id="when-title"')[2]
    assert svg in section
    assert ">360</td>" in section


def test_the_fortnight_says_when_and_a_session_keeps_to_the_hours_of_its_kind(plan, field_work):
    organiser, this_week = field_work.organiser(), plan.begins + WEEK
    for time, hours in (("evening", 40.0), ("weekend", 20.0), ("daytime", 10.0)):
        work(plan, time, hours, week=this_week)
    client = Client()
    client.force_login(organiser, backend="groundgame.campaign.accounts.signed_in.Backend")
    html = page(client, "/your-fortnight/")
    assert "Planned: evenings 40, weekend days 20, weekdays by day 10." in html
    assert "2 weekend days, about 120 conversations" in html
    saturday = this_week + dt.timedelta(days=5)
    names, hours = {}, {}
    for one in plan.work.filter(week=this_week):
        before = page(client, f"/planned-work/{one.pk}/take-up/")
        session = take_up(by=organiser, work=one).session
        names[one.time] = session.name
        hours[one.time] = (session.days, session.opens_at.hour, session.closes_at.hour)
        assert f'name="opens_at" value="{session.opens_at:%H:%M}"' in before
        assert f'name="closes_at" value="{session.closes_at:%H:%M}"' in before
    assert hours == {"evening": ("weekdays", 17, 20), "weekend": ("weekends", 10, 18), "daytime": ("weekdays", 9, 17)}
    assert names == {
        "evening": f"Barnet Vale, telephone, evenings, week of {this_week:%-d %b}",
        "weekend": f"Barnet Vale, telephone, weekend of {saturday:%-d %b}",
        "daytime": f"Barnet Vale, telephone, weekdays by day, week of {this_week:%-d %b}",
    }


def test_whoever_accepts_may_name_other_hours(plan, field_work):
    client = Client()
    client.force_login(field_work.organiser(), backend="groundgame.campaign.accounts.signed_in.Backend")
    one = work(plan, "evening", 40.0, week=plan.begins + WEEK)
    address = f"/planned-work/{one.pk}/take-up/"
    refused = client.post(address, {"held_back": "0", "opens_at": "25:00"})
    assert refused.status_code == 422
    assert 'id="opens_at" name="opens_at" value="17:00" aria-invalid="true"' in refused.content.decode()
    assert not Session.objects.exists()
    assert '<option value="weekdays" selected>on weekdays</option>' in page(client, address)
    client.post(address, {"held_back": "0", "opens_at": "18:30", "closes_at": "", "days": ""})
    session = Session.objects.get()
    assert (session.days, session.opens_at, session.closes_at) == ("", dt.time(18, 30), dt.time(20))


def test_work_at_another_kind_of_time_is_not_the_same_and_where_nobody_said_when_it_is(plan, field_work):
    organiser, week = field_work.organiser(), plan.begins + WEEK
    evening, unsaid = work(plan, "evening", 40.0, week=week), work(plan, "", 10.0, week=week + WEEK)
    for one in (evening, unsaid):
        take_up(by=organiser, work=one)
    KeptPlan.objects.update(in_force=False)
    later = KeptPlan.objects.create(
        party="labour", as_of=plan.begins, asked=plan.asked, figures=plan.figures, hours=1, begins=plan.begins,
        in_force=True, follows=plan,
    )  # fmt: skip
    assert take_up(by=organiser, work=work(later, "weekend", 20.0, week=week)).session.closes_at == dt.time(18)
    for again in (work(later, "evening", 20.0, week=week), work(later, "weekend", 20.0, week=week + WEEK)):
        with pytest.raises(PlanRefusedError, match="accepted the same of another plan"):
            take_up(by=organiser, work=again)
