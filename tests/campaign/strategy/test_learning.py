"""What trials told: read from the register and the log as a hand would read them, and shown to whoever runs them."""

import datetime as dt
import json
from threading import Thread
from uuid import uuid4

import numpy as np
import polars as pl
import pytest
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone

from groundgame.campaign.accounts.models import Role
from groundgame.campaign.canvass import actions
from groundgame.campaign.canvass.audience import NOT_KNOWN, Audience
from groundgame.campaign.canvass.models import ContactEvent, HeldOut, Session, Target, Trial, TrialResult
from groundgame.campaign.canvass.reports import Report
from groundgame.campaign.jobs.actions import run_waiting
from groundgame.campaign.jobs.models import Job
from groundgame.campaign.register.models import AbsentVoter, Elector, LoadedList, MarkedEntry, MarkedLine
from groundgame.campaign.register.models.suppression import Suppression
from groundgame.campaign.strategy import answers
from groundgame.campaign.strategy.learning.effects import learned_effects
from groundgame.campaign.strategy.learning.effort import associations, conversations_before, keep_conversations
from groundgame.campaign.strategy.learning.fading import with_learned_fading
from groundgame.campaign.strategy.learning.reading import TURNOUT, marked_days, read_trial
from groundgame.campaign.strategy.learning.results import as_json, from_json, kept_results, work_out
from groundgame.campaign.strategy.models import StreetCoverage
from groundgame.campaign.strategy.plans.asked import as_json as ask_as_json
from groundgame.campaign.strategy.plans.asked import from_json as ask_from_json
from groundgame.campaign.strategy.tasks import count_conversations, work_out_trials
from groundgame.campaign.strategy.twinning.whom import codes_of
from groundgame.electoral.allocation.across.asking import Ask
from groundgame.electoral.allocation.across.effects import default_effects
from groundgame.electoral.places import atlas
from groundgame.electoral.trials import estimate, from_frame
from tests.campaign.log_scans import log_scans
from tests.campaign.waiting import until_somebody_waits

pytestmark = pytest.mark.django_db

WARD, OTHER_WARD, BARNET = "E05013628", "E05013629", "E09000003"
DOORS = ("door", "supporter", "local")
DAY, BEFORE = dt.date(2026, 5, 7), dt.date(2024, 5, 2)
DAY_AT = dt.datetime(2026, 5, 7, tzinfo=dt.UTC)


def _moved(session, day=DAY):
    """Let the session have been made three weeks before a polling day that is over: its triggers rest meanwhile."""
    began = timezone.make_aware(dt.datetime.combine(day - dt.timedelta(days=21), dt.time(12)))
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE canvass_trial DISABLE TRIGGER USER")
        Trial.objects.filter(session=session).update(polling_day=day, began_at=began)
        cursor.execute("ALTER TABLE canvass_trial ENABLE TRIGGER USER")
    type(session).objects.filter(pk=session.pk).update(created_at=began)
    return began


def _vote(electors, day=DAY):
    MarkedEntry.objects.bulk_create(MarkedEntry(elector=one, borough=BARNET, election_date=day) for one in electors)


@pytest.fixture
def world(field_work):
    """A phone bank of 80 households that spoke with half of those listed, and a marked register that says who voted."""
    for number in range(80):
        first = field_work.elector(ward=WARD if number < 50 else OTHER_WARD)
        if number % 3 == 0:
            field_work.elector(first.address, ward=first.ward)
    electors = list(Elector.objects.order_by("id"))
    organiser, soon = field_work.organiser(), timezone.localdate() + dt.timedelta(days=21)
    session = field_work.session(organiser, wards=(WARD, OTHER_WARD), held_back=0.3, polling_day=soon)
    began = _moved(session)
    away = set(HeldOut.objects.values_list("elector_id", flat=True))
    rng = np.random.default_rng(7)
    earlier = [one for one in electors if rng.random() < 0.5]
    _vote(earlier, BEFORE)
    talked = {one.pk for one in electors if one.pk not in away and rng.random() < 0.5}
    for pk in talked:
        _spoke(session, organiser, pk, began + dt.timedelta(days=3))
    voted = [one for one in electors if rng.random() < 0.35 + 0.3 * (one.pk in talked)]
    _vote(voted)
    rows = [
        (one.address_id, one.ward, one.pk in away, one.pk in talked, one in voted, one in earlier) for one in electors
    ]
    columns = ["household", "ward", "held_back", "contacted", "outcome", "before"]
    return session, organiser, pl.DataFrame(rows, schema=columns, orient="row")


