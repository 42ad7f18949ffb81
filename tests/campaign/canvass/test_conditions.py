"""Every condition of an audience finds those whom its words name, on the telephone and at the door."""

import datetime as dt
from dataclasses import replace
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.utils import timezone

from groundgame.campaign.canvass import actions
from groundgame.campaign.canvass.audience import NOT_KNOWN, Attained, Audience, Dwelling, count_audience, makeup_of
from groundgame.campaign.canvass.makeup_shown import shown_makeup
from groundgame.campaign.canvass.models import Session
from groundgame.campaign.canvass.reports import DoorReport
from groundgame.campaign.register.actions import suppress
from groundgame.campaign.register.models import AbsentVoter, MarkedEntry, Suppression

pytestmark = pytest.mark.django_db

WARD, OTHER = "E05013628", "E05013629"
DAYS = [dt.date(2022, 5, 5), dt.date(2024, 5, 2), dt.date(2024, 7, 4)]
DOOR, PHONE = Session.Channel.DOOR, Session.Channel.PHONE


@pytest.fixture(autouse=True)
def _fresh_cache():
    cache.clear()


def _found(field_work, audience, channel=PHONE):
    """Return whom a session of the audience holds, which is as many as were counted."""
    session = field_work.session(field_work.organiser(), audience=audience, channel=channel)
    found = {target.elector for target in session.targets.select_related("elector")}
    assert len(found) == count_audience(audience, channel)[0] == makeup_of(audience, channel).electors
    assert Audience.from_json(session.audience) == audience
    return found


def _of(**conditions):
    return replace(Audience.of([WARD]), **conditions)


def test_places(field_work):
    here, lane, flat = (field_work.elector() for _ in range(3))
    lane.polling_district = "AB"
    lane.save()
    for elector, change in ((lane, {"street": "Long Lane"}), (flat, {"flat": "Flat 2"})):
        for name, value in change.items():
            setattr(elector.address, name, value)
        elector.address.save()
    field_work.elector(ward=OTHER)
    assert _found(field_work, _of(polling_districts=("AA",))) == {here, flat}
    assert _found(field_work, _of(streets=("LONG LANE",))) == {lane}
    assert _found(field_work, _of(streets=("Long Lane",), polling_districts=("AA",))) == {here, lane, flat}
    assert _found(field_work, _of(dwelling=Dwelling.FLAT)) == {flat}
    assert _found(field_work, _of(dwelling=Dwelling.HOUSE)) == {here, lane}


def _voted(elector, *days):
    for day in days:
        MarkedEntry.objects.create(elector=elector, borough=elector.borough, election_date=day)


def test_turnout_is_counted_over_the_newest_marked_registers(field_work):
    always, once, never, long_ago = (field_work.elector() for _ in range(4))
    _voted(always, *DAYS)
    _voted(once, DAYS[2])
    _voted(long_ago, DAYS[0])
    assert _found(field_work, _of(voted_least=1)) == {always, once, long_ago}
    assert _found(field_work, _of(voted_least=1, voted_of=2)) == {always, once}
    assert _found(field_work, _of(voted_most=0)) == {never}
    assert _found(field_work, _of(voted_least=1, voted_most=2)) == {once, long_ago}


def test_a_postal_vote_is_that_of_the_newest_list(field_work):
    now, before, none, proxy = (field_work.elector() for _ in range(4))
    for elector, day, kind in ((now, DAYS[2], "postal"), (before, DAYS[1], "postal"), (proxy, DAYS[2], "proxy")):
        AbsentVoter.objects.create(elector=elector, borough=elector.borough, election_date=day, kind=kind)
    assert _found(field_work, _of(by_post=True)) == {now}
    assert _found(field_work, _of(by_post=False)) == {before, none, proxy}


