"""Where we have been is told street by street as the log has it, and never of a single household."""

import datetime as dt
from time import sleep

import psycopg
import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from groundgame.campaign.accounts.models import Role
from groundgame.campaign.canvass import actions
from groundgame.campaign.canvass.demo import load_demo_history
from groundgame.campaign.canvass.models import Answer, ContactEvent, ElectorState
from groundgame.campaign.canvass.reports import Report
from groundgame.campaign.canvass.state import merge_events
from groundgame.campaign.register.models import Address, Elector
from groundgame.campaign.strategy.coverage.figures import (
    CONVERSATION,
    coverage_by,
    neglected_streets,
    streets_called,
    together,
)
from groundgame.campaign.strategy.coverage.keeping import keep_coverage, make_coverage, read_news, stale_boroughs
from groundgame.campaign.strategy.models import CoverageKept, StreetCoverage

BARNET, BRENT, CITY = "E09000003", "E09000005", "E12000007"
WARD, OTHER_WARD = "E05013628", "E05013629"
NOW = timezone.now()


@pytest.fixture
def street(field_work):
    """Return what makes a street of so many homes, each with two electors."""

    def make(name, homes, ward=WARD, district="AA"):
        made = []
        for _ in range(homes):
            address = field_work.address(ward)
            Address.objects.filter(pk=address.pk).update(street=name, polling_district=district)
            made += [field_work.elector(address, ward=ward) for _ in range(2)]
        Elector.objects.filter(pk__in=[each.pk for each in made]).update(polling_district=district)
        return made

    return make


@pytest.fixture
def call(field_work):
    """Return what writes a contact of so many days ago into the log."""
    who = field_work.person()

    def write(elector, days, outcome="conversation"):
        number = ContactEvent.objects.count() + 1
        event = ContactEvent.objects.create(
            id=f"00000000-0000-4000-8000-{number:012d}",
            borough=elector.borough,
            ward=elector.ward,
            elector=elector,
            user=who,
            outcome=outcome,
            happened_at=NOW - dt.timedelta(days=days),
            received_at=NOW,
            digest="",
        )
        merge_events([event.pk])
        return event

    return write


def _days(number):
    return timezone.localdate() - dt.timedelta(days=number)


@pytest.mark.django_db
def test_a_street_says_who_lives_there_and_when_we_last_spoke(street, call):
    long_lane = street("Long Lane", 6)
    call(long_lane[0], 400)
    call(long_lane[1], 20, "no_answer")
    call(long_lane[2], 30)
    Elector.objects.filter(pk=long_lane[11].pk).update(left_at=NOW.date())
    make_coverage(BARNET)
    row = StreetCoverage.objects.get()
    assert (row.electors, row.homes, row.homes_tried, row.homes_spoken, row.homes_spoken_lately) == (11, 6, 2, 2, 1)
    assert (row.attempts, row.conversations) == (3, 2)
    assert row.last_attempt_at == NOW - dt.timedelta(days=20)
    assert row.last_contact_at == NOW - dt.timedelta(days=30)


@pytest.mark.django_db
def test_figures_add_up_by_ward_district_and_borough(street, call):
    street("Long Lane", 5, district="AA"), street("Short Lane", 5, district="AB")
    far = street("High Road", 7, ward=OTHER_WARD)
    call(far[0], 10)
    make_coverage(BARNET)
    by_ward = coverage_by("ward", [WARD, OTHER_WARD])
    assert {code: (each.homes, each.streets, each.homes_spoken) for code, each in by_ward.items()} == {
        WARD: (10, 2, 0),
        OTHER_WARD: (7, 1, 1),
    }
    assert set(coverage_by("polling_district", [WARD])) == {"AA", "AB"}
    assert coverage_by("borough", [WARD, OTHER_WARD])[BARNET] == together(by_ward.values())


