"""Hours that were worked, read from the contact log, held against the plan's, week by week."""

import datetime as dt
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from groundgame.campaign.canvass import actions as canvass
from groundgame.campaign.canvass.models import ContactEvent
from groundgame.campaign.strategy.models import KeptPlan, PlannedWork, TakenUp
from groundgame.campaign.strategy.plans.asked import WEEK, from_json, monday
from groundgame.campaign.strategy.plans.progress import progress_of
from groundgame.campaign.strategy.plans.promised import given_of
from groundgame.campaign.strategy.plans.redo import done_of, left_of, stand_anew, stand_of
from groundgame.campaign.strategy.plans.spoken import since_last_day, spoken_since
from groundgame.campaign.strategy.plans.worked import worked

pytestmark = pytest.mark.django_db
BARNET, BRENT = "E09000003", "E09000005"
WARD, OTHER_WARD, BRENTS = "E05013628", "E05013629", "E05013496"


@pytest.fixture
def contact(field_work):
    """Return a maker of contacts of one person, so many minutes after six on the Tuesday of this week."""
    tuesday = monday(timezone.localdate()) + dt.timedelta(days=1)
    six = timezone.make_aware(dt.datetime.combine(tuesday, dt.time(18)))

    def make(user: Any, minutes: float, **how: Any) -> ContactEvent:
        ward = how.pop("ward", WARD)
        at = six + dt.timedelta(minutes=minutes)
        usual = {"channel": "phone", "outcome": "no_answer", "elector": field_work.elector(ward=ward), "digest": ""}
        when = {"happened_at": at, "received_at": at}
        return ContactEvent.objects.create(id=uuid4(), borough=BARNET, ward=ward, user=user, **(usual | when | how))

    return make


def worked_now(wards=(WARD, OTHER_WARD)):
    first = monday(timezone.localdate())
    return worked(wards, first, first + WEEK)


def test_hours_are_the_time_between_ones_own_contacts_and_a_long_gap_is_a_break(contact, field_work):
    ann, ben = field_work.person(), field_work.person()
    for minutes in (0, 10, 20, 80, 90):  # 5 for the first, 10, 10; an hour's break: 5 again; 10
        contact(ann, minutes)
    contact(ben, 15, outcome="conversation")  # somebody else's: 5
    (row,) = worked_now()
    assert row.hours == pytest.approx(45 / 60)
    assert (row.contacts, row.conversations, row.channel, row.ward) == (6, 1, "phone", WARD)


def test_paper_has_no_times_and_counts_by_the_line(contact, field_work):
    ann = field_work.person()
    for _ in range(30):
        contact(ann, 0, channel="paper", outcome="not_in")
    contact(ann, 3, channel="door", outcome="not_in")  # not the time since the sheet was typed
    of_paper, of_door = worked_now()
    assert (of_paper.hours, of_door.hours) == (1.0, pytest.approx(5 / 60))
    assert {row.channel for row in (of_paper, of_door)} == {"door"}


def test_what_was_taken_back_or_lies_elsewhere_or_earlier_is_no_work(contact, field_work):
    ann = field_work.person()
    first = contact(ann, 0)
    contact(ann, 0, outcome="withdrawn", corrects=first, elector=first.elector)
    contact(ann, 10 - 7 * 24 * 60)
    contact(ann, 20, ward=OTHER_WARD)
    assert [(row.ward, row.contacts) for row in worked_now()] == [(OTHER_WARD, 1)]


def test_a_walk_over_two_wards_is_one_spell(contact, field_work):
    ann = field_work.person()
    contact(ann, 0, channel="door")
    contact(ann, 20, channel="door", ward=OTHER_WARD)
    assert {row.ward: round(row.hours * 60) for row in worked_now()} == {WARD: 5, OTHER_WARD: 20}


def test_what_two_boroughs_are_told_sums_to_the_whole(contact, field_work):
    ann = field_work.person()
    for minutes in range(0, 60, 5):
        contact(ann, minutes, channel="door", ward=BRENTS if minutes % 2 else WARD)
    parts = [sum(row.hours for row in worked_now([ward])) for ward in (WARD, BRENTS)]
    assert sum(parts) == pytest.approx(sum(row.hours for row in worked_now([WARD, BRENTS]))) == pytest.approx(1.0)
    assert sum(row.contacts for row in worked_now([BRENTS])) == 6