def test_ages_are_known_of_attainers_and_of_those_who_told_us(field_work):
    today = timezone.localdate()
    attainer, young, told, _ = (field_work.elector() for _ in range(4))
    for elector, days in ((attainer, 200), (young, -400)):
        elector.date_of_attainment = today + dt.timedelta(days=days)
        elector.save()
    _say(field_work, told, age="35-49")
    assert _found(field_work, _of(attained=Attained.COMING)) == {attainer}
    assert _found(field_work, _of(attained=Attained.LATELY)) == {young}
    assert _found(field_work, _of(ages=("35-49", "65-over"))) == {told}


def test_who_may_vote_in_a_contest(field_work):
    local, peer, union, abroad = (field_work.elector() for _ in range(4))
    for elector, marker in ((peer, "L"), (union, "G"), (abroad, "F")):
        elector.franchise_markers = marker
        elector.save()
    day = dt.date(2028, 5, 4)
    assert _found(field_work, _of(contest="mayor", contest_on=day)) == {local, peer, union}
    assert _found(field_work, _of(contest="parliament", contest_on=day)) == {local, abroad}


def _say(field_work, elector, **answers):
    """Let an elector give answers at the door, a long time ago, so that nobody is held to a rest."""
    organiser = field_work.organiser()
    script = field_work.script()
    wording = actions.wording_of(script)
    wanted = [
        actions.Asked(key, "?", [(value, value)]) for key, value in answers.items() if not key.startswith("issue-")
    ]
    kept = [one for one in wording.questions if one.key not in answers]
    actions.rewrite_script(by=organiser, script=script, wording=replace(wording, questions=[*kept, *wanted]))
    session = field_work.session(organiser, channel=DOOR, script=script)
    report = DoorReport(uuid4(), elector.pk, "conversation", answers)
    assert not actions.record_contacts(by=organiser, session=session, reports=[report]).refused


def test_answers_are_the_newest_and_none_of_those_who_object(field_work):
    ours, changed, unknown, objecting = (field_work.elector() for _ in range(4))
    _say(field_work, ours, voting_intention="us", promise="yes")
    _say(field_work, changed, voting_intention="us")
    _say(field_work, changed, voting_intention="them")
    _say(field_work, objecting, voting_intention="us", promise="yes")
    suppress(by=None, elector=objecting, kind=Suppression.Kind.NO_PROFILING, source="letter")
    assert _found(field_work, _of(intentions=("us",))) == {ours}
    assert _found(field_work, _of(intentions=("them",))) == {changed}
    assert _found(field_work, _of(intentions=("us", NOT_KNOWN))) == {ours, unknown, objecting}
    assert _found(field_work, _of(intentions=(NOT_KNOWN,))) == {unknown, objecting}
    assert _found(field_work, _of(promises=("yes",))) == {ours}
    assert _found(field_work, _of(promises=(NOT_KNOWN,))) == {changed, unknown, objecting}


@pytest.mark.parametrize("kind", [Suppression.Kind.NO_PROFILING, Suppression.Kind.DO_NOT_CONTACT])
def test_who_objects_to_profiling_is_chosen_by_place_alone(field_work, kind):
    plain, objecting = field_work.elector(), field_work.elector()
    lately = timezone.localdate() - dt.timedelta(days=400)
    for elector in (plain, objecting):
        _voted(elector, DAYS[2])
        AbsentVoter.objects.create(elector=elector, borough=elector.borough, election_date=DAYS[2], kind="postal")
        _say(field_work, elector, age="35-49")
        elector.date_of_attainment = lately
        elector.save()
    suppress(by=None, elector=objecting, kind=kind, source="letter")
    for chosen in (
        {"voted_least": 1},
        {"voted_least": 1, "voted_most": 3},
        {"by_post": True},
        {"ages": ("35-49",)},
        {"attained": Attained.LATELY},
    ):
        assert _found(field_work, _of(**chosen)) == {plain}
    by_place = {plain} if kind == Suppression.Kind.DO_NOT_CONTACT else {plain, objecting}
    assert _found(field_work, Audience.of([WARD])) == by_place
    for left_over in ({"by_post": False}, {"voted_most": 0}):
        assert _found(field_work, _of(**left_over)) == set()


