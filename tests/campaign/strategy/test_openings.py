"""Two openings of one session: each household hears one, the log keeps which, and what they did is told as given."""

import datetime as dt
from io import BytesIO
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from reportlab.pdfgen.canvas import Canvas

from groundgame.campaign.audit.models import AuditEntry
from groundgame.campaign.canvass import actions
from groundgame.campaign.canvass.audience import Audience
from groundgame.campaign.canvass.audience.holding import draw_sql
from groundgame.campaign.canvass.forms.openings import named_opening
from groundgame.campaign.canvass.forms.trials import TrialForm
from groundgame.campaign.canvass.models import ContactEvent, Session, Target, Trial, TrialResult, Wordings
from groundgame.campaign.canvass.reports import DoorReport, Report
from groundgame.campaign.canvass.retention import _old_places
from groundgame.campaign.canvass.wordings import Openings, opening_for, openings_of
from groundgame.campaign.doorstep import actions as doors
from groundgame.campaign.doorstep.actions.devices import add_device
from groundgame.campaign.doorstep.actions.joining import join_walk
from groundgame.campaign.doorstep.actions.typing import Sent, type_lines
from groundgame.campaign.doorstep.paper.codes import codebook
from groundgame.campaign.doorstep.paper.layout import MARGIN, PAGE
from groundgame.campaign.doorstep.paper.openings import CIRCLE, Sayings, shape_at
from groundgame.campaign.doorstep.printing import sheets_pdf
from groundgame.campaign.doorstep.sync.push import Contact, take_contacts
from groundgame.campaign.doorstep.sync.walk import carried_by
from groundgame.campaign.jobs.actions import run_waiting
from groundgame.campaign.register.models import Address, Elector, LoadedList, MarkedEntry, Suppression
from groundgame.campaign.register.person.erasing import erase
from groundgame.campaign.register.person.holdings import all_holdings
from groundgame.campaign.strategy.learning.awaited import waiting_openings
from groundgame.campaign.strategy.learning.openings import (
    SPOKE,
    TOLD,
    VOTED,
    kept_openings,
    read_openings,
    work_out_openings,
)
from groundgame.campaign.strategy.learning.results import kept_results, waiting_trials
from groundgame.campaign.strategy.tasks import work_out_trials
from groundgame.electoral.trials import hash_parts, script_arm
from groundgame.printing import register_fonts
from tests.electoral.counting.pdf_text import page_texts

pytestmark = pytest.mark.django_db

SECOND = "Good evening, {caller} here. May we talk of buses, {elector}?"
DAY, WEEK = dt.date(2026, 5, 7), dt.timedelta(days=7)


def _bank(field_work, organiser, **how):
    return field_work.session(organiser, second_opening=SECOND, **how)


def test_the_database_draws_as_the_library_does(field_work):
    session = _bank(field_work, field_work.organiser())
    row = session.wordings
    inner, outer = hash_parts(str(row.pk), "script", bytes(row.key))
    homes = [*range(1, 300), -7]
    statement = f"SELECT h, {draw_sql('inner', 'h::text')} < 0.5 FROM unnest(%(homes)s::bigint[]) h"
    with connection.cursor() as cursor:
        cursor.execute(statement, {"inner": inner, "outer": outer, "homes": homes})
        drawn = dict(cursor.fetchall())
    two = openings_of(session)
    assert {home: two.wording(home) == "a" for home in homes} == drawn
    assert {two.wording(home) for home in homes} == {"a", "b"}
    assert two.wording(12) == script_arm(str(session.pk), "12", ("a", "b"), key=bytes(row.key))
    assert 100 < sum(drawn.values()) < 200


def test_what_is_compared_never_changes(field_work):
    session = _bank(field_work, field_work.organiser())
    session.script.opening = "Changed"
    session.script.save()
    assert openings_of(session).first == "Hello"
    for change in (Wordings.objects.all().delete, lambda: Wordings.objects.update(second="Other")):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            change()


