"""Who a session leaves in peace: drawn before anybody is called, by a fixed hash, and left in peace by all."""

import datetime as dt
import re
from collections import Counter
from hashlib import sha256
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from groundgame.campaign.accounts.models import Role
from groundgame.campaign.audit.models import AuditEntry, Forgetting
from groundgame.campaign.canvass import actions
from groundgame.campaign.canvass.audience import Audience, makeup_of
from groundgame.campaign.canvass.models import HeldOut, Lease, Session, Target, Trial
from groundgame.campaign.canvass.reports import Report
from groundgame.campaign.doorstep.actions import cut_round, make_round
from groundgame.campaign.doorstep.models import WalkDoor
from groundgame.campaign.register.models import Elector
from groundgame.campaign.register.person.erasing import erase
from groundgame.campaign.register.person.holdings import all_holdings
from groundgame.electoral.trials import held_back, is_held_back_late

pytestmark = pytest.mark.django_db

WARD, OTHER_WARD = "E05013628", "E05013629"


@pytest.fixture
def soon():
    return timezone.localdate() + dt.timedelta(days=42)


@pytest.fixture
def homes(field_work):
    """Return sixty households of two wards, every other one with two electors."""
    for number in range(60):
        ward = WARD if number < 40 else OTHER_WARD
        first = field_work.elector(ward=ward)
        if number % 2:
            field_work.elector(first.address, ward=ward)
    return list(Elector.objects.order_by("id"))


def _held(session):
    return set(HeldOut.objects.filter(session=session).values_list("elector_id", flat=True))


def _called(session):
    return set(session.targets.values_list("elector_id", flat=True))


def _make(field_work, organiser, day, part=0.2, **how):
    how = {"wards": (WARD, OTHER_WARD), "held_back": part, "polling_day": day, **how}
    return field_work.session(organiser, **how)


def test_whole_households_in_proportion_of_each_ward_and_as_the_library_draws_them(field_work, homes, soon):
    session = _make(field_work, field_work.organiser(), soon)
    by_home = {str(one.address_id): one.ward for one in homes}
    away = held_back(str(session.pk), by_home, 0.2, key=bytes(session.trial.key))
    assert Counter(by_home[home] for home in away) == {WARD: 8, OTHER_WARD: 4}
    assert _held(session) == {one.pk for one in homes if str(one.address_id) in away}
    assert _called(session) == {one.pk for one in homes} - _held(session)


def test_a_ward_that_does_not_divide_goes_by_its_own_draw_as_in_the_library(field_work, homes, soon):
    session = _make(field_work, field_work.organiser(), soon, part=0.13)
    by_home = {str(one.address_id): one.ward for one in homes}
    away = held_back(str(session.pk), by_home, 0.13, key=bytes(session.trial.key))
    assert {str(home) for home in HeldOut.objects.values_list("household", flat=True)} == away


def test_without_a_part_nobody_is_held_back_and_a_part_needs_a_day(field_work, homes, soon):
    session = field_work.session(field_work.organiser())
    assert not Trial.objects.exists()
    assert len(_called(session)) == 60
    with pytest.raises(ValueError, match="polling day"), transaction.atomic():
        _make(field_work, field_work.organiser(), None)


def test_other_sessions_leave_them_alone_until_the_polling_day_is_over(field_work, homes, soon):
    organiser = field_work.organiser()
    trial = _make(field_work, organiser, soon)
    other = field_work.session(organiser, wards=(WARD, OTHER_WARD))
    assert _called(other) == _called(trial)
    _pass(trial)
    assert actions.refresh_audience(by=organiser, session=other) == len(_held(trial))
    assert actions.refresh_audience(by=organiser, session=trial) == 0  # or nobody could tell any more whom it called
    assert not _held(trial) & _called(trial)


def test_whoever_is_held_back_and_moves_is_left_alone_there_too(field_work, homes, soon):
    organiser = field_work.organiser()
    session = _make(field_work, organiser, soon)
    moved = min(_held(session))
    Elector.objects.filter(pk=moved).update(address=field_work.address())
    actions.refresh_audience(by=organiser, session=session)
    other = field_work.session(organiser, wards=(WARD, OTHER_WARD))
    assert moved not in _called(session) | _called(other)


