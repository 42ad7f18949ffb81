"""A suggestion taken up: one session with its audience, once, seen by both sides, and given back until it has begun."""

import datetime as dt
import re
import threading
from html import unescape
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from groundgame.campaign.accounts.actions import grant_role
from groundgame.campaign.accounts.models import Role, User
from groundgame.campaign.audit.models import AuditEntry
from groundgame.campaign.canvass.actions import close_session
from groundgame.campaign.canvass.hours import next_ordinary_polling_day
from groundgame.campaign.canvass.models import ContactEvent, HeldOut, NewestAnswer, Script, Session, Target, Trial
from groundgame.campaign.canvass.models.trials import MOST_PERCENT, USUAL_PERCENT
from groundgame.campaign.strategy.actions import give_back, put_in_force, take_up, withdraw_plan
from groundgame.campaign.strategy.models import KeptPlan, PlannedWork, TakenUp
from groundgame.campaign.strategy.plans.asked import monday
from groundgame.campaign.strategy.plans.errors import PlanRefusedError
from groundgame.campaign.strategy.plans.listed import plan_in_force
from groundgame.campaign.strategy.twinning.held_back import left_until
from groundgame.campaign.strategy.twinning.suggested import suggestions
from groundgame.campaign.strategy.twinning.whom import audience_for

CITY, BARNET, BRENT, CAMDEN = "E12000007", "E09000003", "E09000005", "E09000007"
WARD, OTHER_WARD = "E05013628", "E05013629"  # Barnet Vale, and another


@pytest.fixture
def plan(db: Any) -> KeptPlan:
    asked = {"weights": {"boroughs": 1.0}, "hours": 100.0, "volunteers": [[BRENT, "2026-04-20", 50.0]]}
    figures = {"told": "100 hours.", "days": {"boroughs": "2026-05-07"}, "changed": [], "assumptions": []}
    begins = monday(timezone.localdate())
    return KeptPlan.objects.create(
        party="labour", as_of=begins, asked=asked, figures=figures, hours=100.0, begins=begins, in_force=True
    )


def work(plan: KeptPlan, **how: Any) -> PlannedWork:
    usual = {"branch": BRENT, "borough": BARNET, "ward": WARD, "week": plan.begins, "channel": "phone"}
    sizes = {"hours": 20.0, "evenings": 2, "volunteers": 5, "minutes_on_the_way": 40, "contacts": 2}
    return PlannedWork.objects.create(plan=plan, audience="supporter", before="boroughs", **(usual | sizes | how))


def organiser(area: str, name: str) -> User:
    user = User.objects.create_user(f"{name}@example.org", name=name)
    grant_role(by=None, user=user, role=Role.ORGANISER, area=area)
    return user


def director() -> User:
    user = User.objects.create_user("director@example.org", name="Director")
    grant_role(by=None, user=user, role=Role.DIRECTOR, area=CITY)
    return user


def reader(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="groundgame.campaign.accounts.signed_in.Backend")
    return client


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def says(field_work: Any, session: Session, value: str) -> Any:
    """Make an elector of the ward whose newest answer is this voting intention."""
    elector, user, now = field_work.elector(), field_work.person(), timezone.now() - dt.timedelta(days=90)
    event = ContactEvent.objects.create(
        id=uuid4(), borough=BARNET, ward=WARD, elector=elector, user=user, outcome="conversation",
        happened_at=now, received_at=now, digest="",
    )  # fmt: skip
    from groundgame.campaign.canvass.state import merge_events

    event.answers.create(question_key="voting_intention", value=value)
    merge_events([event.pk])
    assert NewestAnswer.objects.get(elector=elector).value == value
    return elector


def test_one_click_makes_one_session_with_its_audience_and_is_written_down(plan, field_work):
    barnet = organiser(BARNET, "barnet")
    known = [says(field_work, None, "for") for _ in range(6)]
    says(field_work, None, "against")
    field_work.elector()  # never asked
    here = work(plan)
    answer = reader(barnet).post(f"/planned-work/{here.pk}/take-up/", {"held_back": "0"})
    taken = TakenUp.objects.get()
    assert answer.headers["Location"] == f"/canvass/sessions/{taken.session_id}/"
    session = taken.session
    assert (session.channel, session.area, session.created_by) == ("phone", BARNET, barnet)
    assert session.audience == {"wards": [WARD], "intentions": ["for", "leaning"]}
    assert set(Target.objects.values_list("elector", flat=True)) == {each.pk for each in known}
    assert session.name.startswith("Barnet Vale, telephone, week of ")
    assert session.name.endswith("with Brent")
    assert AuditEntry.objects.get(action="strategy.take_up").details["session"] == session.pk
    again = reader(barnet).post(f"/planned-work/{here.pk}/take-up/")
    assert again.headers["Location"] == answer.headers["Location"]
    assert Session.objects.count() == TakenUp.objects.count() == 1