@pytest.fixture
def plan():
    asked = {"weights": {"boroughs": 1.0}, "hours": 100.0, "weeks": 3, "volunteers": []}
    figures = {"told": "", "days": {"boroughs": "2026-05-07", "mayor": "2028-05-04"}, "changed": [], "assumptions": []}
    begins = monday(timezone.localdate()) - WEEK
    kept = KeptPlan.objects.create(
        party="labour", as_of=begins, asked=asked, figures=figures, hours=90, begins=begins, moved_weeks=30
    )
    for number, branch in ((0, BARNET), (1, BRENT), (2, BARNET)):
        PlannedWork.objects.create(
            plan=kept, branch=branch, borough=BARNET, ward=WARD, week=begins + number * WEEK, channel="phone",
            audience="supporter", before="boroughs", hours=30.0, evenings=3, volunteers=4,
        )  # fmt: skip
    return kept


def test_progress_counts_what_a_visiting_branch_does_for_that_branch(plan, contact, field_work):
    organiser = field_work.organiser()
    session = field_work.session(organiser)
    visited = plan.work.get(branch=BRENT)
    TakenUp.objects.create(work=visited, session=session, by=organiser)
    visitor, own = field_work.person(), field_work.person()
    for minutes in (0, 25):
        contact(visitor, minutes, session=session)
    contact(own, 0)
    found = progress_of(plan, [WARD])
    assert (found.total.planned, found.total.taken, found.by_now.planned) == (90.0, 30.0, 60.0)
    assert found.total.done == pytest.approx(35 / 60)
    branches = {line.key: (line.planned, round(line.done * 60)) for line in found.branches}
    assert branches == {BARNET: (60.0, 5), BRENT: (30.0, 30)}
    assert [(line.planned, round(line.done * 60)) for line in found.weeks] == [(30, 0), (30, 35), (30, 0)]
    assert progress_of(plan, [OTHER_WARD]).weeks == ()


def test_what_is_left_is_asked_for_again_and_what_was_done_counts_before_the_first_polling_day(
    plan, contact, field_work
):
    ann = field_work.person()
    for minutes in range(0, 300, 20):
        contact(ann, minutes)
    done = progress_of(plan, [WARD]).done
    spent = sum(row.hours for row in done)
    ask = left_of(plan, spent)
    assert ask.hours == pytest.approx(100 - spent)
    assert (ask.weeks, from_json(plan.asked).weeks) == (2, 3)
    (was,) = done_of(plan, done)
    assert (was.before, was.ward, was.channel, was.audience) == ("boroughs", WARD, "phone", "supporter")
    assert was.time == "evening"
    assert was.week == monday(timezone.localdate()) - 30 * WEEK
    assert was.hours == pytest.approx(spent)
    assert left_of(plan, 1e6).hours == 0


def test_a_plan_redone_twice_in_one_week_still_has_all_the_work_since_the_first_and_each_hour_once(
    plan, contact, field_work
):
    ann = field_work.person()
    contact(ann, -7 * 24 * 60)
    contact(ann, -7 * 24 * 60 + 25)
    contact(ann, 0)
    asks = []
    former = plan
    for _ in range(2):
        stand = stand_of(former)
        assert stand.hours == pytest.approx(35 / 60)
        assert [round(one.hours * 60) for one in stand.done] == [30, 5]
        asks.append((stand.ask.hours, stand.ask.weeks))
        former = KeptPlan.objects.create(
            party="labour", as_of=plan.as_of, asked=plan.asked | {"hours": stand.ask.hours, "weeks": stand.ask.weeks},
            figures=plan.figures, hours=90, begins=plan.begins + WEEK, moved_weeks=30, follows=former,
            done_hours=stand.hours,
        )  # fmt: skip
    assert asks == [(pytest.approx(100 - 35 / 60), 2)] * 2


