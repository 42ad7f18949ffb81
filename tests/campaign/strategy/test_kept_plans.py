"""A plan is made beside the pages, kept with who goes where, read again, and redone from where things stand."""

import datetime as dt
import threading
from collections import defaultdict
from dataclasses import replace
from html import unescape
from typing import Any

import numpy as np
import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from groundgame.campaign.accounts.models import Role, User
from groundgame.campaign.jobs.actions import run_waiting
from groundgame.campaign.jobs.models import Job
from groundgame.campaign.strategy.actions import keep_plan, withdraw_plan
from groundgame.campaign.strategy.models import BranchHours, KeptPlan, PlannedWork
from groundgame.campaign.strategy.parties import our_party
from groundgame.campaign.strategy.plans.asked import WEEK, from_json, monday
from groundgame.campaign.strategy.plans.demo import load_demo_plan
from groundgame.campaign.strategy.plans.leaflets import within_what_is_left
from groundgame.campaign.strategy.plans.making import make
from groundgame.campaign.strategy.plans.promised import Promised
from groundgame.campaign.strategy.plans.spoken import without_spoken
from groundgame.campaign.strategy.plans.work import planned_work
from groundgame.campaign.strategy.winning.firm import gap_told
from groundgame.campaign.strategy.winning.planned import field_answer
from groundgame.electoral.allocation.across.answer import make_plan
from groundgame.electoral.allocation.across.asking import Ask
from groundgame.electoral.allocation.across.leaflets import cost_pence
from groundgame.electoral.allocation.across.rounds import Field
from groundgame.electoral.allocation.across.travel import left_for_work
from groundgame.electoral.allocation.across.volunteers import Supply
from groundgame.electoral.places import atlas

BARNET = "E09000003"


@pytest.fixture
def first_field() -> Field:
    found = field_answer(our_party().id, patience=300).value
    assert found is not None
    return found


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def say_hours(*branches: str, hours: float, weeks: int = 8) -> None:
    first = monday(timezone.localdate())
    for branch in branches:
        for number in range(weeks):
            BranchHours.objects.create(branch=branch, week=first + number * WEEK, hours=hours)


@pytest.mark.slow
def test_a_director_keeps_a_plan_and_has_it_redone(director: Client):
    boroughs = [area.code for area in atlas().areas("borough")]
    say_hours(*boroughs[1:13], hours=60)
    answer = director.post("/plans/keep/", {"hours": "3000", "weeks": "8", "boroughs": "1", "councils": "0"})
    job = Job.objects.get()
    assert answer.headers["Location"] == f"/jobs/{job.pk}/"
    run_waiting()
    job.refresh_from_db()
    assert (job.state, job.failure) == ("done", "")
    plan = KeptPlan.objects.get()
    assert job.leads_to == f"/plans/{plan.pk}/"
    assert plan.made_by == User.objects.get(email="director@example.org")
    work = list(plan.work.all())
    assert sum(one.hours for one in work) == pytest.approx(plan.hours)
    assert plan.hours <= 3000

    # Nobody gives more than they have, the way there and back included; and somebody travels.
    spent: dict[Any, float] = defaultdict(float)
    left = _left()
    for one in work:
        if one.evenings and one.branch:
            spent[one.branch, one.week] += one.hours / left[one.branch, one.ward]
    assert {branch for branch, _ in spent} <= set(boroughs[1:13])
    assert max(spent.values()) <= 60 + 1e-6
    assert any(one.is_twinning for one in work)
    assert all(one.why for one in work if one.evenings)
    assert min(one.week for one in work) == plan.begins >= monday(timezone.localdate())

    html = page(director, f"/plans/{plan.pk}/")
    assert plan.figures["told"] in html
    assert "3,000 hours over 8 weeks, of 12 branches" in html
    assert 'role="img"' in html
    assert f"/plans/{plan.pk}/who-goes-where/" in html

    director.post(f"/plans/{plan.pk}/redo/")
    run_waiting()
    plan.refresh_from_db()
    later = KeptPlan.objects.first()
    assert later.follows == plan
    assert (plan.in_force, later.in_force) == (True, False)  # a director reads it first
    assert later.hours == pytest.approx(plan.hours, rel=0.02)  # nothing was done, and the day is the same
    assert "A later plan" in page(director, f"/plans/{plan.pk}/")
    html = page(director, f"/plans/{later.pk}/")
    assert "Made from where" in html
    assert "counted as spent on supporters" in html
    assert "are not spoken to again before the same polling day, the next one, for which alone the votes" in html
    assert "taken to have been delivered as they were planned" in html
    assert "counted as spent on supporters" not in page(director, f"/plans/{plan.pk}/")
    assert from_json(later.asked).hours == 3000
    assert "Put it in force" in html
    director.post(f"/plans/{later.pk}/put-in-force/")
    assert list(KeptPlan.objects.filter(in_force=True)) == [later]
    assert f'In force: <a href="/plans/{later.pk}/">{later}</a>' in page(director, "/how-do-we-win/?hours=500&wait=1")
    assert plan.figures["firm"][0].startswith("Worked evenly over the weeks, no plan of these hours could gain")
    assert "Tried in 10 cases" in plan.figures["firm"][1]
    assert all(sentence in page(director, f"/plans/{plan.pk}/") for sentence in plan.figures["firm"])
    listed = page(director, "/plans/")
    assert listed.index("in force</span>") < listed.index("not in force</span>")
    assert "3,000 hours over 8 weeks; a seat on a council counts 1." in listed
    director.post(f"/plans/{plan.pk}/withdraw/")
    assert "Withdrawn by director" in page(director, f"/plans/{plan.pk}/")
    assert "withdrawn</span>" in page(director, "/plans/")