def test_where_too_few_are_known_those_never_asked_are_rung_too(plan, field_work):
    says(field_work, None, "for")
    unknown, _ = field_work.elector(), says(field_work, None, "against")
    taken = take_up(by=organiser(BARNET, "barnet"), work=work(plan))
    assert taken.session.audience["intentions"] == ["for", "leaning", "not-known"]
    assert Target.objects.filter(elector=unknown).exists()
    assert Target.objects.count() == 2


def test_accepted_it_is_a_trial_until_the_plans_polling_day_and_a_second_click_draws_nobody_more(plan, field_work):
    ahead = (timezone.localdate() + dt.timedelta(weeks=9)).isoformat()
    KeptPlan.objects.update(figures=plan.figures | {"days": {"boroughs": ahead}})
    known = {says(field_work, None, "for").pk for _ in range(40)}
    barnet, here = organiser(BARNET, "barnet"), work(plan)
    reader(barnet).post(f"/planned-work/{here.pk}/take-up/")
    session = TakenUp.objects.get().session
    assert (session.trial.percent, session.trial.polling_day.isoformat()) == ("5", ahead)
    away = set(HeldOut.objects.values_list("elector", flat=True))
    called = set(Target.objects.values_list("elector", flat=True))
    assert (len(away), away | called, away & called) == (2, known, set())
    reader(barnet).post(f"/planned-work/{here.pk}/take-up/", {"held_back": "50"})
    assert set(HeldOut.objects.values_list("elector", flat=True)) == away


def test_given_back_nobody_is_left_in_peace_and_accepted_anew_it_draws_anew(plan, field_work):
    for _ in range(40):
        says(field_work, None, "for")
    barnet, here = organiser(BARNET, "barnet"), work(plan)
    taken = take_up(by=barnet, work=here, held_back=0.1)
    give_back(by=barnet, taken=taken)
    assert Trial.objects.get(session=taken.session).ended_at is not None
    again = take_up(by=barnet, work=here, held_back=0.25)
    assert HeldOut.objects.filter(session=again.session).count() == 10
    assert again.session.targets.count() == 30
    other = field_work.session(barnet)
    assert other.targets.count() == 30


def test_whose_polling_day_is_over_waits_for_the_next_ordinary_one(plan, field_work):
    over = work(plan)
    assert left_until(over) == next_ordinary_polling_day()
    PlannedWork.objects.update(before="mayor")  # of which the plan has no day
    assert left_until(PlannedWork.objects.get()) == next_ordinary_polling_day()


def test_homes_left_in_peace_are_none_that_the_evening_can_reach(plan, field_work):
    for _ in range(6):
        says(field_work, None, "for")
    here = work(plan, contacts=2)  # asks for six
    assert audience_for(here).intentions == ("for", "leaning")
    assert audience_for(here, 0.05).intentions == ("for", "leaning", "not-known")