def _spoke(session, by, elector, at, channel="phone"):
    ContactEvent.objects.create(
        id=uuid4(),
        borough=BARNET,
        ward=WARD,
        session=session,
        elector_id=elector,
        user=by,
        channel=channel,
        outcome="conversation",
        happened_at=at,
        received_at=at,
    )


def test_the_trial_is_read_as_a_hand_would_read_it(world):
    session, _, frame = world
    trial = Trial.objects.get(session=session)
    assert marked_days(trial) == {DAY: [BARNET]}
    found, by_hand = (
        estimate(one) for one in (read_trial(trial, TURNOUT, DAY, [BARNET]), from_frame(frame, before=["before"]))
    )
    assert found.as_called.value == pytest.approx(by_hand.as_called.value)
    assert found.per_contact.low == pytest.approx(by_hand.per_contact.low)
    assert (found.households, found.households_held_back) == (80, 24)


def test_a_polling_district_tells_nothing_until_enough_of_it_is_marked(world, field_work):
    """One typed line, or a by-election next door, does not make everybody else one who stayed at home."""
    session, _, frame = world
    there = Elector.objects.filter(ward=OTHER_WARD)
    there.update(polling_district="BB")
    MarkedEntry.objects.filter(election_date=DAY, elector__ward=OTHER_WARD).delete()
    apart = there.count()
    trial = Trial.objects.get(session=session)
    assert len(read_trial(trial, TURNOUT, DAY, [BARNET]).outcome) == len(frame) - apart
    _vote(there.order_by("pk")[:1])
    assert apart > 20
    assert len(read_trial(trial, TURNOUT, DAY, [BARNET]).outcome) == len(frame) - apart
    _vote(there.order_by("pk")[1:4])
    assert len(read_trial(trial, TURNOUT, DAY, [BARNET]).outcome) == len(frame)


def test_a_postal_voters_list_alone_tells_of_those_on_it_and_no_marks_of_it_of_the_others(world):
    session, _, frame = world
    by_post = list(Elector.objects.order_by("pk")[:30])
    listed = {"borough": BARNET, "election_date": DAY, "kind": "postal"}
    AbsentVoter.objects.bulk_create(AbsentVoter(elector=one, **listed) for one in by_post)
    MarkedEntry.objects.filter(election_date=DAY, elector__in=by_post).delete()
    trial = Trial.objects.get(session=session)
    assert len(read_trial(trial, TURNOUT, DAY, [BARNET]).outcome) == len(frame) - 30
    MarkedEntry.objects.filter(election_date=DAY).delete()
    marked = {"borough": BARNET, "election_date": DAY, "by_post": True}
    MarkedEntry.objects.bulk_create(MarkedEntry(elector=one, **marked) for one in by_post[:20])
    read = read_trial(trial, TURNOUT, DAY, [BARNET])
    assert (len(read.outcome), read.outcome.sum()) == (30, 20)


def test_contacts_outside_the_time_and_those_taken_back_do_not_count(world, field_work):
    session, organiser, frame = world
    trial = Trial.objects.get(session=session)
    untouched = frame.filter(~pl.col("held_back") & ~pl.col("contacted"))["household"].to_list()
    first, second = (Elector.objects.filter(address=one).order_by("pk").first() for one in untouched[:2])
    _spoke(session, organiser, first.pk, trial.began_at - dt.timedelta(days=1))
    _spoke(session, organiser, second.pk, trial.began_at + dt.timedelta(days=30))
    read = read_trial(trial, TURNOUT, DAY, [BARNET])
    assert read.contacted.sum() == frame["contacted"].sum()