@pytest.mark.django_db
def test_the_list_of_plans_reads_no_more_of_each_than_it_shows(director: Client):
    supplies = [[BARNET, "2026-04-20", 10.0]] * 500
    asked = {"weights": {"boroughs": 1.0}, "hours": 100.0, "weeks": 3, "branch_hours": 5.0, "volunteers": supplies}
    figures = {"told": "100 hours in 3 wards.", "days": {}, "changed": [], "assumptions": [["x" * 10_000, "a guess"]]}
    for number in range(3):
        KeptPlan.objects.create(
            party="labour", as_of="2026-01-08", asked=asked, figures=figures, hours=number, begins="2026-11-23"
        )
    with CaptureQueriesContext(connection) as asked_for:
        html = page(director, "/plans/")
    assert html.count("100 hours in 3 wards.") == 3
    assert html.count("100 hours over 3 weeks; a seat on a council counts 1; at least 5 hours for every branch.") == 3
    (read,) = [one["sql"] for one in asked_for if '"figures"' in one["sql"]]
    assert '"strategy_keptplan"."figures",' not in read
    assert '"strategy_keptplan"."asked",' not in read


def _left() -> dict[tuple[str, str], float]:
    found = field_answer(our_party().id, patience=300).value
    branches, parts = left_for_work(found.wards)
    return {
        (branch, code): part
        for branch, row in zip(branches, parts.tolist(), strict=True)
        for code, part in zip(found.wards.codes, row, strict=True)
    }


@pytest.mark.slow
@pytest.mark.django_db
def test_where_no_branch_said_its_hours_everybody_works_at_home_and_a_day_that_is_over_is_rehearsed():
    made = make(Ask({"boroughs": 1.0}, 400.0, weeks=4))
    plan = keep_plan(by=None, made=made)
    assert {one.branch == one.borough for one in plan.work.all()} == {True}
    day = dt.date.fromisoformat(plan.figures["days"]["boroughs"])
    this_week = monday(timezone.localdate())
    if day < this_week:
        assert plan.moved_weeks > 0
        assert plan.begins == this_week
        assert plan.work.last().week <= this_week + 3 * WEEK
    else:
        assert plan.moved_weeks == 0