@pytest.mark.django_db
def test_the_streets_that_wait_longest_come_first(street, call):
    lanes = {name: street(name, homes) for name, homes in (("A", 5), ("B", 9), ("C", 6), ("D", 7), ("E", 4))}
    call(lanes["C"][0], 900), call(lanes["D"][0], 30)
    call(lanes["A"][0], 10, "no_answer")
    make_coverage(BARNET)
    called = neglected_streets([WARD], _days(365))
    assert [row.street for row in called.page] == ["B", "C"]
    assert (called.streets, called.homes, called.electors, called.listed) == (3, 19, 38, 2)
    assert (called.small.streets, called.small.homes) == (1, 4)
    spoken = neglected_streets([WARD], _days(365), by=CONVERSATION)
    assert [row.street for row in spoken.page] == ["B", "A", "C"]
    assert [row.street for row in neglected_streets([WARD], _days(0)).page] == ["B", "C", "D", "A"]
    assert neglected_streets([OTHER_WARD], _days(0)).streets == 0


def _read_some_news() -> int:
    """Read the news once there is some: others' transactions on this server hold the horizon back for a while."""
    for _ in range(3000):
        if streets := read_news(BARNET):
            return streets
        sleep(0.2)
    return 0


@pytest.mark.django_db(transaction=True)
def test_news_changes_the_streets_it_is_about_and_skips_none_committed_late(street, call, real_server):
    long_lane, short_lane = street("Long Lane", 5), street("Short Lane", 5)
    make_coverage(BARNET)
    with psycopg.connect(real_server.database_url) as late:
        late.execute("SELECT pg_current_xact_id()")  # a transaction that began before, and is still open
        call(short_lane[0], 2)
        assert read_news(BARNET) == 0  # its row may not be passed over, so nothing after it is taken as read
        late.rollback()
    assert _read_some_news() == 1
    assert read_news(BARNET) == 0
    call(long_lane[0], 1)
    assert _read_some_news() == 1
    kept = {row.street: row.conversations for row in StreetCoverage.objects.all()}
    assert kept == {"Long Lane": 1, "Short Lane": 1}
    make_coverage(BARNET)
    assert kept == {row.street: row.conversations for row in StreetCoverage.objects.all()}


@pytest.mark.django_db(transaction=True)
def test_calls_of_a_session_are_read_too(field_work, street):
    street("Long Lane", 5)
    session = field_work.session(field_work.organiser())
    make_coverage(BARNET)
    caller = field_work.caller(session)
    lease = actions.take_next(by=caller, session=session)
    report = Report("5f1d9c0e-0000-4000-8000-000000000001", lease.token, "conversation", {})
    actions.save_contact(by=caller, session=session, report=report)
    assert _read_some_news() == 1
    assert StreetCoverage.objects.get().conversations == 1


@pytest.mark.django_db
def test_a_new_register_makes_a_borough_anew_and_nothing_else_does(street):
    street("Long Lane", 5)
    assert stale_boroughs() == [BARNET]
    keep_coverage()
    assert stale_boroughs() == []
    with connection.cursor() as cursor:
        cursor.execute("UPDATE strategy_coveragekept SET registers = 'an older mark'")
    street("New Lane", 5)
    keep_coverage()
    assert stale_boroughs() == []
    assert set(StreetCoverage.objects.values_list("street", flat=True)) == {"Long Lane", "New Lane"}


@pytest.mark.django_db
def test_a_street_is_found_by_the_beginning_of_its_name_in_ones_own_wards(street):
    street("Long Lane", 5), street("Longacre", 2), street("Short Lane", 5)
    make_coverage(BARNET)
    assert [row.street for row in streets_called("long", [WARD], 9)] == ["Long Lane", "Longacre"]
    assert streets_called("long", [OTHER_WARD], 9) == []
    assert streets_called("lo", [WARD], 9) == []


@pytest.mark.django_db
def test_the_pages_show_it_and_lead_to_an_audience(client, field_work, street, call):
    lane = street("Long Lane", 6)
    street("Tiny Mews", 1)
    call(lane[0], 800)
    make_coverage(BARNET)
    client.force_login(field_work.organiser())
    page = client.get(reverse("strategy:coverage"), {"place": BARNET}).content.decode()
    assert "2 years ago" in page
    assert "of 7 homes spoken to" in page
    streets = client.get(reverse("strategy:coverage_streets"), {"place": WARD}).content.decode()
    assert "Long Lane" in streets
    assert "Tiny Mews" not in streets
    assert "And 1 street of fewer than 5 homes" in streets
    assert f"street=Long+Lane&amp;attempted_before={_days(365)}&amp;channel=door" in streets


