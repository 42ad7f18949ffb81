"""Days out: a director offers seats outside London, a plan is made with them, kept, shown, and redone with them."""

from html import unescape

import pytest
from django.test import Client

from groundgame.campaign.jobs.actions import run_waiting
from groundgame.campaign.jobs.models import Job
from groundgame.campaign.strategy.actions import accept_days
from groundgame.campaign.strategy.models import BranchHours, KeptPlan
from groundgame.campaign.strategy.plans.asked import from_json

HARROW = "E09000015"
ONLY_WESTMINSTER = {"weeks": "8", "boroughs": "0", "councils": "0", "westminster": "3"}


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def keep(director: Client, **offered: str) -> KeptPlan:
    director.post("/plans/keep/", ONLY_WESTMINSTER | {"hours": "2000"} | offered)
    run_waiting()
    job = Job.objects.latest("pk")
    assert (job.state, job.failure) == ("done", "")
    return KeptPlan.objects.latest("pk")


@pytest.mark.slow
def test_a_plan_is_made_with_the_seats_that_are_offered_and_keeps_its_days_out(director: Client):
    plan = keep(director, away="Watford=20")
    days = list(plan.days_out.all())
    assert {one.seat_name for one in days} == {"Watford"}
    assert {one.branch for one in days} == {""}  # nobody said which hours it has
    assert all((one.minutes, one.day_hours) == (20, 8.0) for one in days)
    out = sum(one.hours for one in days)
    assert plan.hours == pytest.approx(sum(one.hours for one in plan.work.all()) + out)
    assert plan.hours <= 2000 + 1
    number = sum(one.days for one in days)
    assert Job.objects.latest("pk").outcome.endswith(f" {number} days out of London are among them.")

    html = page(director, f"/plans/{plan.pk}/")
    assert "Offered: Watford (20 minutes each way)." in html
    assert f"Days out: {number} of one volunteer each, in 1 seat outside London" in html
    assert "votes behind on the middle draw" in html
    assert f"{number} days of a volunteer" in html
    assert "Whichever branch accepts" in html
    assert "not the days out." in html

    director.post(f"/plans/{plan.pk}/redo/")
    run_waiting()
    later = KeptPlan.objects.latest("pk")
    assert later.follows == plan
    assert [(one.seat_name, one.days) for one in later.days_out.all()] == [(one.seat_name, one.days) for one in days]

    # What is promised is given: its hours are not asked for again, and no day more goes there in all.
    promised, _ = accept_days(by=plan.made_by, days=days[0], branch=HARROW)
    director.post(f"/plans/{plan.pk}/redo/")
    run_waiting()
    last = KeptPlan.objects.latest("pk")
    assert from_json(last.asked).hours == pytest.approx(2000 - promised.promised_hours)
    assert abs(promised.places + sum(one.days for one in last.days_out.all()) - number) <= 1


@pytest.mark.slow
def test_who_goes_is_the_branch_that_has_hours_and_its_evenings_are_of_what_that_leaves(director: Client):
    plan = keep(director, away="Watford=20")
    weeks = sorted({one.week for one in plan.work.all()})
    for week in weeks:
        BranchHours.objects.create(branch=HARROW, week=week, hours=80.0, time="weekend")
    plan = keep(director, away="Watford=20")
    days = list(plan.days_out.all())
    assert {one.branch for one in days} == {HARROW}
    for week in weeks:
        out = sum(one.hours for one in days if one.week == week)
        worked = sum(one.hours for one in plan.work.filter(week=week, branch=HARROW))
        assert out + worked <= 80 + 1e-6
    html = page(director, f"/plans/{plan.pk}/")
    assert "of 1 branch, in 1 seat outside London" in html
    assert '<th scope="row">Harrow</th><td>Watford, 20 minutes' in html


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("offered", "said"),
    [
        ({"away": "Wattford"}, "Is it Watford"),
        ({"away": "Barking"}, "is in London"),
        ({"away_within": "soon"}, "The longest journey cannot be 'soon'"),
        ({"away_within": "5"}, "No seat outside London is within 5 minutes"),
        ({"away": "Watford", "westminster": "0", "boroughs": "1"}, "let “A seat in Parliament” count"),
    ],
)
def test_an_offer_that_cannot_be_is_said_at_once_and_nothing_typed_is_lost(director: Client, offered, said):
    answer = director.post("/plans/keep/", ONLY_WESTMINSTER | {"hours": "2000"} | offered, follow=True)
    assert not Job.objects.exists()
    html = unescape(answer.content.decode())
    assert said in html
    assert answer.redirect_chain[-1][0].startswith("/how-do-we-win/?hours=2000&")
    for typed in (offered.get("away"), offered.get("away_within")):
        assert typed is None or typed in answer.redirect_chain[-1][0]