def test_before_accepting_it_says_what_that_tells_and_nobody_need_be_left_in_peace(plan, field_work):
    for _ in range(60):
        says(field_work, None, "for")
    barnet, here = organiser(BARNET, "barnet"), work(plan)
    address = f"/planned-work/{here.pk}/take-up/"
    where = page(reader(barnet), f"/plans/{plan.pk}/who-goes-where/")
    assert address in where
    assert f"{USUAL_PERCENT} in 100 of its homes are left in peace" in where
    assert f"{USUAL_PERCENT}% left in peace" in page(reader(barnet), "/your-fortnight/")
    (field,) = re.findall(r'<input id="held_back".*?>', page(reader(barnet), address))
    assert f'value="{USUAL_PERCENT}" aria-describedby="held_back_help">' in field
    html = page(reader(barnet), address)
    assert "57 electors in 57 households can be reached, those left in peace not counted" in html
    until = f"{next_ordinary_polling_day():%-d %B %Y}"
    assert f"About 3 households (3 electors) are left in peace by every session until {until}" in html
    assert "you will know within" in html
    half = page(reader(barnet), f"{address}?held_back=50")
    assert "30 electors in 30 households" in half
    assert "Accept, 50 per cent left in peace" in half
    assert "Nobody is left in peace for this session" in page(reader(barnet), f"{address}?held_back=0")
    wrong = reader(barnet).post(address, {"held_back": "99"})
    assert wrong.status_code == 422
    (field,) = re.findall(r'<input id="held_back".*?>', wrong.content.decode())
    assert 'value="99" aria-invalid="true" aria-describedby="held_back_error held_back_help"' in field
    assert f'max="{MOST_PERCENT}"' in field
    assert '<div id="held_back_error"><ul class="errorlist"' in wrong.content.decode()
    assert not Session.objects.exists()
    reader(barnet).post(address, {"held_back": "0"})
    assert not Trial.objects.exists()
    assert Target.objects.count() == 60
    assert reader(barnet).get(address).status_code == 302  # it is accepted
    assert reader(organiser(CAMDEN, "camden")).get(address).status_code == 403


def test_doors_become_a_round_and_leaflets_no_session(plan, field_work):
    field_work.elector(telephone=False)
    barnet = organiser(BARNET, "barnet")
    taken = take_up(by=barnet, work=work(plan, channel="door"))
    assert taken.session.channel == "door"
    assert taken.session.round.doors_a_walk == 45
    with pytest.raises(PlanRefusedError, match="no session is made"):
        take_up(by=barnet, work=work(plan, channel="leaflet", evenings=0))


def test_a_script_is_written_only_where_there_is_none(plan, field_work):
    barnet = organiser(BARNET, "barnet")
    first = take_up(by=barnet, work=work(plan))
    assert first.session.script.area == BARNET
    take_up(by=barnet, work=work(plan, channel="door"))
    assert Script.objects.count() == 1


def test_only_whoever_runs_the_ward_accepts_and_a_week_that_is_over_is_refused(plan):
    here = work(plan)
    with pytest.raises(PermissionDenied, match="You do not manage Barnet Vale"):
        take_up(by=organiser(BRENT, "brent"), work=here)
    with pytest.raises(PlanRefusedError, match="is over"):
        take_up(by=organiser(BARNET, "barnet"), work=work(plan, week=plan.begins - dt.timedelta(weeks=1)))
    assert not TakenUp.objects.exists()
    assert not Session.objects.exists()


@pytest.mark.parametrize(("day", "over"), [(dt.date(2026, 5, 7), False), (dt.date(2026, 5, 8), True)])
def test_on_the_day_after_polling_day_nothing_before_it_is_accepted(plan, field_work, monkeypatch, day, over):
    barnet, here = organiser(BARNET, "barnet"), work(plan, week=dt.date(2026, 5, 4))
    monkeypatch.setattr(timezone, "localdate", lambda *_: day)
    html = page(reader(barnet), f"/plans/{plan.pk}/who-goes-where/?week=2026-05-04")
    assert (f"/planned-work/{here.pk}/take-up/" not in html) == over
    if over:
        with pytest.raises(PlanRefusedError, match="Its polling day is over"):
            take_up(by=barnet, work=here)
    else:
        assert take_up(by=barnet, work=here).session.area == BARNET


def test_the_branch_that_comes_is_told_and_may_say_that_it_cannot(plan, field_work):
    field_work.elector()
    barnet, brent = organiser(BARNET, "barnet"), organiser(BRENT, "brent")
    taken = take_up(by=barnet, work=work(plan))
    html = page(reader(brent), "/your-fortnight/")
    assert "Barnet counts on 5 of your volunteers in Barnet Vale" in html
    assert "Yours go to Barnet Vale, Barnet" in html
    assert f"/phonebank/join/{taken.session.join_token}/" in html
    assert f"/canvass/sessions/{taken.session_id}/" not in html  # which is Barnet's to run
    assert "5 volunteers of Brent, 40 minutes on the way there and back" in page(reader(barnet), "/your-fortnight/")
    answer = reader(brent).post(f"/planned-work/{taken.work_id}/give-back/", {"next": "/your-fortnight/"})
    assert answer.headers["Location"] == "/your-fortnight/"
    taken.refresh_from_db()
    assert (taken.given_back_by, taken.session.closed_at is not None) == (brent, True)
    assert "Yours go to" not in page(reader(brent), "/your-fortnight/")
    assert take_up(by=barnet, work=taken.work).pk != taken.pk
    assert AuditEntry.objects.filter(action="strategy.give_back", by=brent).count() == 1


