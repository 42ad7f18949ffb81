"""Days out accepted: once, for a branch, with a day and places; given back; and what came of them counts as done."""

import datetime as dt
import threading
from html import unescape
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone

from groundgame.campaign.accounts.actions import grant_role
from groundgame.campaign.accounts.models import Role, User
from groundgame.campaign.audit.models import AuditEntry
from groundgame.campaign.strategy import rules
from groundgame.campaign.strategy.actions import accept_days, give_days_back, put_in_force, say_done, withdraw_plan
from groundgame.campaign.strategy.away.promised import given_anew, given_to, hours_given, with_days_out
from groundgame.campaign.strategy.models import DayOut, KeptPlan
from groundgame.campaign.strategy.plans.asked import WEEK, monday
from groundgame.campaign.strategy.plans.errors import PlanRefusedError
from groundgame.campaign.strategy.plans.progress import progress_of
from groundgame.campaign.strategy.plans.redo import stand_of
from groundgame.electoral.places import atlas

CITY, HARROW, BRENT = "E12000007", "E09000015", "E09000005"
WATFORD = {"seat": "E14001568", "seat_name": "Watford", "day_hours": 8.0, "minutes": 30}
YEAR = 52 * WEEK


def this_week() -> dt.date:
    return monday(timezone.localdate())


@pytest.fixture
def plan(db: Any) -> KeptPlan:
    return kept(in_force=True)


def kept(**how: Any) -> KeptPlan:
    polling_day = (timezone.localdate() + YEAR).isoformat()
    asked = {"weights": {"westminster": 3.0}, "hours": 500.0, "weeks": 8, "volunteers": [[HARROW, "2026-04-20", 50.0]]}
    figures = {"told": "500 hours.", "days": {"westminster": polling_day}, "changed": [], "assumptions": []}
    begins = this_week()
    return KeptPlan.objects.create(
        party="labour", as_of=begins, asked=asked, figures=figures, hours=500.0, begins=begins, **how
    )


def days(plan: KeptPlan, **how: Any) -> DayOut:
    usual = {"branch": HARROW, "week": this_week() + WEEK, "days": 4}
    return DayOut.objects.create(plan=plan, **(WATFORD | usual | how))


def organiser(area: str, name: str) -> User:
    user = User.objects.create_user(f"{name}@example.org", name=name)
    grant_role(by=None, user=user, role=Role.ORGANISER, area=area)
    return user


@pytest.fixture
def harrow(db: Any) -> User:
    return organiser(HARROW, "harrow")


def reader(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="groundgame.campaign.accounts.signed_in.Backend")
    return client


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def press(client: Client, address: str, **fields: Any) -> str:
    """Post a form, and return the page that it leads to."""
    answer = client.post(address, fields, follow=True)
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def gone(one: DayOut, by: User, days_ago: int = 0) -> DayOut:
    """Return days out that were accepted, and whose day was so many days ago."""
    today = timezone.localdate()
    day = today - dt.timedelta(days=days_ago)
    DayOut.objects.filter(pk=one.pk).update(
        week=monday(day), day=day, places=one.days, sent_by=HARROW, accepted_by=by, accepted_at=timezone.now()
    )
    one.refresh_from_db()
    return one


def test_one_click_promises_a_saturday_with_all_the_places_and_is_written_down(plan, harrow):
    one = days(plan)
    html = press(reader(harrow), f"/days-out/{one.pk}/accept/", branch=HARROW)
    one.refresh_from_db()
    assert (one.sent_by, one.places, one.promised_hours, one.accepted_by) == (HARROW, 4, 32.0, harrow)
    assert one.day == one.week + dt.timedelta(days=5)
    assert f"Accepted: Harrow goes to Watford on {one.day:%A %-d %B}, with 4 places, 32 hours." in html
    assert "tell its organiser that you come" in html
    assert AuditEntry.objects.get(action="strategy.accept_days").details["places"] == 4
    again = press(reader(harrow), f"/days-out/{one.pk}/accept/", branch=HARROW, places="2")
    assert "harrow accepted it before. Harrow goes to Watford" in again
    one.refresh_from_db()
    assert one.places == 4


def test_another_day_and_fewer_places_may_be_chosen_and_no_others(plan, harrow):
    one = days(plan)
    client, address = reader(harrow), f"/days-out/{one.pk}/accept/"
    wednesday = one.week + dt.timedelta(days=2)
    assert "is none of its days" in press(client, address, branch=HARROW, day=(one.week + WEEK).isoformat())
    assert "There cannot be 5 places" in press(client, address, branch=HARROW, places="5")
    assert "Day: " in press(client, address, branch=HARROW, day="soon")
    assert not DayOut.objects.exclude(accepted_at=None).exists()
    press(client, address, branch=HARROW, day=wednesday.isoformat(), places="2")
    one.refresh_from_db()
    assert (one.day, one.places, one.promised_hours) == (wednesday, 2, 16.0)