def test_whoever_has_gone_or_objected_to_profiling_before_the_draw_has_no_outcome(world):
    """Who objects afterwards may do so as they were called, and counts: or more of the called would be left out."""
    session, _, frame = world
    trial = Trial.objects.get(session=session)
    gone = Elector.objects.get(pk=HeldOut.objects.first().elector_id)
    Elector.objects.filter(pk=gone.pk).update(left_at=DAY)
    objected, since, annoyed = (place.elector for place in session.targets.order_by("pk")[:3])
    early, kind = trial.began_at - dt.timedelta(days=1), Suppression.Kind
    for one, what, when in (
        (objected, kind.NO_PROFILING, early),
        (since, kind.NO_PROFILING, timezone.now()),
        (annoyed, kind.DO_NOT_CONTACT, timezone.now()),
    ):
        Suppression.objects.create(elector=one, borough=BARNET, kind=what, since=when, source="letter")
    read = read_trial(trial, TURNOUT, DAY, [BARNET])
    assert read.lost == (1, 1)
    assert len(read.outcome) == len(frame) - 2


def test_a_household_counts_in_the_session_that_listed_it_first(world, field_work):
    """The second session lists the same people: those the first one called tell nothing of the second's draw."""
    first, organiser, _ = world
    home = field_work.elector(ward=WARD)
    others = [field_work.elector(ward=WARD) for _ in range(9)]
    soon = timezone.localdate() + dt.timedelta(days=21)
    second = field_work.session(organiser, wards=(WARD, OTHER_WARD), held_back=0.5, polling_day=soon)
    _moved(second)
    _vote([home, *others])
    read = read_trial(Trial.objects.get(session=second), TURNOUT, DAY, [BARNET])
    drawn = set(HeldOut.objects.filter(session=first).values_list("elector_id", flat=True))  # let go: its day is over
    assert len(read.outcome) == len(drawn) + 10
    assert not set(first.targets.values_list("elector", flat=True)) & drawn


def test_whoever_was_held_back_stays_so_whatever_the_queue_says_and_wherever_they_live_now(world, field_work):
    session, _, frame = world
    trial = Trial.objects.get(session=session)
    whole = read_trial(trial, TURNOUT, DAY, [BARNET])
    away = list(HeldOut.objects.filter(session=session).order_by("pk"))
    Target.objects.bulk_create(
        Target(borough=BARNET, session=session, elector_id=one.elector_id, position=1000 + one.pk, not_before=DAY_AT)
        for one in away
    )
    Elector.objects.filter(pk=away[0].elector_id).update(address=field_work.address())
    read = read_trial(trial, TURNOUT, DAY, [BARNET])
    assert (len(read.outcome), read.called.sum()) == (len(frame), whole.called.sum())


def test_what_was_worked_out_is_kept_and_outlasts_the_queue(world):
    session, _, _ = world
    first, *_ = work_out(Trial.objects.get(session=session), draws=99)
    session.targets.all().delete()
    (kept,) = [one for one in kept_results([session.pk]) if one.outcome == TURNOUT]
    assert kept.result == first.result
    assert TrialResult.objects.filter(outcome=TURNOUT).count() == 1


def test_the_night_works_out_what_nobody_asked_for_once(world):
    session, _, _ = world
    assert work_out_trials(lambda *_: None) == "1 of 1 trials tell something by now."
    made = TrialResult.objects.get(session=session, outcome=TURNOUT).made_at
    assert work_out_trials(lambda *_: None) == "0 of 0 trials tell something by now."
    assert TrialResult.objects.get(session=session, outcome=TURNOUT).made_at == made