def test_what_is_accepted_counts_as_given_when_the_plan_is_redone_less_what_is_worked_of_it(plan, contact, field_work):
    organiser, week = field_work.organiser(), monday(timezone.localdate())
    session = field_work.session(organiser)
    visited = plan.work.get(branch=BRENT)
    PlannedWork.objects.filter(pk=visited.pk).update(minutes_on_the_way=36)  # a fifth of an evening
    taken = TakenUp.objects.create(work=visited, session=session, by=organiser)
    visitor = field_work.person()
    for minutes in (0, 25, 55):
        contact(visitor, minutes, session=session)
    stand = stand_of(plan)
    assert (stand.hours, stand.ask.hours) == (1.0, 100.0 - 30.0)
    given = [*stand.done, *given_of(stand.promised, "boroughs", 30)]
    assert [(round(one.hours, 9), one.week) for one in given] == [(1.0, week - 30 * WEEK), (29.0, week - 30 * WEEK)]
    worked_of_it, to_come = (1.0 / 0.8, 29.0 / 0.8)
    assert stand.spent == {(BRENT, week, "evening"): pytest.approx(worked_of_it), (BRENT, week, ""): to_come}
    later = KeptPlan.objects.create(
        party="labour", as_of=plan.as_of, asked=plan.asked, figures=plan.figures, hours=70, begins=week,
        moved_weeks=30, follows=plan,
    )  # fmt: skip
    assert stand_of(later).ask.hours == 70.0
    taken.given_back_at = timezone.now()
    taken.save()
    assert stand_of(later).ask.hours == 99.0


def test_a_plan_made_anew_knows_what_others_were_promised_and_plans_it_neither_again_nor_with_the_same_hours(
    plan, contact, field_work
):
    organiser, week = field_work.organiser(), monday(timezone.localdate())
    session, own = field_work.session(organiser), plan.work.filter(branch=BARNET).last()
    assert own.week == week + WEEK
    taken = TakenUp.objects.create(work=own, session=session, by=organiser)
    ask = from_json(plan.asked | {"hours": 500.0})
    stand = stand_anew(ask)
    assert (stand.ask, stand.done, stand.hours) == (ask, [], 0.0)
    assert [(one.work, one.hours) for one in stand.promised] == [(own, 30.0)]
    assert stand.spent == {(BARNET, week + WEEK, ""): 30.0}
    visitor = field_work.person()
    for minutes in (0, 25, 55):  # an hour of it is worked before its week
        contact(visitor, minutes, session=session)
    stand = stand_anew(ask)
    assert [round(one.hours, 9) for one in stand.promised] == [29.0]
    hours = {(BARNET, week, "evening"): pytest.approx(1.0), (BARNET, week + WEEK, ""): pytest.approx(29.0)}
    assert stand.spent == hours
    canvass.close_session(by=organiser, session=taken.session)
    assert stand_anew(ask).promised == []


def test_a_home_where_two_were_spoken_to_is_one_home_and_one_where_nobody_was_is_none(plan, contact, field_work):
    ann = field_work.person()
    first = field_work.elector(ward=WARD)
    same_home = field_work.elector(first.address, ward=WARD)
    for elector in (first, same_home, first, field_work.elector(ward=WARD)):
        contact(ann, 0, elector=elector, outcome="conversation")
    contact(ann, 5)  # nobody answered
    contact(ann, 5, ward=OTHER_WARD, outcome="conversation")
    contact(ann, 5 - 15 * 24 * 60, ward=BRENTS, outcome="conversation")  # before the plan
    taken_back = contact(ann, 6, ward=OTHER_WARD, outcome="conversation")
    contact(ann, 6, outcome="withdrawn", corrects=taken_back, elector=taken_back.elector, ward=OTHER_WARD)
    assert spoken_since(plan.begins) == {WARD: 2, OTHER_WARD: 1}
    assert stand_of(plan).spoken == {WARD: 2, OTHER_WARD: 1}


def test_what_was_said_before_a_polling_day_that_is_over_is_said_anew_before_the_next(plan, contact, field_work):
    assert since_last_day(plan) == plan.begins
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    days = {"boroughs": (yesterday - plan.moved_weeks * WEEK).isoformat(), "mayor": "2099-05-04"}
    plan.figures = plan.figures | {"days": days}
    plan.save()
    assert since_last_day(plan) == max(timezone.localdate(), plan.begins)
    contact(field_work.person(), -8 * 24 * 60, outcome="conversation")
    assert stand_of(plan).spoken == {}


def test_a_new_plan_knows_the_leaflets_of_the_plan_in_force(plan):
    leaflets(plan, monday(timezone.localdate()) - WEEK, 6.0)
    ask = from_json(plan.asked)
    assert stand_anew(ask).promised == []
    KeptPlan.objects.filter(pk=plan.pk).update(in_force=True)
    assert [(one.work.channel, one.hours) for one in stand_anew(ask).promised] == [("leaflet", 6.0)]


