"""One elector as a person with rights: everything is told, and an erasure forgets all but what the law keeps."""

import ast
import datetime as dt
import json
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from groundgame import campaign
from groundgame.campaign.accounts.models import Role
from groundgame.campaign.audit.models import AuditEntry, Look
from groundgame.campaign.canvass import actions as canvass
from groundgame.campaign.canvass.actions.correcting import Correction
from groundgame.campaign.canvass.models import Answer, ContactEvent, ElectorState, Lease, NewestAnswer, Target
from groundgame.campaign.canvass.reports import Report
from groundgame.campaign.register.actions import (
    import_marked_register,
    import_telephones,
    suppress,
    undo_import,
)
from groundgame.campaign.register.importing.journal import AFTER, BEFORE, Journal
from groundgame.campaign.register.models import (
    BarredLine,
    Elector,
    Erasure,
    MarkedEntry,
    Suppression,
    TelephoneNumber,
)
from groundgame.campaign.register.person.consents import give_consent, word_consent
from groundgame.campaign.register.person.deeds import in_words
from groundgame.campaign.register.person.erasing import erase, forgettable
from groundgame.campaign.register.person.holdings import all_holdings
from groundgame.campaign.register.person.printing import folded, print_report
from groundgame.campaign.register.person.report import answer, as_json, ask, month_after, report_on
from groundgame.campaign.register.suppression import callable_electors, knockable_electors

from .registers import BARNET, JULY, JUNE, entry

pytestmark = [pytest.mark.database, pytest.mark.django_db]

NOTE = "Speaks of the bakery"
LINE = "+447700900123"


@pytest.fixture
def known(field_work):
    """Return an elector of whom every room holds something."""
    organiser, officer, elector = field_work.organiser(), field_work.person(Role.DATA_OFFICER), field_work.elector()
    TelephoneNumber.objects.filter(elector=elector).update(e164=LINE, source="numbers.csv")
    MarkedEntry.objects.create(borough=BARNET, elector=elector, election_date=dt.date(2026, 5, 7))
    words = word_consent(by=officer, channel="phone", purpose="campaign", text="May we ring you?")
    give_consent(by=officer, elector=elector, wording=words, line=LINE, at=timezone.now(), how="on a form")
    session = field_work.session(organiser)
    caller = field_work.caller(session)
    lease = canvass.take_next(by=caller, session=session)
    report = Report(
        event=lease.token, token=lease.token, outcome="conversation", answers={"voting_intention": "us"}, note=NOTE
    )
    canvass.save_contact(by=caller, session=session, report=report)
    Look.objects.create(by=organiser, page=Look.Page.ELECTOR, electors=[elector.pk])
    return elector


def test_a_report_tells_what_every_room_holds(field_work, known):
    officer = field_work.person(Role.DATA_OFFICER)
    told = json.loads(as_json(report_on(by=officer, elector=known)))
    parts = {part["key"]: part for part in told["parts"]}
    assert set(parts) == {each.key for each in all_holdings()}
    assert parts["register.telephones"]["rows"][0]["source"] == "numbers.csv"
    assert parts["register.consents"]["rows"][0]["words shown"] == "May we ring you?"
    (contact,) = parts["canvass.contacts"]["rows"]
    assert (contact["note"], contact["answers"]) == (NOTE, ["Voting intention: Us"])
    assert parts["canvass.leases"]["rows"]
    assert parts["register.looks"]["rows"][0]["where"] == "Elector's page"
    assert all(part["purpose"] and part["kept"] for part in parts.values())
    assert Look.objects.filter(page=Look.Page.REPORT, electors=[known.pk], by=officer).exists()


def test_a_report_says_in_plain_words_what_was_done(field_work, known):
    officer, organiser = field_work.person(Role.DATA_OFFICER), field_work.organiser()
    event = ContactEvent.objects.get()
    canvass.correct_contact(by=organiser, event=event, correction=Correction(uuid4(), "no_answer"))
    suppress(by=organiser, elector=known, kind=Suppression.Kind.DO_NOT_CALL, source="said so")
    ask(by=officer, elector=known, received_on=dt.date(2026, 11, 2), source="e-mail")
    parts = {part.key: part.rows for part in report_on(by=officer, elector=known).parts}
    assert [row["what"] for row in parts["register.trail"]] == [
        "noted that you agreed: telephone",
        "put right how a contact with you was noted, from “spoke” to “no answer”",
        "noted your objection “Do not call” (said so)",
        "noted that you asked what we hold of you; the answer was due by 2 December 2026",
    ]
    assert parts["canvass.contacts"][0]["how"] == "by telephone"