@pytest.mark.parametrize(
    ("branch", "goes", "may"), [(HARROW, HARROW, True), (HARROW, BRENT, False), ("", HARROW, True), ("", BRENT, False)]
)
def test_who_may_send_a_branch(plan, harrow, branch, goes, may):
    """Whoever manages all of it; and days that are one branch's no other takes."""
    one = days(plan, branch=branch)
    assert rules.may_send(harrow, one, goes) is may
    if may:
        accept_days(by=harrow, days=one, branch=goes)
        return
    with pytest.raises(PermissionDenied):
        accept_days(by=harrow, days=one, branch=goes)


@pytest.mark.parametrize("branch", ["", "E09000001", "nowhere"])  # nobody's, a place without wards of plans, no place
def test_a_branch_that_is_none_is_sent_nowhere(plan, harrow, branch):
    one = days(plan, branch="")
    assert reader(harrow).post(f"/days-out/{one.pk}/accept/", {"branch": branch}).status_code == 403


def test_a_stranger_may_neither_give_back_nor_say_what_came_of_it(plan, harrow):
    one = gone(days(plan), harrow)
    brent = organiser(BRENT, "brent")
    for what in (lambda: give_days_back(by=brent, days=one), lambda: say_done(by=brent, days=one, hours=8.0)):
        with pytest.raises(PermissionDenied, match="You do not manage all of Harrow"):
            what()
    client = reader(brent)
    for address in ("give-back", "done", "accept"):
        assert client.post(f"/days-out/{one.pk}/{address}/", {"hours": "8", "branch": HARROW}).status_code == 403


def test_of_a_plan_that_is_not_in_force_and_of_a_week_that_is_over_nothing_is_accepted(plan, harrow):
    director = User.objects.create_user("director@example.org", name="Director")
    grant_role(by=None, user=director, role=Role.DIRECTOR, area=CITY)
    over = days(plan, week=this_week() - WEEK)
    with pytest.raises(PlanRefusedError, match="is over"):
        accept_days(by=harrow, days=over, branch=HARROW)
    withdraw_plan(by=director, plan=plan)
    with pytest.raises(PlanRefusedError, match="not in force"):
        accept_days(by=harrow, days=days(plan), branch=HARROW)


def test_given_back_it_may_be_accepted_again(plan, harrow):
    one, client = days(plan), reader(harrow)
    press(client, f"/days-out/{one.pk}/accept/", branch=HARROW)
    assert "Given back: it may be accepted again." in press(client, f"/days-out/{one.pk}/give-back/")
    one.refresh_from_db()
    assert (one.accepted_at, one.day, one.places, one.sent_by) == (None, None, None, "")
    assert AuditEntry.objects.filter(action="strategy.give_days_back").count() == 1
    press(client, f"/days-out/{one.pk}/give-back/")  # pressed twice
    assert AuditEntry.objects.filter(action="strategy.give_days_back").count() == 1
    press(client, f"/days-out/{one.pk}/accept/", branch=HARROW)
    assert DayOut.objects.get().accepted_by == harrow


def test_what_came_of_it_counts_as_done_once_it_is_said_and_only_after_the_day(plan, harrow):
    coming, client = days(plan), reader(harrow)
    accept_days(by=harrow, days=coming, branch=HARROW)
    assert "say then how many hours it was" in press(client, f"/days-out/{coming.pk}/done/", hours="20")
    one = gone(days(plan, week=this_week()), harrow)
    wards = [ward.code for ward in atlas().areas("ward22")]
    assert progress_of(plan, wards).total.done == 0
    assert "97 hours cannot be of 4 places on one day" in press(client, f"/days-out/{one.pk}/done/", hours="97")
    assert "Hours: " in press(client, f"/days-out/{one.pk}/done/", hours="many")
    assert "Kept: 21.5 hours in Watford" in press(client, f"/days-out/{one.pk}/done/", hours="21.5")

    found = progress_of(plan, wards)
    assert (found.total.planned, found.total.taken, found.total.done) == (64.0, 32 + 21.5, 21.5)
    assert [(line.key, line.done) for line in found.branches] == [(HARROW, 21.5)]
    assert found.by_now.done == 21.5
    assert found.wards == ()
    assert progress_of(plan, atlas().wards_within(HARROW)).total.done == 21.5
    assert progress_of(plan, atlas().wards_within(BRENT)).total.planned == 0
    unseen = progress_of(plan, wards, sees_done=False).total
    assert (unseen.planned, unseen.taken, unseen.done) == (64.0, 64.0, 0.0)

    press(client, f"/days-out/{one.pk}/done/", hours="24")  # put right
    assert progress_of(plan, wards).total.done == 24
    with pytest.raises(PlanRefusedError, match="24 hours are said to have come of it"):
        give_days_back(by=harrow, days=one)