def test_what_stands_accepted_of_a_former_plan_is_not_accepted_again(plan, field_work):
    field_work.elector()
    barnet = organiser(BARNET, "barnet")
    taken = take_up(by=barnet, work=work(plan))
    later = KeptPlan.objects.create(
        party="labour", as_of=plan.begins, asked=plan.asked, figures=plan.figures, hours=1, begins=plan.begins,
        follows=plan,
    )  # fmt: skip
    put_in_force(by=director(), plan=later)
    later.refresh_from_db()
    again, door = work(later, branch=BARNET), work(later, channel="door")
    with pytest.raises(PlanRefusedError, match="accepted the same of another plan: Barnet Vale, telephone"):
        take_up(by=barnet, work=again)
    html = page(reader(barnet), f"/plans/{later.pk}/who-goes-where/")
    assert "barnet accepted the same of another plan" in html
    assert f"/planned-work/{again.pk}/take-up/" not in html
    assert take_up(by=barnet, work=door).session.channel == "door"
    give_back(by=barnet, taken=taken)
    assert take_up(by=barnet, work=again).work == again


def test_of_a_plan_that_is_not_in_force_nothing_is_accepted(plan, field_work):
    field_work.elector()
    barnet, above = organiser(BARNET, "barnet"), director()
    first, second = work(plan), work(plan, channel="door")
    taken = take_up(by=barnet, work=first)
    withdraw_plan(by=above, plan=plan)
    withdraw_plan(by=above, plan=plan)  # pressed twice
    with pytest.raises(PlanRefusedError, match="is not in force"):
        take_up(by=barnet, work=PlannedWork.objects.get(pk=second.pk))
    assert take_up(by=barnet, work=PlannedWork.objects.get(pk=first.pk)) == taken  # what was accepted stands
    html = page(reader(barnet), f"/plans/{plan.pk}/who-goes-where/")
    assert "Its plan is not in force" in html
    assert "This plan is withdrawn, so nothing more of it is accepted." in html
    assert "/take-up/" not in html
    put_in_force(by=above, plan=plan)
    assert take_up(by=barnet, work=PlannedWork.objects.get(pk=second.pk)).session.channel == "door"
    assert AuditEntry.objects.filter(action="strategy.withdraw_plan").count() == 1
    for refused in (put_in_force, withdraw_plan):
        with pytest.raises(PermissionDenied):
            refused(by=barnet, plan=plan)


def test_the_plan_of_another_party_is_none_of_ours(plan, field_work, settings):
    field_work.elector()
    barnet, here = organiser(BARNET, "barnet"), work(plan)
    assert f"/planned-work/{here.pk}/take-up/" in page(reader(barnet), "/your-fortnight/")
    settings.GROUNDGAME_PARTY = "conservative"
    with pytest.raises(PlanRefusedError, match="is not in force for Conservative"):
        take_up(by=barnet, work=here)
    assert "No plan is in force" in page(reader(barnet), "/your-fortnight/")
    html = page(reader(barnet), f"/plans/{plan.pk}/who-goes-where/")
    assert "Its plan is not in force" in html
    assert "/take-up/" not in html
    others = {"begins": plan.begins, "asked": plan.asked, "figures": plan.figures, "hours": 7, "in_force": True}
    ours = KeptPlan.objects.create(party="conservative", as_of=plan.begins, **others)
    assert take_up(by=barnet, work=work(ours)).work.plan == ours
    assert plan_in_force() == ours


def test_what_is_closed_before_anybody_began_is_given_back_and_what_was_begun_is_not(plan, field_work):
    elector, barnet = field_work.elector(), organiser(BARNET, "barnet")
    here = work(plan)
    first = take_up(by=barnet, work=here)
    close_session(by=barnet, session=first.session)
    address = f"/plans/{plan.pk}/who-goes-where/"
    assert f'action="/planned-work/{here.pk}/take-up/"' in page(reader(barnet), address)
    second = take_up(by=barnet, work=here)
    assert second.session_id != first.session_id
    first.refresh_from_db()
    assert first.given_back_by == barnet
    now = timezone.now()
    ContactEvent.objects.create(
        id=uuid4(), borough=BARNET, ward=WARD, elector=elector, session=second.session, user=barnet,
        outcome="no_answer", happened_at=now, received_at=now, digest="",
    )  # fmt: skip
    close_session(by=barnet, session=second.session)
    assert f'action="/planned-work/{here.pk}/take-up/"' not in page(reader(barnet), address)
    assert take_up(by=barnet, work=here) == second