def test_every_deed_that_the_trail_keeps_of_an_elector_has_words():
    """Each `audit.record` whose subject is an elector, in every room."""
    deeds = set()
    for path in Path(campaign.__file__).parent.rglob("*.py"):
        for call in filter(_records_of_an_elector, ast.walk(ast.parse(path.read_text(encoding="utf-8")))):
            deeds |= {word.value.value for word in call.keywords if word.arg == "action" and _is_text(word.value)}
    deeds |= {"register.give_consent", "register.withdraw_consent"}  # which of them is worked out
    assert len(deeds) > 8
    for deed in deeds:
        assert in_words(deed, {}) != deed.rpartition(".")[2].replace("_", " "), deed


def _is_text(node):
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def _records_of_an_elector(node):
    if not isinstance(node, ast.Call) or ast.unparse(node.func) != "audit.record":
        return False
    subjects = [ast.unparse(word.value) for word in node.keywords if word.arg == "subject"]
    return any(subject.split(".")[-1] == "elector" for subject in subjects)


def test_looks_of_one_hour_are_told_once_on_paper_and_one_by_one_for_machines(field_work, known):
    who = {"who": "Organiser", "where": "Elector's page"}
    moments = [dt.datetime(2026, 11, 2, 9, minute, tzinfo=dt.UTC) for minute in (5, 7, 30)]
    later = dt.datetime(2026, 11, 2, 10, 1, tzinfo=dt.UTC)
    rows = [{"when": moment, **who} for moment in (*moments, later)]
    other = {"when": moments[1], "who": "Agent", "where": "Elector's page"}
    once = {"when": moments[0], **who, "how often": "3 times within the hour"}
    assert folded([rows[0], other, *rows[1:]]) == [once, other, {"when": later, **who}]
    assert folded([{"number": "1"}, {"number": "1"}]) == [{"number": "1"}, {"number": "1"}]


def test_only_the_data_officer_and_directors_answer(field_work, known):
    for person in (field_work.organiser(), field_work.person(Role.DATA_OFFICER, "E09000007")):
        for refused in (
            lambda person=person: report_on(by=person, elector=known),
            lambda person=person: erase(by=person, elector=known, asked_on=JUNE, source="letter"),
            lambda person=person: ask(by=person, elector=known, received_on=JUNE, source="letter"),
        ):
            with pytest.raises(PermissionDenied, match="one month"):
                refused()


def test_a_request_is_due_a_month_after_it_came(field_work, known):
    assert month_after(dt.date(2026, 11, 23)) == dt.date(2026, 12, 23)
    assert month_after(dt.date(2026, 12, 31)) == dt.date(2027, 1, 31)
    assert month_after(dt.date(2028, 1, 31)) == dt.date(2028, 2, 29)
    officer = field_work.person(Role.DATA_OFFICER)
    asked = ask(by=officer, elector=known, received_on=dt.date(2026, 11, 2), source="e-mail")
    assert AuditEntry.objects.get(action="register.subject_request").details["due"] == "2026-12-02"
    answer(by=officer, request=asked)
    first = asked.answered_at
    answer(by=officer, request=asked)
    assert asked.answered_at == first


def test_an_erasure_forgets_what_was_said_and_keeps_the_objection(field_work, known):
    officer = field_work.person(Role.DATA_OFFICER)
    assert forgettable(known)["canvass.contacts"] == 1
    made = erase(by=officer, elector=known, asked_on=timezone.localdate(), source="letter of today")
    event = ContactEvent.objects.get()
    assert (event.note, event.digest, event.outcome) == ("", "", "conversation")
    for gone in (Answer, NewestAnswer, ElectorState, Target, TelephoneNumber, MarkedEntry):
        assert not gone.objects.exists(), gone
    assert set(Lease.objects.values_list("dialled")) <= {("",)}
    (consent,) = known.consents.all()
    assert (consent.line, consent.how, consent.given, consent.wording.text) == ("", "", True, "May we ring you?")
    assert Suppression.objects.get().kind == Suppression.Kind.DO_NOT_CONTACT
    assert BarredLine.objects.get().e164 == LINE
    assert made.gone["register.telephones"] == 1
    assert NOTE not in as_json(report_on(by=officer, elector=known))
    assert forgettable(known) == {}
    assert not callable_electors(Elector.objects.all()).exists()
    assert not knockable_electors(Elector.objects.all()).exists()
    assert AuditEntry.objects.get(action="register.erase").by == officer


def test_an_erasure_is_not_undone_nor_the_log_changed_for_anybody_else(field_work, known):
    erase(by=field_work.person(Role.DATA_OFFICER), elector=known, asked_on=timezone.localdate(), source="letter")
    other = field_work.elector()
    event = ContactEvent.objects.get()
    ContactEvent.objects.create(
        id="12345678-1234-5678-1234-567812345678",
        borough=BARNET,
        ward=other.ward,
        elector=other,
        user=event.user,
        outcome="conversation",
        note=NOTE,
        happened_at=timezone.now(),
        received_at=timezone.now(),
        digest="x",
    )
    theirs = ContactEvent.objects.filter(elector=other)
    for forbidden in (
        Erasure.objects.all().delete,
        lambda: Erasure.objects.update(source="other"),
        lambda: theirs.update(note="", digest="", call_back_at=None),
        lambda: ContactEvent.objects.filter(elector=known).update(note="new"),
        lambda: ContactEvent.objects.filter(elector=known).update(note="", digest="", outcome="refused"),
        lambda: ContactEvent.objects.filter(elector=known)._raw_delete("default"),
    ):
        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
            forbidden()
    assert theirs.get().note == NOTE