def test_what_is_promised_or_done_comes_off_the_next_plan_once(plan, harrow):
    coming = accept_days(by=harrow, days=days(plan), branch=HARROW)[0]
    one = gone(days(plan, week=this_week()), harrow)
    say_done(by=harrow, days=one, hours=20.0)
    late = gone(days(plan, week=this_week() - 3 * WEEK), harrow, days_ago=21)  # nobody said what came of it
    assert hours_given([plan]) == (20.0, 32.0)
    spent = with_days_out({(HARROW, coming.week, "weekend"): 5.0})
    assert spent[HARROW, coming.week, "weekend"] == 37.0
    at = "weekend" if one.day.weekday() >= 5 else "daytime"
    assert spent[HARROW, one.week, at] == 20.0
    assert {each.pk for each in given_anew()} == {coming.pk}
    assert {each.pk for each in given_to([plan])} == {coming.pk, one.pk}
    assert late.week not in {week for _, week, _ in spent}
    stand = stand_of(plan)
    assert stand.hours == 20.0
    assert stand.ask.hours == 500 - 20 - 32


def test_the_same_is_not_accepted_of_two_plans_unless_the_later_knew_of_the_first(plan, harrow):
    director = User.objects.create_user("director@example.org", name="Director")
    grant_role(by=None, user=director, role=Role.DIRECTOR, area=CITY)
    beside = kept()
    same = days(beside)
    accept_days(by=harrow, days=days(plan), branch=HARROW)
    put_in_force(by=director, plan=beside)
    with pytest.raises(PlanRefusedError, match="accepted the same of another plan"):
        accept_days(by=harrow, days=same, branch=HARROW)
    html = page(reader(harrow), f"/plans/{beside.pk}/who-goes-where/?place={HARROW}")
    assert "harrow accepted the same of another plan, for" in html
    later = kept()
    put_in_force(by=director, plan=later)
    assert accept_days(by=harrow, days=days(later), branch=HARROW)[1]  # on top of those that it knew of


@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_once_promise_it_once(somebody_waits):
    plan, harrow = kept(in_force=True), organiser(HARROW, "harrow")
    one, found = days(plan), []

    def second() -> None:
        found.append(accept_days(by=harrow, days=one, branch=HARROW, places=1))
        connection.close()

    other = threading.Thread(target=second)
    with transaction.atomic():
        accept_days(by=harrow, days=one, branch=HARROW)
        other.start()
        somebody_waits()
    other.join(timeout=60)
    assert found[0][1] is False
    one.refresh_from_db()
    assert one.places == 4
    assert AuditEntry.objects.filter(action="strategy.accept_days").count() == 1


def test_who_goes_where_has_the_days_out_of_a_week_beside_its_evenings(plan, harrow):
    one = days(plan)
    address = f"/plans/{plan.pk}/who-goes-where/"
    html = page(reader(harrow), f"{address}?place={HARROW}")
    assert "4 volunteers for a day" in html
    assert "32 hours, 30 minutes each way among them" in html
    assert f"/days-out/{one.pk}/accept/" in html
    brent = page(reader(organiser(BRENT, "brent")), f"{address}?place={CITY}")
    assert "The organiser of Harrow accepts it." in brent
    assert f"/days-out/{one.pk}/accept/" not in brent
    assert "no days out here" in page(reader(harrow), f"{address}?place={BRENT}")


def test_days_that_are_nobodys_any_branch_may_accept_for_itself(plan, harrow):
    one = days(plan, branch="")
    html = page(reader(harrow), f"/plans/{plan.pk}/who-goes-where/?place={BRENT}")
    assert "Whichever branch accepts" in html
    press(reader(harrow), f"/days-out/{one.pk}/accept/", branch=HARROW)
    one.refresh_from_db()
    assert (one.branch, one.sent_by) == ("", HARROW)
    assert "4 volunteers for a day" not in page(reader(harrow), f"/plans/{plan.pk}/who-goes-where/?place={BRENT}")


def test_the_fortnight_names_what_to_accept_what_is_accepted_and_what_nobody_told_yet(plan, harrow):
    client = reader(harrow)
    assert 'id="days-out"' not in page(client, "/your-fortnight/")
    one = days(plan)
    days(plan, week=this_week() + 5 * WEEK)
    html = page(client, "/your-fortnight/")
    assert html.count("<b>Watford</b>") == 1
    assert f"/days-out/{one.pk}/accept/" in html
    press(client, f"/days-out/{one.pk}/accept/", branch=HARROW, next="/your-fortnight/")
    html = page(client, "/your-fortnight/")
    assert f"<b>Watford</b>: Harrow, {DayOut.objects.get(pk=one.pk).day:%A %-d %b}" in html
    assert f"/days-out/{one.pk}/give-back/" in html

    past = gone(days(plan, week=this_week() - 3 * WEEK), harrow, days_ago=21)
    html = press(client, f"/days-out/{past.pk}/done/", hours="30", next="/your-fortnight/")
    assert "Kept: 30 hours" in html
    assert f"/days-out/{past.pk}/done/" not in html  # told, and of weeks that are over
    other = page(reader(organiser(BRENT, "brent")), "/your-fortnight/")
    assert "<b>Watford</b>" not in other


def test_nobody_is_led_off_the_site_by_the_form(plan, harrow):
    one = days(plan)
    answer = reader(harrow).post(f"/days-out/{one.pk}/accept/", {"branch": HARROW, "next": "https://example.com/"})
    assert answer.headers["Location"] == f"/plans/{plan.pk}/who-goes-where/?week={one.week.isoformat()}"