def test_the_night_works_out_again_what_newer_marks_change(world):
    session, organiser, _ = world
    work_out_trials(lambda *_: None)
    TrialResult.objects.update(made_at=timezone.now() - dt.timedelta(days=9))
    nothing = "0 of 0 trials tell something by now."
    assert work_out_trials(lambda *_: None) == nothing
    other_day = LoadedList.objects.create(borough=BARNET, what="marked", election_date=BEFORE)
    other_place = LoadedList.objects.create(borough="E09000005", what="marked", election_date=DAY)
    assert work_out_trials(lambda *_: None) == nothing
    later = DAY + dt.timedelta(days=300)
    _vote(Elector.objects.all()[:40], later)
    assert other_day.pk != other_place.pk
    LoadedList.objects.create(borough=BARNET, what="marked", election_date=later)
    assert work_out_trials(lambda *_: None) == "1 of 1 trials tell something by now."
    assert TrialResult.objects.filter(session=session, outcome=TURNOUT, measured_on=later).exists()
    TrialResult.objects.update(made_at=timezone.now() - dt.timedelta(days=9))
    LoadedList.objects.update(at=timezone.now() - dt.timedelta(days=20))
    assert work_out_trials(lambda *_: None) == nothing
    line = {"polling_district": "AA", "numbered_on": DAY, "text": "1", "answer": {}, "before": [], "by": organiser}
    MarkedLine.objects.create(borough=BARNET, election_date=DAY, **line)
    assert work_out_trials(lambda *_: None) == "1 of 1 trials tell something by now."


def test_an_interval_without_an_end_is_kept_as_one(world):
    _, _, frame = world
    nobody = frame.with_columns(contacted=pl.lit(value=False))
    found = estimate(from_frame(nobody))
    assert not found.per_contact.is_bounded
    assert from_json(json.loads(json.dumps(as_json(found), allow_nan=False))) == found


def test_before_the_polling_day_and_without_its_marked_register_it_says_so(field_work):
    for _ in range(12):
        field_work.elector()
    soon = timezone.localdate() + dt.timedelta(days=21)
    session = field_work.session(field_work.organiser(), held_back=0.5, polling_day=soon)
    (early,) = work_out(session.trial)
    assert "its polling day is" in early.why_not
    _moved(session)
    (unmarked,) = work_out(Trial.objects.get(session=session))
    assert "is not loaded" in unmarked.why_not
    other = field_work.session(field_work.organiser(), held_back=0.5, polling_day=soon)
    actions.end_trial(by=field_work.organiser(), session=other)
    (given_up,) = work_out(Trial.objects.get(session=other))
    assert "given up" in given_up.why_not


def test_the_page_has_it_worked_out_and_shows_it_to_whoever_runs_the_session(client, world, field_work):
    session, organiser, _ = world
    client.force_login(organiser)
    assert "Still to come" in client.get("/what-it-did/").content.decode()
    page = client.post(f"/what-it-did/{session.pk}/work-out/", follow=True).content.decode()
    assert "Waiting for its turn" in page
    assert "work-out/" not in page  # not to be asked for twice
    run_waiting()
    assert Job.objects.get().outcome == f"What {session} did is worked out."
    page = client.get("/what-it-did/").content.decode()
    assert "Waiting for its turn" not in page
    assert "Of 80 households 24 were held back" in page
    assert "One trial alone" in page
    assert f'loaded since<span class="hidden">: {session.name}</span></button>' in page
    client.force_login(field_work.person("organiser", "E09000005"))
    assert session.name not in client.get("/what-it-did/").content.decode()
    assert client.post(f"/what-it-did/{session.pk}/work-out/").status_code == 403