def test_the_log_is_asked_once_for_all_that_is_accepted(plan, field_work):
    field_work.elector()
    barnet = organiser(BARNET, "barnet")
    for number in range(4):
        take_up(by=barnet, work=work(plan, week=plan.begins + dt.timedelta(weeks=number)))
    rows = list(plan.work.all())
    suggestions(barnet, rows[:1], plan.begins)
    with CaptureQueriesContext(connection) as few:
        suggestions(barnet, rows[:1], plan.begins)
    with CaptureQueriesContext(connection) as many:
        suggestions(barnet, rows, plan.begins)
    assert len(many) <= len(few)


def test_whoever_accepted_is_written_to_when_another_gives_it_back(plan, field_work, mailoutbox):
    field_work.elector()
    barnet, brent = organiser(BARNET, "barnet"), organiser(BRENT, "brent")
    here = work(plan)
    for giver in (barnet, brent):
        take_up(by=barnet, work=here)
        for _ in range(2):  # pressed twice
            reader(giver).post(f"/planned-work/{here.pk}/give-back/")
    (letter,) = mailoutbox  # nobody writes to themselves
    assert letter.to == ["barnet@example.org"]
    assert letter.extra_headers["Reply-To"] == "brent@example.org"
    assert letter.subject.endswith(f"Given back: Barnet Vale, week of {here.week:%-d %b}")
    assert "brent (brent@example.org) gave back what you accepted: Barnet Vale, Barnet" in letter.body


@pytest.mark.parametrize("channel", ["phone", "door"])
def test_given_back_it_is_closed_by_whoever_gives_it_back_though_the_accepter_is_gone(plan, field_work, channel):
    field_work.elector()
    barnet, brent = organiser(BARNET, "barnet"), organiser(BRENT, "brent")
    taken = take_up(by=barnet, work=work(plan, channel=channel))
    barnet.grants.update(revoked_at=timezone.now())
    answer = reader(brent).post(f"/planned-work/{taken.work_id}/give-back/", {"next": "/your-fortnight/"})
    assert answer.status_code == 302
    assert Session.objects.get(pk=taken.session_id).closed_at is not None
    assert AuditEntry.objects.get(action="canvass.close_session").by == brent
    with pytest.raises(PermissionDenied):
        close_session(by=brent, session=taken.session)  # by no other door


def test_the_branch_that_comes_is_written_to_once(plan, field_work, mailoutbox):
    field_work.elector()
    barnet, _ = organiser(BARNET, "barnet"), organiser(BRENT, "brent")
    here, home = work(plan), work(plan, branch=BARNET, channel="door")
    for each in (here, here, home):
        reader(barnet).post(f"/planned-work/{each.pk}/take-up/")
    (letter,) = mailoutbox
    assert letter.to == ["brent@example.org"]
    assert letter.extra_headers["Reply-To"] == "barnet@example.org"
    assert "Barnet counts on Brent: Barnet Vale" in letter.subject
    assert "5 volunteers of Brent, 40 minutes on the way there and back" in letter.body
    assert "/your-fortnight/" in letter.body


def test_what_has_begun_is_not_given_back_nor_by_a_stranger(plan, field_work):
    elector, barnet = field_work.elector(), organiser(BARNET, "barnet")
    taken = take_up(by=barnet, work=work(plan))
    with pytest.raises(PermissionDenied, match="You run neither Barnet Vale nor the branch"):
        give_back(by=organiser(CAMDEN, "camden"), taken=taken)
    now = timezone.now()
    ContactEvent.objects.create(
        id=uuid4(), borough=BARNET, ward=WARD, elector=elector, session=taken.session, user=barnet, outcome="no_answer",
        happened_at=now, received_at=now, digest="",
    )  # fmt: skip
    with pytest.raises(PlanRefusedError, match="has begun"):
        give_back(by=barnet, taken=taken)
    assert TakenUp.objects.get().given_back_at is None
    assert taken.session.closed_at is None