def test_a_caller_sees_the_households_own_opening_alone_and_the_log_keeps_it(field_work, client):
    for _ in range(30):  # by lot: that all of them hear one is left to two in a thousand million runs
        first = field_work.elector()
        field_work.elector(first.address)
    organiser = field_work.organiser()
    session = _bank(field_work, organiser)
    caller = field_work.caller(session)
    client.force_login(caller)
    two, seen = openings_of(session), set()
    while len(seen) < 2:
        hand = actions.go_on(by=caller, session=session)
        now = session.leases.get(pk=hand.now)
        wording = two.wording(now.household)
        page = client.get(reverse("phonebank:call", args=[session.pk])).content.decode()
        ahead = client.post(reverse("phonebank:ahead", args=[session.pk]), {"shown": str(hand.token)}).json()
        next_ = session.leases.get(pk=hand.ahead)
        _shows(page, wording)
        _shows(ahead["ahead"]["html"], two.wording(next_.household))
        report = Report(uuid4(), hand.token, "conversation", {"promise": "yes"})
        event = actions.save_contact(by=caller, session=session, report=report).event
        assert ContactEvent.objects.get(pk=event.pk).wording == wording
        seen.add(wording)
    for word in ("wording", "trial", "first opening", "second opening", "by lot"):
        assert word not in page.lower()


def _shows(html, wording):
    assert ("May we talk of buses" in html) == (wording == "b")
    assert ("Hello" in html) == (wording == "a")


def _round(field_work, organiser):
    for _ in range(20):
        field_work.elector(telephone=False)
    how = {"script": field_work.script(), "audience": Audience.of(["E05013628"]), "second_opening": SECOND}
    session = doors.make_round(by=organiser, name="Round", area="E09000003", **how)
    (walk,) = doors.cut_round(by=organiser, session=session)
    return session, walk


def test_a_door_says_its_own_on_the_plain_form_and_on_the_telephone(field_work, client):
    organiser, volunteer = field_work.organiser(), field_work.person()
    session, walk = _round(field_work, organiser)
    outing = doors.give_walk(by=organiser, walk=walk)
    join_walk(by=volunteer, outing=outing)
    two, wordings = openings_of(session), {}
    client.force_login(volunteer)
    for door in walk.doors.all():
        wordings[door.pk] = two.wording(door.address_id)
        _shows(
            client.get(reverse("doorstep:plain_door", args=[outing.pk, door.pk])).content.decode(), wordings[door.pk]
        )
    assert set(wordings.values()) == {"a", "b"}
    added = add_device(by=volunteer, outing=outing, name="Telephone")
    carried = carried_by(added.device)
    assert {door.id: door.wording for door in carried.doors} == wordings
    for wording, words in carried.openings.items():
        _shows(words, wording)
    told = client.get(reverse("doorstep:api:walk"), headers={"Authorization": f"Bearer {added.token}"}).content.decode()
    assert (told.count("May we talk of buses"), told.count("Hello")) == (1, 2)  # the first is the walk's own as well
    elector = Elector.objects.first()
    report = DoorReport(uuid4(), elector.pk, "conversation", {"promise": "yes"})
    actions.record_contacts(by=volunteer, session=session, reports=[report])
    assert ContactEvent.objects.get().wording == two.wording(elector.address_id)


def test_the_log_keeps_what_was_shown_though_somebody_is_known_to_have_moved_since(field_work, client):
    for _ in range(20):
        field_work.elector()
    session = _bank(field_work, field_work.organiser())
    caller, two = field_work.caller(session), openings_of(session)
    hand = actions.go_on(by=caller, session=session)
    lease = session.leases.get(pk=hand.now)
    shown = two.wording(lease.household)
    _move(lease.elector_id, next(one for one in Address.objects.all() if two.wording(one.pk) != shown))
    client.force_login(caller)
    _shows(client.get(reverse("phonebank:call", args=[session.pk])).content.decode(), shown)
    event = actions.save_contact(by=caller, session=session, report=Report(uuid4(), hand.token, "no_answer", {})).event
    assert ContactEvent.objects.get(pk=event.pk).wording == shown