def test_work_whose_session_is_closed_counts_as_accepted_by_what_was_done_of_it(plan, contact, field_work):
    organiser = field_work.organiser()
    session, visited = field_work.session(organiser), plan.work.get(branch=BRENT)
    TakenUp.objects.create(work=visited, session=session, by=organiser)
    assert progress_of(plan, [WARD]).total.taken == 30.0
    visitor = field_work.person()
    for minutes in (0, 25):
        contact(visitor, minutes, session=session)
    canvass.close_session(by=organiser, session=session)
    found = progress_of(plan, [WARD])
    assert found.total.taken == pytest.approx(0.5)
    assert {line.key: round(line.done * 60) for line in found.branches} == {BARNET: 0, BRENT: 30}


def test_whoever_is_not_told_what_was_done_is_told_what_was_accepted_as_planned(plan, contact, field_work):
    organiser = field_work.organiser()
    worked_of, closed_unbegun = plan.work.get(branch=BRENT), plan.work.filter(branch=BARNET).last()
    session, unbegun = field_work.session(organiser), field_work.session(organiser)
    TakenUp.objects.create(work=worked_of, session=session, by=organiser)
    TakenUp.objects.create(work=closed_unbegun, session=unbegun, by=organiser)
    visitor = field_work.person()
    for minutes in (0, 25):
        contact(visitor, minutes, session=session)
    for each in (session, unbegun):
        canvass.close_session(by=organiser, session=each)
    found = progress_of(plan, [WARD], sees_done=False)
    assert (found.total.taken, found.total.done, found.total.contacts) == (30.0, 0.0, 0)
    assert {line.key: line.taken for line in found.branches} == {BARNET: 0.0, BRENT: 30.0}
    assert progress_of(plan, [WARD]).total.taken == pytest.approx(0.5)


def leaflets(plan, week, hours, ward=WARD):
    return PlannedWork.objects.create(
        plan=plan, branch=BRENT, borough=BARNET, ward=ward, week=week, channel="leaflet", audience="supporter",
        before="boroughs", hours=hours, minutes_on_the_way=36,
    )  # fmt: skip


def test_leaflets_of_weeks_that_are_over_are_not_planned_again(plan):
    this_week = monday(timezone.localdate())
    leaflets(plan, this_week - WEEK, 6.0)
    leaflets(plan, this_week, 4.0, OTHER_WARD)
    stand = stand_of(plan)
    assert stand.ask.hours == 94.0
    (given,) = given_of(stand.promised, "boroughs", 30)
    assert (given.channel, given.ward, given.hours, given.week) == ("leaflet", WARD, 6.0, this_week - 31 * WEEK)
    redone = KeptPlan.objects.create(
        party="labour", as_of=plan.as_of, asked=plan.asked, figures=plan.figures, hours=70, begins=this_week,
        moved_weeks=30, follows=plan,
    )  # fmt: skip
    leaflets(redone, this_week, 9.0)
    assert stand_of(redone).ask.hours == 94.0  # of the week that is on, neither plan's


def test_where_every_ward_was_to_have_a_leaflet_those_to_come_stand_and_keep_the_branches_hours(plan):
    this_week = monday(timezone.localdate())
    KeptPlan.objects.filter(pk=plan.pk).update(asked=plan.asked | {"leaflet": True})
    leaflets(plan, this_week - WEEK, 6.0)
    leaflets(plan, this_week, 4.0, OTHER_WARD)
    stand = stand_of(KeptPlan.objects.get(pk=plan.pk))
    assert (stand.ask.hours, stand.ask.leaflet) == (90.0, False)
    assert stand.spent[BRENT, this_week, ""] == pytest.approx(4.0 / 0.8)


def test_what_was_worked_of_another_plans_evening_before_this_one_began_is_promised_no_more(plan, contact, field_work):
    organiser, week = field_work.organiser(), monday(timezone.localdate())
    session, other = field_work.session(organiser), plan.work.filter(branch=BARNET).last()
    taken = TakenUp.objects.create(work=other, session=session, by=organiser)
    TakenUp.objects.filter(pk=taken.pk).update(at=timezone.now() - dt.timedelta(weeks=1))
    visitor = field_work.person()
    for minutes in (0, 25, 55):
        contact(visitor, minutes - 7 * 24 * 60, session=session)
    anew = KeptPlan.objects.create(
        party="labour", as_of=plan.as_of, asked=plan.asked, figures=plan.figures, hours=70, begins=week, moved_weeks=30
    )
    stand = stand_of(anew)
    assert stand.hours == 0.0  # it was worked before this plan
    assert [round(one.hours, 9) for one in stand.promised] == [29.0]
    assert stand.spent == {(BARNET, week + WEEK, ""): pytest.approx(29.0)}