def test_issues_are_found_whether_asked_for_or_raised(field_work):
    asked, raised, both, _ = (field_work.elector() for _ in range(4))
    _say(field_work, asked, issue="buses")
    _say(field_work, raised, **{"issue-buses": "raised"})
    _say(field_work, both, issue="bins", **{"issue-schools": "raised"})
    assert _found(field_work, _of(issues=("buses",))) == {asked, raised}
    assert _found(field_work, _of(issues=("schools", "bins"))) == {both}


def test_contact_and_attempts_are_told_apart(field_work):
    fresh, spoken, tried = (field_work.elector() for _ in range(3))
    organiser = field_work.organiser()
    session = field_work.session(organiser, channel=DOOR)
    reports = [DoorReport(uuid4(), spoken.pk, "conversation"), DoorReport(uuid4(), tried.pk, "not_in")]
    actions.record_contacts(by=organiser, session=session, reports=reports)
    today = timezone.localdate()
    assert _found(field_work, _of(never_contacted=True)) == {fresh, tried}
    assert _found(field_work, _of(attempted_before=today)) == {fresh}
    assert _found(field_work, _of(last_contact_before=today + dt.timedelta(days=1))) == {fresh, spoken, tried}


def test_a_door_needs_no_telephone_and_the_makeup_says_who_is_left_out(field_work):
    home = field_work.address()
    rung, silent = field_work.elector(home), field_work.elector(home, telephone=False)
    away = field_work.elector(telephone=False)
    away.address = None
    away.save()
    listed, no_call, no_knock = (field_work.elector() for _ in range(3))
    listed.telephone_numbers.update(tps_since=dt.date(2020, 1, 1))
    suppress(by=None, elector=no_call, kind=Suppression.Kind.DO_NOT_CALL, source="letter")
    suppress(by=None, elector=no_knock, kind=Suppression.Kind.DO_NOT_KNOCK, source="letter")
    wrong = field_work.elector()
    wrong.telephone_numbers.update(wrong_at=timezone.now())
    bought = field_work.elector()
    bought.telephone_numbers.update(unscreened=True)
    audience = Audience.of([WARD])
    assert _found(field_work, audience) == {rung, no_knock}
    assert _found(field_work, audience, DOOR) == {rung, silent, listed, no_call, wrong, bought}
    by_phone, by_door = makeup_of(audience), makeup_of(audience, DOOR)
    assert by_phone.why_not == {"no_number": 2, "tps": 1, "objects": 1, "wrong": 1, "unscreened": 1}
    assert "after the last file" in str(shown_makeup(by_phone).why_not)
    assert (by_phone.households, by_door.households) == (2, 5)
    assert by_door.why_not == {"objects": 1, "no_address": 1}
    assert (by_phone.wards, by_phone.contacts, by_phone.dwellings) == ({WARD: 2}, {"never": 2}, {"house": 2})
    assert _found(field_work, replace(audience, numbered=False), DOOR) == {silent, listed, no_call, wrong, bought}


def test_a_city_is_estimated_from_a_part_of_its_register_and_says_so(field_work, monkeypatch):
    for _ in range(3):
        field_work.elector()
    monkeypatch.setattr("groundgame.campaign.canvass.audience.makeup.MOST_COUNTED", 2)
    monkeypatch.setattr("groundgame.campaign.canvass.audience.makeup.SAMPLED", 1.5)
    makeup = makeup_of(Audience.of([WARD]))
    assert makeup.sampled == 0.5
    assert makeup.electors % 2 == 0
    assert makeup_of(_of(streets=("High Street",))).sampled == 1.0


def test_what_a_session_kept_before_there_were_more_conditions_is_still_read():
    kept = {"wards": [WARD], "last_contact_before": None, "never_contacted": True}
    assert Audience.from_json(kept) == Audience.of([WARD], never=True)
    assert Audience.from_json({"wards": [WARD], "last_contact_before": "2026-01-02", "never_contacted": False}) == (
        Audience.of([WARD], dt.date(2026, 1, 2))
    )