@pytest.mark.slow
def test_a_ward_where_most_homes_were_spoken_to_gets_fewer_evenings():
    ahead = field_answer(our_party().id, patience=300).value
    assert ahead is not None

    def evenings(spoken: dict[str, int]) -> dict[str, float]:
        made = make_plan(
            without_spoken(ahead, spoken, "boroughs"),
            Ask({"boroughs": 1.0}, 3000.0),
            rng=np.random.default_rng(1),
            bounded=False,
        )
        found: dict[str, float] = defaultdict(float)
        for one in made.allocations:
            found[one.ward] += one.hours * (one.channel != "leaflet")
        return found

    fresh = evenings({})
    most = max(fresh, key=lambda code: fresh[code])
    later = evenings({most: 2_000})
    assert fresh[most] >= 40
    assert later[most] <= fresh[most] / 2
    assert sum(later.values()) == pytest.approx(sum(fresh.values()), rel=0.05)


@pytest.mark.slow
def test_homes_spoken_to_before_one_polling_day_are_as_good_as_any_before_another(first_field):
    code = first_field.wards.codes[3]
    found = without_spoken(first_field, {code: 500}, "boroughs")
    before = {each.name: found.homes_before(each).left(0.6) for each in found.rounds}
    assert 0 < before["boroughs"][3] < 0.9
    assert np.delete(before["boroughs"], 3) == pytest.approx(1)
    assert before["mayor"] == pytest.approx(1)


@pytest.mark.slow
def test_leaflets_that_are_given_come_off_the_spending_limit_and_evenings_do_not(first_field):
    ward = first_field.wards.codes[0]
    row = {"ward": ward, "audience": "supporter", "before": "boroughs", "week": monday(timezone.localdate())}
    given = [Promised(PlannedWork(channel=channel, **row), 10.0) for channel in ("leaflet", "door")]
    ask = Ask({"boroughs": 1.0}, 100.0, limit_pence=500_000.0)
    cost = cost_pence(first_field, np.eye(1, len(first_field.wards.codes))[0] * 10)
    assert cost > 3_000  # ten hours, sixty letter boxes each, sixpence
    assert within_what_is_left(ask, first_field, given).limit_pence == pytest.approx(500_000 - cost)
    assert within_what_is_left(replace(ask, limit_pence=1_000.0), first_field, given).limit_pence == 0
    assert within_what_is_left(replace(ask, limit_pence=None), first_field, given).limit_pence is None


@pytest.mark.slow
def test_whoever_carries_leaflets_has_so_many_hours_fewer_for_evenings():
    ahead = field_answer(our_party().id, patience=300).value
    assert ahead is not None
    (own,) = (each for each in ahead.rounds if each.name == "boroughs")
    first = monday(own.day)
    boroughs = sorted(set(ahead.wards.boroughs))
    without, moved = set(boroughs[:8]), 30
    said = {(branch, first - back * WEEK): 900.0 for branch in boroughs if branch not in without for back in range(4)}
    volunteers = tuple(Supply(branch, week, hours) for (branch, week), hours in said.items())
    ask = Ask({"boroughs": 1.0}, 80_000.0, weeks=4, leaflet=True, volunteers=volunteers)
    plan = make_plan(ahead, ask, rng=np.random.default_rng(1), bounded=False)
    spent: dict[Any, float] = defaultdict(float)
    rows, left = planned_work(plan, moved), _left()
    for one in rows:
        if one.branch:
            spent[one.branch, one.week - moved * WEEK] += one.hours / left[one.branch, one.ward]
    leaflets = [one for one in rows if not one.evenings]
    assert {one.borough for one in leaflets} == set(boroughs)
    assert {one.branch for one in leaflets}.isdisjoint(without)  # who said no hours carry none: others come
    assert all(one.minutes_on_the_way > 0 for one in leaflets if one.is_twinning)
    assert any(one.evenings and one.branch for one in rows)
    # A line of leaflets is rounded to a tenth of an hour.
    over = {at: total - said[at] for at, total in spent.items() if total > said[at] + 2}
    assert over == {}