def test_a_contact_at_a_door_keeps_what_that_door_says(field_work, client):
    organiser, volunteer = field_work.organiser(), field_work.person()
    session, walk = _round(field_work, organiser)
    two, outing = openings_of(session), doors.give_walk(by=organiser, walk=walk)
    join_walk(by=volunteer, outing=outing)
    device = add_device(by=volunteer, outing=outing, name="Telephone").device
    carried_by(device)
    first = next(one for one in walk.doors.select_related("address") if two.wording(one.address_id) == "a")
    second = next(one for one in walk.doors.select_related("address") if two.wording(one.address_id) == "b")
    elector = Elector.objects.get(address=first.address)
    _move(elector.pk, second.address)
    now = timezone.now()
    sent = [Contact(uuid4(), elector.pk, "not_in", now, door=door) for door in (first.pk, second.pk, None, 10**9)]
    assert not take_contacts(device=device, contacts=sent, sent_at=now, unsent=0).refused
    kept = dict(ContactEvent.objects.values_list("pk", "wording"))
    assert [kept[one.id] for one in sent] == [
        "a",
        "b",
        "b",
        "b",
    ]  # of an older app, and of another walk, where they live
    client.force_login(volunteer)
    form = {"event": str(uuid4()), "elector": elector.pk, "outcome": "refused"}
    client.post(reverse("doorstep:plain_door", args=[outing.pk, first.pk]), form)
    assert ContactEvent.objects.get(pk=form["event"]).wording == "a"


def test_what_is_typed_from_paper_keeps_the_shape_of_its_line_though_somebody_moved_since(field_work):
    organiser = field_work.organiser()
    session, walk = _round(field_work, organiser)
    two, (sheet,) = openings_of(session), doors.print_walks(by=organiser, walks=[walk])
    for line, printed in enumerate(sheet.doors, start=1):
        other = next(one for one in Address.objects.all() if two.wording(one.pk) != two.wording(printed))
        _move(sheet.electors[line - 1], other)
    codes = codebook(session.script)
    for text in ("1 RF", "2-20 0", "2 RF", "U"):  # the last puts what was typed for line 2 before
        (done,) = type_lines(by=organiser, sheet=sheet, codes=codes, sent=[Sent(uuid4(), text)])
        assert done.kept, done.said
    printed = {one: two.wording(home) for one, home in zip(sheet.electors, sheet.doors, strict=True)}
    kept = ContactEvent.objects.values_list("elector", "wording")
    assert len(kept) == 22
    assert all(wording == printed[elector] for elector, wording in kept)
    assert {wording for _, wording in kept} == {"a", "b"}


def _move(elector, address):
    Elector.objects.filter(pk=elector).update(address=address)


def test_paper_has_both_under_shapes_which_stand_at_the_doors(field_work):
    organiser = field_work.organiser()
    session, walk = _round(field_work, organiser)
    sheets = doors.print_walks(by=organiser, walks=[walk])
    said, *_ = page_texts(sheets_pdf(sheets, session, lambda _: "https://x.example/"))
    two = openings_of(session)
    homes = {address: shape_at(two, address) for address in walk.doors.values_list("address", flat=True)}
    assert {shape == CIRCLE for shape in homes.values()} == {True, False}
    assert all((shape == CIRCLE) == (two.wording(home) == "a") for home, shape in homes.items())
    assert said.index("At the doors with a circle:") < said.index("Hello") < said.index("At the doors with a square:")
    assert "(your name) here. May we talk of buses, (their name)?" in said
    assert shape_at(None, 1) == ""