def test_a_second_press_starts_no_second_job_and_somebody_else_is_told_that_it_goes_on(client, world, field_work):
    session, organiser, _ = world
    Session.objects.filter(pk=session.pk).update(area="E12000007")
    client.force_login(organiser)
    client.post(f"/what-it-did/{session.pk}/work-out/")
    client.post(f"/what-it-did/{session.pk}/work-out/")
    client.force_login(field_work.organiser())
    page = client.post(f"/what-it-did/{session.pk}/work-out/", follow=True).content.decode()
    assert Job.objects.count() == 1
    assert "Somebody else has it worked out since" in page
    run_waiting()
    client.post(f"/what-it-did/{session.pk}/work-out/")
    assert Job.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_two_presses_at_one_moment_start_one_job(world):
    session, organiser, _ = world
    path = f"/what-it-did/{session.pk}/work-out/"
    with transaction.atomic():
        Session.objects.select_for_update(no_key=True).get(pk=session.pk)
        presses = [Thread(target=_press, args=(organiser, path)) for _ in range(2)]
        for one in presses:
            one.start()
        until_somebody_waits()
    for one in presses:
        one.join()
    assert Job.objects.count() == 1


def _press(by, path):
    client = Client()
    client.force_login(by)
    client.post(path)
    connection.close()


def test_a_job_that_fails_says_so_and_keeps_nothing(client, world):
    session, organiser, _ = world
    client.force_login(organiser)
    client.post(f"/what-it-did/{session.pk}/work-out/")
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE canvass_trialresult ADD CONSTRAINT t CHECK (outcome <> 'turnout')")
    run_waiting()
    page = client.get("/what-it-did/").content.decode()
    assert "It was not done." in page
    assert "The program failed (IntegrityError)" in page
    assert "work-out/" in page  # it may be tried again
    assert not TrialResult.objects.exists()


def test_a_trial_that_tells_nothing_yet_says_why_at_once_or_as_the_job_ends(client, world):
    session, organiser, _ = world
    client.force_login(organiser)
    MarkedEntry.objects.filter(election_date=DAY).delete()
    client.post(f"/what-it-did/{session.pk}/work-out/")
    run_waiting()
    assert Job.objects.get().outcome == f"{session} tells nothing yet: the marked register of 7 May 2026 is not loaded."
    Trial.objects.filter(session=session).update(ended_at=timezone.now())
    page = client.post(f"/what-it-did/{session.pk}/work-out/", follow=True).content.decode()
    assert "tells nothing yet: given up before its polling day." in page
    assert Job.objects.count() == 1


def test_the_page_names_nobody(client, world):
    session, organiser, _ = world
    client.force_login(organiser)
    client.post(f"/what-it-did/{session.pk}/work-out/")
    run_waiting()
    body = client.get("/what-it-did/").content.decode()
    assert not [one for one in Elector.objects.all() if f"Elector {one.surname}" in body]


def test_a_call_by_hand_saves_and_counts(field_work):
    """From the caller's screen to the result, without a row written by the test."""
    for _ in range(20):
        field_work.elector()
    soon = timezone.localdate() + dt.timedelta(days=1)
    session = field_work.session(field_work.organiser(), held_back=0.5, polling_day=soon)
    caller, spoken = field_work.caller(session), 0
    while (hand := actions.go_on(by=caller, session=session)).now is not None:
        actions.save_contact(
            by=caller, session=session, report=Report(uuid4(), hand.token, "conversation", {"promise": "yes"})
        )
        spoken += 1
    _vote(Elector.objects.all()[:7], timezone.localdate())
    read = read_trial(session.trial, TURNOUT, timezone.localdate(), [BARNET])
    assert spoken == 10 == read.contacted.sum() == read.called.sum()
    assert read.outcome.sum() == 7


def _kept(session, value, error, own=0.95, day=DAY):
    """Keep what a trial told of turnout on a day: an effect per contact, with its error."""
    at = {"value": value, "error": error, "low": value - 1.645 * error, "high": value + 1.645 * error}
    found = {"electors": 100, "households": 60, "households_held_back": 6, "held_back_mean": 0.4, "chance": 0.5}
    found |= dict.fromkeys(("as_called", "contacted", "per_contact"), at) | {"lost": [0, 0], "own_channel": own}
    TrialResult.objects.create(session=session, outcome=TURNOUT, measured_on=day, found=found)