def _pass(session):
    """Let the polling day pass, though the database refuses to change it: its triggers rest for a moment."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE canvass_trial DISABLE TRIGGER USER")
        Trial.objects.filter(session=session).update(polling_day=timezone.localdate() - dt.timedelta(days=1))
        cursor.execute("ALTER TABLE canvass_trial ENABLE TRIGGER USER")


def test_a_household_is_drawn_once_whichever_session_lists_it_next(field_work, homes, soon):
    """However many sessions overlap, no more than the part is held back, and nobody who is already called."""
    organiser = field_work.organiser()
    first = _make(field_work, organiser, soon, wards=(WARD,))
    second = _make(field_work, organiser, soon)
    third = _make(field_work, organiser, soon, part=0.5)
    assert {one.ward for one in homes if one.pk in _held(second)} == {OTHER_WARD}
    assert not _held(third)
    assert _called(third) == _called(second) == {one.pk for one in homes} - _held(first) - _held(second)


def test_who_comes_later_goes_by_their_own_draw_and_a_new_mate_by_the_household(field_work, homes, soon):
    organiser = field_work.organiser()
    session = _make(field_work, organiser, soon, part=0.4)
    away, called = _held(session), _called(session)
    mates = {pk: field_work.elector(Elector.objects.get(pk=pk).address) for pk in (min(away), min(called))}
    late = [field_work.elector() for _ in range(30)]
    actions.refresh_audience(by=organiser, session=session)
    assert mates[min(away)].pk in _held(session)
    assert mates[min(called)].pk in _called(session)
    own = {
        one.pk
        for one in late
        if is_held_back_late(str(session.pk), str(one.address_id), 0.4, key=bytes(session.trial.key))
    }
    assert _held(session) - away - {mates[min(away)].pk} == own
    assert 0 < len(own) < 30
    assert actions.refresh_audience(by=organiser, session=session) == 0


def test_nobody_held_back_is_given_out(field_work, homes, soon):
    session = _make(field_work, field_work.organiser(), soon, part=0.5)
    caller, given = field_work.caller(session), set()
    while (hand := actions.go_on(by=caller, session=session)).now is not None:
        given.add(Lease.objects.get(pk=hand.now).elector_id)
        report = Report(uuid4(), hand.token, "no_answer", {})
        actions.save_contact(by=caller, session=session, report=report)
    assert given
    assert not given & _held(session)


def test_the_door_of_a_household_held_back_is_on_no_walk(field_work, homes, soon):
    organiser = field_work.organiser()
    script = field_work.script()
    how = {"name": "Sunday", "area": "E09000003", "script": script, "audience": Audience.of((WARD,))}
    round_ = make_round(by=organiser, held_back=0.2, polling_day=soon, **how)
    cut_round(by=organiser, session=round_)
    doors = set(WalkDoor.objects.filter(session=round_).values_list("address", flat=True))
    away = set(HeldOut.objects.filter(session=round_).values_list("household", flat=True))
    assert len(away) == 8
    assert len(doors) == 32
    assert not doors & away


def test_the_database_refuses_to_change_who_is_held_back_or_how(field_work, homes, soon):
    session = _make(field_work, field_work.organiser(), soon)
    for refused in (
        lambda: HeldOut.objects.all().delete(),
        lambda: HeldOut.objects.update(household=1),
        lambda: Trial.objects.update(part=0.1),
        lambda: Trial.objects.update(polling_day=soon + dt.timedelta(days=1)),
        lambda: Trial.objects.all().delete(),
    ):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            refused()
    actions.end_trial(by=field_work.organiser(), session=session)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Trial.objects.update(ended_at=None)


def test_given_up_it_holds_nobody_back(field_work, homes, soon):
    organiser = field_work.organiser()
    session = _make(field_work, organiser, soon)
    with pytest.raises(PermissionDenied):
        actions.end_trial(by=field_work.person(), session=session)
    away = _held(session)
    actions.end_trial(by=organiser, session=session)
    assert actions.refresh_audience(by=organiser, session=session) == len(away)
    assert _held(session) == away  # what was drawn stays written down


def test_a_session_that_called_nobody_lets_go_of_them_when_it_closes(field_work, homes, soon):
    organiser = field_work.organiser()
    idle, worked = (_make(field_work, organiser, soon, wards=(ward,)) for ward in (WARD, OTHER_WARD))
    caller = field_work.caller(worked)
    hand = actions.go_on(by=caller, session=worked)
    actions.save_contact(by=caller, session=worked, report=Report(uuid4(), hand.token, "no_answer", {}))
    for session in (idle, worked):
        actions.close_session(by=organiser, session=session)
    assert Trial.objects.get(session=idle).ended_at is not None
    assert Trial.objects.get(session=worked).ended_at is None


def test_a_session_closed_before_its_sheets_are_typed_keeps_its_trial(field_work, homes, soon):
    organiser = field_work.organiser()
    given, over = (_make(field_work, organiser, soon, wards=(ward,)) for ward in (WARD, OTHER_WARD))
    actions.go_on(by=field_work.caller(given), session=given)
    _pass(over)
    for session in (given, over):
        actions.close_session(by=organiser, session=session)
    assert not Trial.objects.exclude(ended_at=None).exists()


def test_a_trial_is_not_given_up_once_its_day_is_over(client, field_work, homes, soon):
    organiser = field_work.organiser()
    session = _make(field_work, organiser, soon)
    _pass(session)
    client.force_login(organiser)
    said = client.post(f"/canvass/sessions/{session.pk}/trial/end/", follow=True).content.decode()
    assert "is over, and nobody is left in peace for it any more" in said
    assert Trial.objects.get(session=session).ended_at is None


def test_whom_chance_chooses_is_told_by_nothing_but_the_key(field_work, homes, soon):
    """Two sessions of the same electors draw differently, so nobody can work one out from another."""
    organiser = field_work.organiser()
    first = _make(field_work, organiser, soon, part=0.5)
    actions.end_trial(by=organiser, session=first)
    actions.close_session(by=organiser, session=first)
    second = _make(field_work, organiser, soon, part=0.5)
    assert _held(first) != _held(second)
    assert sha256(bytes(first.trial.key)).digest() != sha256(bytes(second.trial.key)).digest()


def test_what_is_older_than_its_term_goes_and_nothing_younger(field_work, homes, soon):
    session = _make(field_work, field_work.organiser(), soon)
    Forgetting.objects.create(kind="trials", before=timezone.now() + dt.timedelta(minutes=1), rows=1)
    count = len(_held(session))
    assert HeldOut.objects.all().delete()[0] == count


def test_a_page_makes_a_trial_and_says_what_it_will_tell(client, field_work, homes, soon):
    organiser, script = field_work.organiser(), field_work.script()
    client.force_login(organiser)
    asked = {"area": "E09000003", "channel": "phone", "held_back": "20", "polling_day": soon.isoformat()}
    said = client.get("/canvass/sessions/count/", asked).content.decode()
    assert "In six weeks you will know within" in said
    assert "That costs hardly a vote" in said
    form = {"name": "Evening", "script": script.pk, "admission": "open", "lease_minutes": 15, "max_attempts": 3}
    form |= {"rest_days": 7, "wards": [WARD]}
    page = client.post("/canvass/sessions/new/", asked | form, follow=True)
    session = Session.objects.get(name="Evening")
    assert session.trial.part == 0.2
    assert "20 per cent of its households" in page.content.decode()
    assert Target.objects.filter(session=session).exists()
    late = client.post("/canvass/sessions/new/", asked | form | {"polling_day": "2020-05-07"})
    assert late.status_code == 422
    assert "is not a day to come" in late.content.decode()


def test_no_page_gives_them_away(client, field_work, homes, soon):
    """Whoever looks an elector up sees the same of those who are held back as of those not yet called."""
    organiser = field_work.organiser()
    session = _make(field_work, organiser, soon)
    client.force_login(organiser)
    pages = []
    alone = {
        one.pk for one in homes if one.ward == WARD and Elector.objects.filter(address=one.address_id).count() == 1
    }
    for pk in (min(_held(session) & alone), min(_called(session) & alone)):
        body = client.get(f"/register/electors/{pk}/").content.decode()
        token = re.compile(r'name="csrfmiddlewaretoken" value="\w+"|\d+|nonce-[\w-]+|nonce="[^"]+"')
        pages.append(token.sub("", body))
    assert pages[0] == pages[1]


def test_not_even_what_an_erasure_would_take_tells_who_is_held_back(client, field_work, homes, soon):
    """Whoever answers for the data makes sessions too: that page names nobody, and nor does what an erasure leaves."""
    director = field_work.person(Role.DIRECTOR, "E12000007")
    session = _make(field_work, director, soon)
    client.force_login(director)
    held, called = (Elector.objects.get(pk=min(each)) for each in (_held(session), _called(session)))
    pages = [client.get(f"/register/electors/{one.pk}/held/").content.decode() for one in (held, called)]
    rows = [re.findall(r'<tr><th scope="row">(.*?)</th><td class="num">(.*?)</td>', body) for body in pages]
    assert rows[0] == rows[1]
    assert dict(rows[0])["Trials in which you were left in peace"] == "any there is"
    made = [erase(by=director, elector=one, asked_on=timezone.localdate(), source="-") for one in (held, called)]
    assert made[0].gone == made[1].gone
    kept = AuditEntry.objects.filter(action="register.erase").values_list("details__gone", flat=True)
    assert len(set(map(str, kept))) == 1


def test_whoever_asks_is_told_and_whoever_is_forgotten_is_in_no_trial(field_work, homes, soon):
    session = _make(field_work, field_work.organiser(), soon)
    elector = Elector.objects.get(pk=min(_held(session)))
    (holding,) = [one for one in all_holdings() if one.key == "canvass.trials"]
    (told,) = holding.tell(elector)
    assert told["session"] == session.name
    assert told["until"] == soon
    assert holding.tell(Elector.objects.get(pk=min(_called(session)))) == []
    erase(by=field_work.person(Role.DIRECTOR, "E12000007"), elector=elector, asked_on=timezone.localdate(), source="-")
    assert elector.pk not in _held(session)
    assert _held(session)


def test_the_count_of_an_audience_tells_nobody_apart_however_it_is_narrowed(field_work, homes, soon):
    audience = Audience.of([WARD])
    streets = Audience((WARD,), streets=("High Street",))
    before = [makeup_of(one) for one in (audience, streets)]
    session = _make(field_work, field_work.organiser(), soon)
    assert _held(session)
    after = [makeup_of(one) for one in (audience, streets)]
    assert [(one.electors, one.households) for one in after] == [(one.electors, one.households) for one in before]
    assert session.targets.filter(elector__ward=WARD).count() < after[0].electors