@pytest.mark.parametrize("large", [False, True])
def test_long_openings_go_on_over_the_page_and_leave_none_of_their_words_behind(large):
    first, second = (_long(letter) for letter in "FS")
    pdf, closing = BytesIO(), _long("C")
    canvas, heights = Canvas(pdf, pagesize=PAGE), []
    canvas.drawString = lambda x, y, words: heights.append(y) or Canvas.drawString(canvas, x, y, words)
    register_fonts()
    two = Openings(1, first, second, b"k" * 32)
    Sayings(two, closing).draw(canvas, "Walk 1", "High Street", large=large)
    canvas.save()
    pages = page_texts(pdf.getvalue())
    assert len(pages) == (4 if large else 3)
    assert " ".join(pages).split()[-1] == closing.split()[-1]
    for page in pages:
        assert page.startswith("Walk 1: what to say")
    for words in (first, second, closing):
        assert {*words.split()} <= {*" ".join(pages).split()}
    assert min(heights) >= MARGIN  # what is drawn below a page is in its text, and on no paper


def _long(letter):
    """Return words of 2,000 letters in all, each of them once."""
    words = " ".join(f"{letter}{number:03d}word" for number in range(250))
    return words[:2000].rsplit(" ", 1)[0]


def test_a_session_of_one_opening_has_no_wordings(field_work):
    field_work.elector()
    session = field_work.session(field_work.organiser())
    caller = field_work.caller(session)
    hand = actions.go_on(by=caller, session=session)
    event = actions.save_contact(by=caller, session=session, report=Report(uuid4(), hand.token, "no_answer", {})).event
    assert ContactEvent.objects.get(pk=event.pk).wording == ""
    assert opening_for(session, 5) == "Hello"


def test_the_page_asks_for_it_and_says_what_it_tells(field_work, client):
    for _ in range(40):
        field_work.elector()
    organiser, script = field_work.organiser(), field_work.script()
    client.force_login(organiser)
    soon = (timezone.localdate() + dt.timedelta(days=30)).isoformat()
    asked = {"area": "E09000003", "channel": "phone", "held_back": "0", "polling_day": soon, "wards": ["E05013628"]}
    said = client.get("/canvass/sessions/count/", asked | {"second_opening": SECOND}).content.decode()
    assert "Each household hears one of the two openings, by lot. Once all are tried you will know within" in said
    form = {"name": "Evening", "script": script.pk, "admission": "open", "lease_minutes": 15, "max_attempts": 3}
    form |= {"rest_days": 7, "second_opening": SECOND}
    nameless = client.post("/canvass/sessions/new/", asked | form | {"second_opening": "Hello there"})
    assert nameless.status_code == 422
    assert "does not name who rings" in nameless.content.decode()
    page = client.post("/canvass/sessions/new/", asked | form, follow=True).content.decode()
    row = Wordings.objects.get()
    assert (row.second, row.polling_day.isoformat()) == (SECOND, soon)
    assert "Two openings: each household hears one, by lot" in page
    assert f"<b>Second:</b> {SECOND}" in page
    assert not hasattr(Session.objects.get(), "trial")


def test_pages_say_of_a_round_that_paper_has_both_and_of_a_script_what_stays(field_work, client):
    organiser = field_work.organiser()
    session, _ = _round(field_work, organiser)
    client.force_login(organiser)
    for page in ("canvass:session", "doorstep:round"):
        said = client.get(reverse(page, args=[session.pk])).content.decode()
        assert "a telephone shows that one alone, on paper both stand, under a shape" in said
        assert "callers see" not in said
    said = client.get(reverse("canvass:session", args=[session.pk])).content.decode()
    assert "<b>First, on paper a circle:</b> Hello" in said
    assert f"<b>Second, on paper a square:</b> {SECOND}" in said
    script = reverse("canvass:script", args=[session.script_id])
    stays = "what is said first stays as it was when they were made, whatever is written here: <a"
    said = client.get(script).content.decode()
    assert stays in said
    assert f">{session.name}</a>." in said
    actions.close_session(by=organiser, session=session)
    assert stays not in client.get(script).content.decode()


def test_the_trail_tells_that_a_session_was_made_with_two(field_work):
    organiser = field_work.organiser()
    for how in ({}, {"second_opening": SECOND}):
        field_work.session(organiser, **how)
    made = AuditEntry.objects.filter(action="canvass.make_session").order_by("pk")
    assert [one.details.get("openings") for one in made] == [None, 2]