@pytest.mark.django_db
def test_whoever_does_not_cover_a_place_is_refused(client, field_work):
    client.force_login(field_work.person(Role.ORGANISER, BRENT))
    assert client.get(reverse("strategy:coverage"), {"place": BARNET}).status_code == 403
    assert client.get(reverse("strategy:coverage"), {"place": BRENT}).status_code == 200
    client.force_login(field_work.person(Role.AGENT, WARD))
    page = client.get(reverse("strategy:coverage_streets"), {"place": WARD})
    assert page.status_code == 200
    assert "Knock" not in page.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("since", ["yesterday", "1066-10-14", "2999-01-01"])
def test_a_day_that_is_none_is_said_and_a_year_ago_shown(client, field_work, since):
    client.force_login(field_work.organiser())
    answer = client.get(reverse("strategy:coverage_streets"), {"place": BARNET, "since": since})
    assert answer.status_code == 422
    assert "A year ago is shown." in answer.content.decode()


@pytest.mark.django_db
def test_a_borough_without_a_register_says_so(client, field_work):
    client.force_login(field_work.organiser())
    page = client.get(reverse("strategy:coverage")).content.decode()
    assert "No register is loaded here" in page
    assert not CoverageKept.objects.exists()


@pytest.mark.django_db
def test_search_says_when_we_last_spoke_to_a_street(client, field_work, street, call):
    lane = street("Long Lane", 5)
    street("Longacre", 2)
    call(lane[0], 800)
    make_coverage(BARNET)
    client.force_login(field_work.organiser())
    page = client.get(reverse("strategy:search"), {"q": "long"}).content.decode()
    assert "2 years ago" in page
    assert "fewer than 5 homes" in page
    client.force_login(field_work.person(Role.ORGANISER, BRENT))
    assert "Long Lane" not in client.get(reverse("strategy:search"), {"q": "long"}).content.decode()
    client.force_login(field_work.person(Role.VOLUNTEER))
    assert "Long Lane" not in client.get(reverse("strategy:search"), {"q": "long"}).content.decode()


@pytest.mark.django_db
def test_a_places_page_leads_to_its_coverage(client, field_work):
    client.force_login(field_work.organiser())
    page = client.get(reverse("strategy:place", args=[WARD])).content.decode()
    assert f"{reverse('strategy:coverage')}?place={WARD}" in page
    assert "When did we last speak to this street?" in page


@pytest.mark.django_db
def test_the_demo_has_a_history_in_every_borough_and_adds_only_what_is_missing(field_work, street):
    homes = street("Long Lane", 40)
    director = field_work.person(Role.DIRECTOR, CITY)
    codes = ["for", "leaning", "undecided"]
    made = load_demo_history(by=director, codes=codes)
    assert 0 < made == ContactEvent.objects.count() == ElectorState.objects.count() <= len(homes)
    assert all(event.happened_at < NOW - dt.timedelta(days=29) for event in ContactEvent.objects.all())
    said = set(ElectorState.objects.exclude(voting_intention="").values_list("voting_intention", flat=True))
    assert said
    assert said <= set(codes)
    assert (
        ElectorState.objects.exclude(voting_intention="").count()
        <= ElectorState.objects.filter(conversations=1).count()
    )
    assert load_demo_history(by=director, codes=codes) == 0
    street("Long Lane", 40)
    assert load_demo_history(by=director, codes=codes) == ContactEvent.objects.count() - made > 0


@pytest.mark.django_db
def test_what_the_demo_heard_stands_in_the_log(field_work, street):
    street("Long Lane", 100)
    load_demo_history(by=field_work.person(Role.DIRECTOR, CITY), codes=["for"])
    told = Answer.objects.filter(question_key="voting_intention")
    assert {answer.event.outcome for answer in told} == {"conversation"}
    assert told.count() == ElectorState.objects.exclude(voting_intention="").count() > 0
    assert Answer.objects.filter(question_key__startswith="issue-", value="raised").exists()