def _supporters(**how):
    return Audience((WARD,), intentions=codes_of("supporter"), **how)


def test_the_plan_learns_nothing_from_others_than_supporters_mixed_channels_or_what_was_given_up(field_work):
    soon = timezone.localdate() + dt.timedelta(days=21)
    widened = Audience((WARD,), intentions=(*codes_of("supporter"), NOT_KNOWN))
    cases = ((Audience((WARD,)), 1.0), (widened, 1.0), (_supporters(), 0.8), (_supporters(), None))
    for audience, own in cases:
        how = {"channel": "door", "held_back": 0.2, "polling_day": soon, "audience": audience}
        session = field_work.session(field_work.organiser(), **how)
        _moved(session)
        _kept(session, 0.04, 0.01, own)
    ended = field_work.session(field_work.organiser(), **how)
    actions.end_trial(by=ended.created_by, session=ended)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    _moved(ended)
    _kept(ended, 0.04, 0.01)
    assert learned_effects() == default_effects()


def test_the_log_is_not_read_whole_for_each_elector(world):
    session, _, frame = world
    assert frame["contacted"].sum() > 20
    before = log_scans()
    read_trial(Trial.objects.get(session=session), TURNOUT, DAY, [BARNET])
    assert log_scans() - before <= 3


def test_the_part_that_went_by_the_own_channel_is_kept_with_what_was_told(world):
    session, organiser, _ = world
    trial = Trial.objects.get(session=session)
    called = session.targets.values_list("elector", flat=True)
    spoken = session.events.filter(elector__in=called).count()
    for one in called[:5]:
        _spoke(session, organiser, one, trial.began_at + dt.timedelta(days=2), channel="door")
    first, *_ = work_out(trial, draws=49)
    assert first.own_channel == pytest.approx(spoken / (spoken + 5))
    assert {one.own_channel for one in kept_results([session.pk])} == {first.own_channel}


def test_one_trials_fault_does_not_end_the_night(world):
    session, _, _ = world
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(f"ALTER TABLE canvass_trialresult ADD CONSTRAINT t CHECK (session_id <> {session.pk})")
    said = work_out_trials(lambda *_: None)
    assert said == f"0 of 1 trials tell something by now. Not worked out, see the log: {session}."


def test_the_plan_takes_our_own_trials_in_as_they_come_and_says_so(field_work):
    default = default_effects()[DOORS]
    assert learned_effects() == default_effects()
    field_work.elector()
    for number in range(4):
        soon = timezone.localdate() + dt.timedelta(days=21)
        how = {"channel": "door", "held_back": 0.2, "polling_day": soon, "audience": _supporters()}
        session = field_work.session(field_work.organiser(), **how)
        _moved(session)
        _kept(session, 0.04, 0.01)
        now = learned_effects()[DOORS]
        assert default.votes_per_contact < now.votes_per_contact < 0.04
        assert f"Our own trials: {number + 1} session" in now.source
    assert learned_effects()["phone", "supporter", "local"] == default_effects()["phone", "supporter", "local"]
    assert learned_effects()["door", "supporter", "general"] == default_effects()["door", "supporter", "general"]


def test_the_plan_takes_in_how_fast_trials_say_that_an_effect_fades_and_says_so(field_work):
    ask = Ask({"boroughs": 1.0}, 100.0)
    assert with_learned_fading(ask) == ask
    field_work.elector()
    for _ in range(12):
        soon = timezone.localdate() + dt.timedelta(days=21)
        session = field_work.session(field_work.organiser(), held_back=0.2, polling_day=soon)
        _moved(session)
        for weeks in (0, 9):
            _kept(session, 0.05 * 0.5 ** (weeks / 7), 0.003, day=DAY + dt.timedelta(weeks=weeks))
    now = with_learned_fading(ask)
    assert 5 < now.half_life_weeks < 7.5
    assert now.half_life_source.startswith("Our own trials between polling days: 12 sessions and the default of 2.5")
    assert with_learned_fading(now) == now  # begun from the default each time, and not from what was learnt before
    assert ask_from_json(ask_as_json(now)) == now
    Trial.objects.update(ended_at=timezone.now())
    assert with_learned_fading(now) == ask