def test_whoever_asks_is_told_that_which_opening_they_heard_outlasts_an_erasure(field_work):
    elector = field_work.elector()
    organiser = field_work.organiser()
    session = _bank(field_work, organiser)
    report = DoorReport(uuid4(), elector.pk, "conversation", {"promise": "yes"})
    assert not actions.record_contacts(by=organiser, session=session, reports=[report]).refused
    heard = ContactEvent.objects.get().wording
    each = {holding.key: holding for holding in all_holdings()}
    director = field_work.person("director", "E12000007")
    erase(by=director, elector=elector, asked_on=timezone.localdate(), source="test")
    assert ContactEvent.objects.get().wording == heard
    assert "which of two openings you heard" in each["canvass.contacts"].stays
    assert "or with two openings, until eighteen months" in each["canvass.queues"].kept


def test_another_opening_alone_needs_no_polling_day():
    form = TrialForm({"held_back": "0", "polling_day": "", "second_opening": SECOND})
    assert form.is_valid()
    assert (form.held(), form.second()) == ((0.0, None), SECOND)
    assert not TrialForm({"held_back": "0", "polling_day": "2020-01-01", "second_opening": SECOND}).is_valid()


@pytest.fixture
def told(field_work):
    """A phone bank over, of 120 households that were all tried: after the second most spoke and told us more."""
    electors = [field_work.elector() for _ in range(120)]
    organiser = field_work.organiser()
    soon = timezone.localdate() + dt.timedelta(days=20)
    session = _bank(field_work, organiser, polling_day=soon)
    two = openings_of(session)
    firsts, seconds = _arms(two, electors)
    spoke = {one.pk for part, arm in ((1, firsts), (3, seconds)) for at, one in enumerate(arm) if at % 4 < part}
    for one in electors[:110]:
        outcome = "conversation" if one.pk in spoke else "not_in"
        answers = {"voting_intention": "us"} if one.pk in spoke else {}
        report = DoorReport(uuid4(), one.pk, outcome, answers)
        assert not actions.record_contacts(by=organiser, session=session, reports=[report]).refused
    actions.close_session(by=organiser, session=session)
    return session, organiser, electors, two, spoke


def _second(two, elector):
    return two.wording(elector.address_id) == "b"


def _arms(two, electors):
    """Return those who hear the first and those who hear the second, each in order: shares of an arm are exact so."""
    return [[one for one in electors if _second(two, one) == arm] for arm in (False, True)]


def _over(session):
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE canvass_wordings DISABLE TRIGGER USER")
        Wordings.objects.update(polling_day=DAY)
        cursor.execute("ALTER TABLE canvass_wordings ENABLE TRIGGER USER")
    # Made before its day: or who voted on the day would be taken for who had voted before.
    Session.objects.filter(pk=session.pk).update(created_at=timezone.now().replace(*DAY.timetuple()[:3]) - WEEK)


def test_all_who_were_tried_count_by_what_they_were_given(told):
    _, _, electors, two, spoke = told
    read = read_openings(Wordings.objects.get(), SPOKE, [])
    tried = electors[:110]
    assert len(read.outcome) == 110
    assert read.called.sum() == sum(_second(two, one) for one in tried)
    assert read.outcome.sum() == len(spoke & {one.pk for one in tried})
    by_hand = [sum(one.pk in spoke for one in tried if _second(two, one) == arm) for arm in (False, True)]
    assert [read.outcome[read.called == arm].sum() for arm in (False, True)] == by_hand
    spoken, said = work_out_openings(Wordings.objects.get(), draws=199)
    assert (spoken.outcome, said.outcome) == (SPOKE, TOLD)
    assert spoken.result.as_called.low > 0.2
    assert spoken.result.chance < 0.02
    assert said.result.as_called.value == pytest.approx(spoken.result.as_called.value)