@pytest.mark.slow
def test_hours_that_no_branch_said_it_has_are_named_among_what_keeps_a_plan_from_its_bound():
    ahead = field_answer(our_party().id, patience=300).value
    assert ahead is not None
    (own,) = (each for each in ahead.rounds if each.name == "boroughs")
    volunteers = tuple(Supply(branch, monday(own.day), 100.0) for branch in sorted(set(ahead.wards.boroughs))[:10])
    ask = Ask({"boroughs": 1.0}, 3_000.0, weeks=2, volunteers=volunteers)
    plan = make_plan(ahead, ask, rng=np.random.default_rng(1))
    assert plan.hours <= 1_000 < ask.hours
    assert gap_told(plan).endswith(
        "What travel, hours that no branch said it has and whole evenings cost is part of that; the latest weeks, for "
        "what is worth most, add to it."
    )
    enough = replace(plan, ask=replace(ask, hours=1_000.0))
    assert gap_told(enough).partition(". ")[2].startswith("What travel and whole evenings cost is part of that;")


def test_pressed_twice_it_is_made_once(director: Client):
    asked = {"hours": "500", "weeks": "2", "boroughs": "1"}
    first, second = (director.post("/plans/keep/", asked).headers["Location"] for _ in range(2))
    assert first == second
    assert director.post("/plans/keep/", asked | {"hours": "600"}).headers["Location"] != first
    assert Job.objects.count() == 2


def test_only_a_director_of_all_keeps_a_plan(organiser: Client):
    assert organiser.post("/plans/keep/", {"hours": "100"}).status_code == 403
    assert not Job.objects.exists()
    html = page(organiser, "/plans/")
    assert "A director keeps one" in html


def test_a_party_that_forecasts_do_not_follow_gets_a_sentence(director: Client, settings):
    settings.GROUNDGAME_PARTY = "respect"
    director.post("/plans/keep/", {"hours": "500"})
    run_waiting()
    assert "Forecasts do not follow" in Job.objects.get().failure
    assert not KeptPlan.objects.exists()


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_of_two_plans_kept_at_once_one_is_in_force_and_neither_is_lost(somebody_waits):
    made, kept = make(Ask({"boroughs": 1.0}, 100.0, weeks=2)), threading.Event()

    def keep() -> None:
        try:
            with transaction.atomic():
                keep_plan(by=None, made=made)
                kept.set()
                somebody_waits()
        finally:
            connection.close()

    thread = threading.Thread(target=keep)
    thread.start()
    assert kept.wait(30)
    try:
        second = keep_plan(by=None, made=made)
    finally:
        thread.join()
    assert not second.in_force
    assert KeptPlan.objects.count() == 2
    assert KeptPlan.objects.get(in_force=True).pk != second.pk


@pytest.mark.slow
@pytest.mark.django_db
def test_once_the_only_plan_is_withdrawn_the_next_waits_to_be_read(director: Client):
    above = User.objects.get(email="director@example.org")
    made = make(Ask({"boroughs": 1.0}, 100.0, weeks=2))
    first = keep_plan(by=above, made=made)
    assert first.in_force
    withdraw_plan(by=above, plan=first)
    assert not keep_plan(by=above, made=made).in_force
    assert not KeptPlan.objects.filter(in_force=True).exists()


@pytest.mark.slow
def test_the_demo_opens_with_a_plan_in_which_a_branch_comes_to_barnet(director: Client):
    load_demo_plan(by=User.objects.get(email="director@example.org"))
    run_waiting()
    plan = KeptPlan.objects.get()
    coming = [one for one in plan.work.filter(borough=BARNET) if one.is_twinning]
    assert coming
    assert all(one.volunteers > 0 for one in coming)
    assert "Branches that travel" in page(director, f"/plans/{plan.pk}/who-goes-where/")


@pytest.mark.slow
def test_nobody_is_shown_a_link_that_only_refuses(director: Client, field_work):
    volunteer, agent = field_work.person(Role.VOLUNTEER, BARNET), field_work.person(Role.AGENT, BARNET)
    for user in (volunteer, agent):
        client = Client()
        client.force_login(user, backend="groundgame.campaign.accounts.signed_in.Backend")
        html = page(client, "/how-do-we-win/?wait=1")
        assert ("Plans that are kept" in html) == (client.get("/plans/").status_code == 200) == (user == agent)
    assert "/branch-hours/" not in page(client, "/plans/")
    assert client.get("/branch-hours/").status_code == 403
    assert "/branch-hours/" in page(director, "/plans/")