def test_the_page_shows_who_travels_and_another_site_is_no_way_back(plan):
    barnet = organiser(BARNET, "barnet")
    here, home = work(plan), work(plan, branch=BARNET, channel="door", minutes_on_the_way=0)
    nobody = work(plan, branch="", channel="door", evenings=1)
    html = page(reader(barnet), f"/plans/{plan.pk}/who-goes-where/")
    for each in (here, home, nobody):
        assert f"/planned-work/{each.pk}/take-up/" in html
    assert "No branch has hours left" in html
    assert '<th scope="row">Brent</th><td>Barnet</td>' in html
    agent = User.objects.create_user("agent@example.org", name="Agent")
    grant_role(by=None, user=agent, role=Role.AGENT, area=BARNET)
    assert "take-up" not in page(reader(agent), f"/plans/{plan.pk}/who-goes-where/?place={BARNET}")
    away = reader(barnet).post(f"/planned-work/{here.pk}/give-back/", {"next": "https://elsewhere.example/"})
    assert away.headers["Location"].startswith(f"/plans/{plan.pk}/who-goes-where/")


def test_what_was_done_in_a_borough_is_for_those_who_work_there(plan, field_work):
    barnet, brent, now = organiser(BARNET, "barnet"), organiser(BRENT, "brent"), timezone.now()
    work(plan)
    ContactEvent.objects.create(
        id=uuid4(), borough=BARNET, ward=OTHER_WARD, elector=field_work.elector(ward=OTHER_WARD), user=barnet,
        outcome="no_answer", happened_at=now, received_at=now, digest="",
    )  # fmt: skip
    for user, sees in ((barnet, True), (brent, False)):
        html = page(reader(user), f"/plans/{plan.pk}/?place={BARNET}")
        assert "Barnet Vale" in html  # what is planned everybody of the field sees
        assert ("contacts tried" in html, OTHER_WARD in html, "filled what was done" in html) == (sees, sees, sees)
        assert ("is for those who work in all of it" in html) != sees
        assert ("what was done of it is accepted" in html, "accepted in full" in html) == (sees, not sees)
    assert "contacts tried" not in page(reader(barnet), f"/plans/{plan.pk}/?place={CITY}")


@pytest.mark.django_db(transaction=True)
def test_two_who_click_at_once_are_given_one_session_and_one_letter(field_work, mailoutbox):
    figures = {"told": "", "days": {"boroughs": "2026-05-07"}, "changed": [], "assumptions": []}
    begins = monday(timezone.localdate())
    plan = KeptPlan.objects.create(
        party="labour", as_of=begins, asked={}, figures=figures, hours=1, begins=begins, in_force=True
    )
    here, barnet, _ = work(plan), organiser(BARNET, "barnet"), organiser(BRENT, "brent")
    clients = [reader(barnet) for _ in range(3)]
    found, ready = [], threading.Barrier(3)

    def click(client: Client) -> None:
        ready.wait()
        try:
            found.append(client.post(f"/planned-work/{here.pk}/take-up/").headers["Location"])
        finally:
            connection.close()

    threads = [threading.Thread(target=click, args=[client]) for client in clients]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert len(found) == 3
    assert len(set(found)) == Session.objects.count() == len(mailoutbox) == 1


def of_a_plan_in_force() -> PlannedWork:
    """Return work of a plan in force, for a test whose transactions are real."""
    figures = {"told": "", "days": {"boroughs": "2026-05-07"}, "changed": [], "assumptions": []}
    begins = monday(timezone.localdate())
    plan = KeptPlan.objects.create(
        party="labour", as_of=begins, asked={}, figures=figures, hours=1, begins=begins, in_force=True
    )
    return work(plan)


@pytest.mark.django_db(transaction=True)
def test_work_is_not_accepted_of_a_plan_that_is_being_withdrawn(field_work, somebody_waits):
    here, barnet, above = of_a_plan_in_force(), organiser(BARNET, "barnet"), director()
    withdrawn = threading.Event()

    def withdraw() -> None:
        try:
            with transaction.atomic():
                withdraw_plan(by=above, plan=KeptPlan.objects.get(pk=here.plan_id))
                withdrawn.set()
                somebody_waits()
        finally:
            connection.close()

    thread = threading.Thread(target=withdraw)
    thread.start()
    assert withdrawn.wait(30)
    try:
        with pytest.raises(PlanRefusedError, match="is not in force"):
            take_up(by=barnet, work=here)  # of which the plan was read while it was in force
    finally:
        thread.join()
    assert not Session.objects.exists()