def test_others_of_a_household_that_was_tried_count_whether_they_were_tried_or_not(told, field_work):
    session, _, electors, *_ = told
    mate = field_work.elector(electors[0].address)
    Target.objects.create(borough=mate.borough, session=session, elector=mate, position=999, not_before=timezone.now())
    assert len(read_openings(Wordings.objects.get(), SPOKE, []).outcome) == 111


def test_whoever_objects_after_they_heard_it_told_us_nothing_and_whoever_had_before_has_no_outcome(told):
    session, _, electors, two, spoke = told
    listened = [one for one in electors[:110] if one.pk in spoke]
    first, second = (next(one for one in listened if _second(two, one) == arm) for arm in (False, True))
    _objects(first, session.created_at - WEEK)
    _objects(second, session.created_at + dt.timedelta(hours=1))
    read = read_openings(session.wordings, TOLD, [])
    assert len(read.outcome) == 109
    assert read.outcome.sum() == len(listened) - 2
    assert len(read_openings(session.wordings, SPOKE, []).outcome) == 110


def _objects(elector, since):
    kind = Suppression.Kind.NO_PROFILING
    Suppression.objects.create(borough=elector.borough, elector=elector, kind=kind, since=since, source="test")


def test_a_household_in_both_tells_nothing(told):
    _, _, electors, two, _ = told
    first = next(one for one in electors[:110] if not _second(two, one))
    second = next(one for one in electors[:110] if _second(two, one))
    Elector.objects.filter(pk=first.pk).update(address=second.address)
    assert len(read_openings(Wordings.objects.get(), SPOKE, []).outcome) == 108


def test_who_voted_is_told_once_the_marked_register_is_there(told):
    session, _, electors, two, _ = told
    _over(session)
    assert [one.outcome for one in work_out_openings(Wordings.objects.get(), draws=99)] == [SPOKE, TOLD]
    assert [one.pk for one in waiting_openings()] == [session.pk]  # whoever spoke as it was read may be missing
    _two_days_later()
    assert waiting_openings() == []
    firsts, seconds = _arms(two, electors)
    voted = [*firsts[::2], *seconds]
    MarkedEntry.objects.bulk_create(MarkedEntry(elector=one, borough="E09000003", election_date=DAY) for one in voted)
    assert [one.pk for one in waiting_openings()] == [session.pk]
    assert work_out_trials(lambda *_: None) == "1 of 1 trials tell something by now."
    _two_days_later()
    assert waiting_openings() == []
    *_, turnout = kept_openings([session.pk])
    assert (turnout.outcome, turnout.measured_on) == (VOTED, DAY)
    assert turnout.result.as_called.low > 0.2
    assert kept_results([session.pk]) == []  # no trial of calling at all
    MarkedEntry.objects.bulk_create(
        MarkedEntry(elector=one, borough="E09000003", election_date=DAY) for one in firsts[1::2]
    )
    more = {"borough": "E09000003", "what": LoadedList.What.MARKED, "at": timezone.now() + 2 * WEEK}
    LoadedList.objects.create(**more, election_date=DAY - WEEK)
    assert waiting_openings() == []  # of another day
    LoadedList.objects.create(**more, election_date=DAY)
    assert [one.pk for one in waiting_openings()] == [session.pk]
    work_out_trials(lambda *_: None)
    assert kept_openings([session.pk])[-1].result.as_called.value == pytest.approx(0)  # by now all of them voted


def test_a_contact_that_comes_late_is_told_too(told):
    session, organiser, electors, *_ = told
    work_out_trials(lambda *_: None)
    assert [one.result.electors for one in kept_openings([session.pk])] == [110, 110]
    last = ContactEvent.objects.latest("received_at").received_at
    TrialResult.objects.update(made_at=last + dt.timedelta(days=1, microseconds=1))
    assert waiting_openings() == []
    report = DoorReport(uuid4(), electors[110].pk, "not_in", {})
    assert not actions.record_contacts(by=organiser, session=session, reports=[report]).refused
    assert [one.pk for one in waiting_openings()] == [session.pk]
    work_out_trials(lambda *_: None)
    assert [one.result.electors for one in kept_openings([session.pk])] == [111, 111]