@pytest.fixture
def branches(field_work):
    """Ten branches of a hundred homes, the first of which spoke with most people before the elections of May 2022."""
    organiser, elector = field_work.person(Role.DIRECTOR, "E12000007"), field_work.elector()
    codes = [area.code for area in atlas().areas("borough")][1:11]
    for number, code in enumerate(codes):
        ward = min(atlas().wards_within(code))
        counts = dict.fromkeys(("homes_tried", "homes_spoken", "homes_spoken_lately", "attempts", "conversations"), 0)
        place = {"borough": code, "ward": ward, "polling_district": "AA", "street": "High Street"}
        StreetCoverage.objects.create(electors=180, homes=100, **place, **counts)
        for each in range(2 * number):
            at = dt.datetime(2022, 4, 20, 12, tzinfo=dt.UTC) + dt.timedelta(days=12 * (each % 2))
            ContactEvent.objects.create(
                id=uuid4(),
                borough=code,
                ward=ward,
                elector=elector,
                user=organiser,
                outcome="conversation",
                happened_at=at,
                received_at=at,
            )
    return organiser, codes


def test_conversations_are_counted_by_branch_and_week_before_a_polling_day(branches):
    _, codes = branches
    found = conversations_before(dt.date(2022, 5, 5))
    assert sum(found[codes[9]]) == 18
    assert found[codes[9]][:3] == (9, 0, 9)
    assert codes[0] not in found
    assert conversations_before(dt.date(2018, 5, 3)) == {}


def test_effort_and_departure_are_told_as_an_association_and_to_directors_alone(client, branches, field_work):
    director, _ = branches
    assert associations("labour", []) == []  # nothing is counted by the page
    count_conversations(lambda *_: None)
    (found,) = associations("labour", [], patience=120)
    assert found.value is not None
    assert found.value.branches == 10
    assert "An association" in found.value.sentence()
    assert "No trial has told" in found.value.sentence()
    client.force_login(director)
    assert "5 May 2022: over 10 branches" in client.get("/what-it-did/").content.decode()
    client.force_login(field_work.organiser())
    assert "Local parties and the tide" not in client.get("/what-it-did/").content.decode()


def test_hardly_any_conversations_say_nothing_and_the_page_says_so_however_long_it_takes(client, branches, monkeypatch):
    monkeypatch.setattr(answers, "PATIENCE_SECONDS", 0.0)
    answers.forget()
    client.force_login(branches[0])
    StreetCoverage.objects.update(homes=100_000)
    keep_conversations()
    (found,) = associations("labour", [], patience=120)
    assert found.value is None
    assert "fewer than one household in a hundred" in found.refusal
    page = client.get("/what-it-did/").content.decode()
    assert found.refusal in page
    assert "being worked out" not in page


def test_the_page_says_whether_the_plan_takes_a_trial_in_and_why_not(client, field_work):
    soon = timezone.localdate() + dt.timedelta(days=21)
    organiser = field_work.organiser()
    client.force_login(organiser)
    said = {
        "The plan takes it in": (_supporters(), 0.95),
        "its audience is not our supporters alone": (Audience((WARD,)), 0.95),
        "before we kept by which channel people were spoken to": (_supporters(), None),
        "20% of the conversations with those on its list went by another channel": (_supporters(), 0.8),
    }
    for number, (sentence, (audience, own)) in enumerate(said.items()):
        how = {"channel": "door", "held_back": 0.2, "polling_day": soon, "audience": audience}
        session = field_work.session(organiser, **how)
        _moved(session)
        _kept(session, 0.04, 0.01, own)
        page = client.get("/what-it-did/").content.decode()
        assert page.count(sentence) == 1, number