def test_an_erasure_leaves_the_way_back_to_everybody_else(load, field_work):
    load(JUNE, entry(1, "Alpha"), entry(2, "Beta"), entry(3, "Gamma"))
    update = load(JULY, entry(4, "Alpha"), entry(5, "Beta"))
    erased, other = Elector.objects.get(surname="Alpha"), Elector.objects.get(surname="Beta")
    erase(by=field_work.person(Role.DIRECTOR), elector=erased, asked_on=JULY, source="letter")
    journal = Journal.of(update)
    for table, column in (("elector", "id"), ("entry", "elector_id")):
        for what in (BEFORE, AFTER):
            part = journal.part(table, what)
            assert part.is_empty() or erased.pk not in part[column]
    assert other.pk in journal.part("elector", BEFORE)["id"]
    undo_import(by=None, made=update)
    numbers = dict(Elector.objects.values_list("surname", "elector_number"))
    assert numbers == {"Alpha": "4", "Beta": "2", "Gamma": "3"}
    assert Elector.objects.get(surname="Gamma").left_at is None


def test_what_a_later_file_says_of_somebody_erased_is_dropped(load, field_work):
    numbers = b"polling_district,number,suffix,telephone,tps_since\nAA,1,0,020 7946 0001,\nAA,2,0,020 7946 0002,\n"
    marked = b"polling_district,number,suffix,election_date,by_post\nAA,1,0,2026-05-07,0\nAA,2,0,2026-05-07,0\n"
    load(JUNE, entry(1, "Alpha"), entry(2, "Beta"), telephones=numbers)
    erased = Elector.objects.get(surname="Alpha")
    erase(by=field_work.person(Role.DIRECTOR), elector=erased, asked_on=JUNE, source="letter")
    load(JULY, entry(1, "Alpha"), entry(2, "Beta"), entry(3, "Gamma"), telephones=numbers)
    import_telephones(by=None, borough=BARNET, content=numbers, source="again")
    import_marked_register(by=None, borough=BARNET, content=marked)
    assert Elector.objects.get(surname="Alpha", left_at=None) == erased
    assert set(TelephoneNumber.objects.values_list("elector__surname", flat=True)) == {"Beta"}
    assert set(MarkedEntry.objects.values_list("elector__surname", flat=True)) == {"Beta"}
    assert set(callable_electors(Elector.objects.all()).values_list("surname", flat=True)) == {"Beta"}


def test_somebody_erased_who_moves_is_still_left_alone(load, field_work):
    load(JUNE, entry(1, "Alpha"))
    erase(by=field_work.person(Role.DIRECTOR), elector=Elector.objects.get(), asked_on=JUNE, source="letter")
    load(JULY, entry(1, "Alpha", address=("9 Other Road",)))
    assert not knockable_electors(Elector.objects.all()).exists()


def test_the_database_itself_refuses_to_give_out_whoever_objects(field_work):
    organiser = field_work.organiser()
    session, caller = field_work.session(organiser), field_work.person()
    refused = []
    for kind, channel in (("do_not_contact", "phone"), ("do_not_call", "phone"), ("do_not_contact", "door")):
        elector = field_work.elector()
        suppress(by=None, elector=elector, kind=kind, source="letter")
        refused.append({"elector": elector, "channel": channel})
    door = field_work.address()
    for kind in ("do_not_knock", "do_not_contact"):
        suppress(by=None, elector=field_work.elector(door), kind=kind, source="letter")
    refused.append({"elector": None, "channel": "door", "household": door.pk})
    now = timezone.now()
    common = {"borough": BARNET, "session": session, "user": caller, "leased_at": now, "expires_at": now}
    for one in refused:
        with pytest.raises(IntegrityError, match="objects"), transaction.atomic():
            Lease.objects.create(**common, **one)
    field_work.elector(door)
    Lease.objects.create(**common, elector=None, channel="door", household=door.pk)  # somebody is left to ask for
    knocked = field_work.elector()
    suppress(by=None, elector=knocked, kind="do_not_knock", source="letter")
    Lease.objects.create(**common, elector=knocked)  # may be rung


def test_a_report_is_printed_however_long_the_words_of_a_consent_are(field_work):
    officer, elector = field_work.person(Role.DATA_OFFICER), field_work.elector()
    words = word_consent(by=officer, channel="phone", purpose="campaign", text="May we ring you about it? " * 600)
    give_consent(by=officer, elector=elector, wording=words, line=LINE, at=timezone.now(), how="on a form")
    assert print_report(report_on(by=officer, elector=elector)).startswith(b"%PDF-")