def test_a_session_that_tells_nothing_is_not_looked_at_every_night(field_work):
    elector = field_work.elector()
    organiser = field_work.organiser()
    session = _bank(field_work, organiser)
    report = DoorReport(uuid4(), elector.pk, "not_in", {})
    for other in (_bank(field_work, organiser), session):
        if other == session:
            actions.record_contacts(by=organiser, session=session, reports=[report])
        actions.close_session(by=organiser, session=other)
    assert [one.pk for one in waiting_openings()] == [session.pk]  # in the other nobody was tried
    assert work_out_trials(lambda *_: None) == "0 of 1 trials tell something by now."
    _two_days_later()
    assert waiting_openings() == []
    assert kept_openings([session.pk]) == []
    assert [one.result for one in work_out_openings(session.wordings)] == [None, None]


def test_what_the_openings_told_is_not_taken_for_what_the_trial_told(field_work):
    for _ in range(40):
        field_work.elector()
    organiser, soon = field_work.organiser(), timezone.localdate() + WEEK
    session = _bank(field_work, organiser, polling_day=soon, held_back=0.3)
    elector = session.targets.first().elector_id
    report = DoorReport(uuid4(), elector, "conversation", {"voting_intention": "us"})
    assert not actions.record_contacts(by=organiser, session=session, reports=[report]).refused
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE canvass_trial DISABLE TRIGGER USER")
        Trial.objects.update(polling_day=DAY)
        cursor.execute("ALTER TABLE canvass_trial ENABLE TRIGGER USER")
    _over(session)
    work_out_openings(Wordings.objects.get())
    assert TrialResult.objects.filter(session=session).exists()
    assert [one.pk for one in waiting_trials()] == [session.pk]


def test_the_night_asks_as_much_for_three_sessions_as_for_one(told, field_work, django_assert_num_queries):
    session, organiser, electors, *_ = told
    _over(session)
    with CaptureQueriesContext(connection) as one:
        waiting_openings()
    for _ in range(2):
        other = _bank(field_work, organiser, polling_day=timezone.localdate() + WEEK)
        report = DoorReport(uuid4(), electors[0].pk, "not_in", {})
        actions.record_contacts(by=organiser, session=other, reports=[report])
        _over(other)
    with django_assert_num_queries(len(one)):
        assert len(waiting_openings()) == 3


def _two_days_later():
    """As if the results had been made two days after what they were made of."""
    TrialResult.objects.update(made_at=timezone.now() + dt.timedelta(days=2))


def test_nothing_is_looked_at_while_people_are_called(field_work, client):
    organiser = field_work.organiser()
    session = _bank(field_work, organiser)
    (early,) = work_out_openings(session.wordings)
    assert "it is open" in early.why_not
    client.force_login(organiser)
    page = client.get("/what-it-did/").content.decode()
    assert "Nothing is told yet: it is open" in page
    said = client.post(f"/what-it-did/{session.pk}/work-out/", follow=True).content.decode()
    assert "tells nothing yet: it is open" in said


def test_the_page_tells_what_the_two_did(told, client, field_work):
    session, organiser, *_ = told
    client.force_login(organiser)
    client.post(f"/what-it-did/{session.pk}/work-out/")
    run_waiting()
    page = client.get("/what-it-did/").content.decode()
    assert "Of 110 households that were tried" in page
    assert "The part of their electors who spoke with us differs with the second by +" in page
    assert TrialResult.objects.count() == 2
    client.force_login(field_work.person("organiser", "E09000005"))
    assert session.name not in client.get("/what-it-did/").content.decode()


def test_its_queue_is_kept_until_its_marked_register_can_have_come(told):
    session, *_ = told
    later = timezone.now() + dt.timedelta(days=1)
    assert not _old_places(later).filter(session=session).exists()


def test_an_opening_must_name_the_caller():
    with pytest.raises(ValidationError, match="does not name who rings"):
        named_opening("Hello")
