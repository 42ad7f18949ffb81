"""Whom we may ring and knock for: every mixture of what the law turns on, by SQL and by Django alike."""

import datetime as dt
from itertools import product

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from groundgame.campaign.accounts.models import Role
from groundgame.campaign.audit.models import AuditEntry
from groundgame.campaign.register.actions import import_telephones, lift, suppress
from groundgame.campaign.register.models import (
    Channel,
    ConsentWording,
    Elector,
    Suppression,
    TelephoneNumber,
)
from groundgame.campaign.register.models.consent import Purpose
from groundgame.campaign.register.person.consents import give_consent, withdraw_consent, word_consent
from groundgame.campaign.register.suppression import (
    BARS,
    CALLABLE_SQL,
    KNOCKABLE_SQL,
    callable_electors,
    callable_numbers,
    knockable_electors,
    reachable_electors,
)

from .registers import BARNET, JULY, JUNE, entry

pytestmark = [pytest.mark.database, pytest.mark.django_db]


def by_sql() -> set[int]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT e.id FROM register_elector e WHERE {CALLABLE_SQL}")
        return {row[0] for row in cursor.fetchall()}


def agree(number: TelephoneNumber) -> None:
    """Write into the ledger that a number may be rung though it is on the TPS."""
    known = {"channel": Channel.PHONE, "purpose": Purpose.CAMPAIGN, "version": 1}
    wording, _ = ConsentWording.objects.get_or_create(**known, defaults={"text": "May we ring you?"})
    give_consent(by=None, elector=number.elector, wording=wording, line=number.e164, at=timezone.now(), how="test")


def by_django() -> set[int]:
    return set(callable_electors(Elector.objects.all()).values_list("pk", flat=True))


def test_sql_and_django_agree_on_every_mixture(field_work):
    today, now = timezone.localdate(), timezone.now()
    tps = (None, 1, 27, 28, 29, 4000)
    objections = (None, "do_not_contact", "do_not_call", "no_profiling", "lifted")
    ages = (None, -1, 700, 740)
    expected = set()
    for days, consented, wrong, objection, attains in product(tps, (0, 1), (0, 1), objections, ages):
        elector = field_work.elector()
        number = elector.telephone_numbers.get()
        number.tps_since = today - dt.timedelta(days=days) if days else None
        number.wrong_at = now if wrong else None
        number.save()
        if consented:
            agree(number)
        elector.date_of_attainment = today + dt.timedelta(days=attains) if attains else None
        elector.save()
        if objection:
            lifted = now if objection == "lifted" else None
            kind = "do_not_call" if lifted else objection
            Suppression.objects.create(
                borough=elector.borough, elector=elector, kind=kind, since=now, lifted_at=lifted, source="test"
            )
        reachable = not wrong and (days is None or days < 28 or consented)
        if reachable and objection not in {"do_not_contact", "do_not_call"} and attains != 740:
            expected.add(elector.pk)
    assert by_django() == expected
    assert by_sql() == expected


def test_a_number_that_was_held_against_no_file_is_rung_only_if_it_was_agreed_to(field_work):
    expected, long_ago = set(), timezone.localdate() - dt.timedelta(days=100)
    for unscreened, days, consented in product((False, True), (None, 3, 100), (False, True)):
        elector = field_work.elector()
        number = elector.telephone_numbers.get()
        since = None if days is None else timezone.localdate() - dt.timedelta(days=days)
        TelephoneNumber.objects.filter(pk=number.pk).update(unscreened=unscreened, tps_since=since)
        if consented:
            agree(number)
        if consented or (not unscreened and (since is None or since > long_ago)):
            expected.add(elector.pk)
    assert by_sql() == by_django() == expected


def test_without_a_number_or_after_leaving_or_without_a_name_nobody_is_rung(field_work):
    field_work.elector(telephone=False)
    Elector.objects.filter(pk=field_work.elector().pk).update(left_at=timezone.localdate())
    Elector.objects.filter(pk=field_work.elector().pk).update(name_key="")
    assert by_sql() == by_django() == set()


def test_of_two_numbers_only_the_one_that_may_be_rung_is_given(field_work):
    elector = field_work.elector()
    listed, free = elector.telephone_numbers.get(), field_work.number(elector)
    listed.tps_since = timezone.localdate() - dt.timedelta(days=100)
    listed.save()
    assert list(callable_numbers(elector)) == [free]
    suppress(by=None, elector=elector, kind="do_not_call", source="test")
    assert list(callable_numbers(elector)) == []


def test_of_two_that_may_be_rung_the_one_that_is_not_on_the_tps_comes_first(field_work):
    elector = field_work.elector()
    agreed, free, lately = elector.telephone_numbers.get(), field_work.number(elector), field_work.number(elector)
    agreed.tps_since = timezone.localdate() - dt.timedelta(days=100)
    agreed.save()
    agree(agreed)
    lately.tps_since = timezone.localdate() - dt.timedelta(days=3)
    lately.save()
    assert list(callable_numbers(elector)) == [free, agreed, lately]


def test_a_line_on_which_somebody_objected_is_rung_for_nobody(field_work):
    objector, other = field_work.elector(), field_work.elector(telephone=False)
    line = objector.telephone_numbers.get().e164
    TelephoneNumber.objects.create(borough=other.borough, elector=other, e164=line, source="shared")
    held = suppress(by=None, elector=objector, kind="do_not_call", source="said so")
    assert by_sql() == by_django() == set()
    second = field_work.number(other)
    assert by_sql() == by_django() == {other.pk}
    assert list(callable_numbers(other)) == [second]
    lift(by=field_work.organiser(), suppression=held, source="rang us")
    assert by_sql() == by_django() == {objector.pk, other.pk}


def test_two_objections_on_one_line_must_both_be_lifted(field_work):
    one, two = field_work.elector(), field_work.elector(telephone=False)
    line = one.telephone_numbers.get().e164
    TelephoneNumber.objects.create(borough=two.borough, elector=two, e164=line, source="shared")
    first, second = (suppress(by=None, elector=each, kind="do_not_call", source="said so") for each in (one, two))
    organiser = field_work.organiser()
    lift(by=organiser, suppression=first, source="rang us")
    assert by_sql() == by_django() == set()
    lift(by=organiser, suppression=second, source="rang us")
    assert by_sql() == by_django() == {one.pk, two.pk}


def test_who_objects_to_profiling_alone_may_be_rung(field_work):
    elector = field_work.elector()
    suppress(by=None, elector=elector, kind="no_profiling", source="letter")
    assert by_sql() == by_django() == {elector.pk}


def test_somebody_whose_name_is_spelt_anew_is_still_not_rung(load):
    numbers = b"polling_district,number,suffix,telephone,tps_since\nAA,1,0,020 7946 0001,\n"
    load(JUNE, entry(1, "Alpha", "Jon"), telephones=numbers)
    suppress(by=None, elector=Elector.objects.get(), kind="do_not_call", source="on the telephone")
    load(JULY, entry(1, "Alpha", "Jonathan"), telephones=numbers)
    assert Elector.objects.get(left_at=None).forename == "Jonathan"
    assert by_sql() == by_django() == set()


def test_a_number_found_later_of_somebody_who_objected_is_barred_for_the_household(load):
    head = b"polling_district,number,suffix,telephone,tps_since\n"
    load(JUNE, entry(1, "Alpha"), entry(2, "Beta"))
    suppress(by=None, elector=Elector.objects.get(surname="Alpha"), kind="do_not_contact", source="letter")
    both = head + b"AA,1,0,020 7946 0001,\nAA,2,0,020 7946 0001,\n"
    import_telephones(by=None, borough=BARNET, content=both, source="list")
    assert by_sql() == by_django() == set()


def test_an_objection_holds_at_once_and_twice_is_once(field_work):
    elector, volunteer = field_work.elector(), field_work.person(Role.VOLUNTEER)
    first = suppress(by=volunteer, elector=elector, kind="do_not_call", source="on the telephone")
    assert suppress(by=volunteer, elector=elector, kind="do_not_call", source="again") == first
    assert by_sql() == set()
    assert AuditEntry.objects.filter(action="register.suppress").count() == 1


def test_an_unknown_objection_is_refused(field_work):
    with pytest.raises(ValueError, match="'nothing' is not a valid"):
        suppress(by=None, elector=field_work.elector(), kind="nothing", source="test")


def test_only_field_staff_of_the_ward_lift_an_objection(field_work):
    elector = field_work.elector()
    held = suppress(by=None, elector=elector, kind="do_not_contact", source="letter")
    for person in (field_work.person(Role.VOLUNTEER), field_work.person(Role.ORGANISER, "E09000007")):
        with pytest.raises(PermissionDenied):
            lift(by=person, suppression=held, source="said so")
    assert by_sql() == set()
    lift(by=field_work.organiser(), suppression=held, source="said so")
    assert by_sql() == {elector.pk}
    assert AuditEntry.objects.get(action="register.lift").details["source"] == "said so"
    suppress(by=None, elector=elector, kind="do_not_contact", source="letter again")
    assert by_sql() == set()


KINDS = (None, *Suppression.Kind.values)


def _asked(sql: str) -> set[int]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return {row[0] for row in cursor.fetchall()}


def test_which_objection_closes_which_channel(field_work):
    shut = {channel: {str(kind) for kind in kinds} for channel, kinds in BARS.items()}
    assert shut == {
        "phone": {"do_not_contact", "do_not_call"},
        "door": {"do_not_contact", "do_not_knock"},
        "letter": {"do_not_contact", "do_not_write"},
        "email": {"do_not_contact"},
        "text": {"do_not_contact"},
    }
    assert set(BARS) == set(Channel.values)


def test_whom_to_ask_for_at_a_door_by_sql_and_by_django(field_work):
    people = set()
    for first, second in product(KINDS, KINDS):
        door = field_work.address()
        for kind in (first, second):
            elector = field_work.elector(door, telephone=False)
            if kind:
                suppress(by=None, elector=elector, kind=kind, source="said so")
            if kind not in {"do_not_contact", "do_not_knock"}:
                people.add(elector.pk)
    young, gone, nameless = (field_work.elector() for _ in range(3))
    later = timezone.localdate() + dt.timedelta(days=900)
    Elector.objects.filter(pk=young.pk).update(date_of_attainment=later)
    Elector.objects.filter(pk=gone.pk).update(left_at=timezone.localdate())
    Elector.objects.filter(pk=nameless.pk).update(name_key="")
    Elector.objects.filter(pk=field_work.elector().pk).update(address=None)
    assert set(knockable_electors(Elector.objects.all()).values_list("pk", flat=True)) == people
    assert _asked(f"SELECT e.id FROM register_elector e WHERE {KNOCKABLE_SQL}") == people


def test_e_mail_and_texts_go_only_to_those_who_agreed_and_have_not_withdrawn(field_work):
    agreed, withdrew, silent, objects = (field_work.elector() for _ in range(4))
    officer = field_work.person(Role.DATA_OFFICER)
    words = word_consent(by=officer, channel="email", purpose="campaign", text="May we write to you?")
    for elector in (agreed, withdrew, objects):
        give_consent(by=officer, elector=elector, wording=words, line="a@example.org", at=timezone.now(), how="form")
    withdraw_consent(by=None, elector=withdrew, channel="email", at=timezone.now(), how="a reply")
    suppress(by=None, elector=objects, kind="do_not_contact", source="letter")
    everybody = Elector.objects.all()
    assert set(reachable_electors(everybody, Channel.EMAIL)) == {agreed}
    assert not reachable_electors(everybody, Channel.TEXT).exists()
    assert set(reachable_electors(everybody, Channel.LETTER)) == {agreed, withdrew, silent}
    assert set(reachable_electors(everybody, Channel.DOOR)) == {agreed, withdrew, silent}
    assert set(reachable_electors(everybody, Channel.PHONE)) == {agreed, withdrew, silent}


def test_a_number_on_the_tps_is_rung_by_the_ledger_alone(field_work):
    elector, officer = field_work.elector(), field_work.person(Role.DATA_OFFICER)
    number = elector.telephone_numbers.get()
    number.tps_since = timezone.localdate() - dt.timedelta(days=100)
    number.save()
    assert by_sql() == by_django() == set()
    with pytest.raises(IntegrityError, match="no consent"), transaction.atomic():
        TelephoneNumber.objects.filter(pk=number.pk).update(consented_at=timezone.now())
    words = word_consent(by=officer, channel="phone", purpose="campaign", text="May we ring you?")
    at = timezone.now() - dt.timedelta(days=2)
    with pytest.raises(ValidationError, match="Name the number"):
        give_consent(by=officer, elector=elector, wording=words, line="", at=at, how="at the door")
    soon = timezone.now() + dt.timedelta(days=1)
    with pytest.raises(ValidationError, match="still to come"):
        give_consent(by=officer, elector=elector, wording=words, line=number.e164, at=soon, how="at the door")
    give_consent(by=officer, elector=elector, wording=words, line=number.e164, at=at, how="at the door")
    number.refresh_from_db()
    assert number.consented_at == at
    assert by_sql() == by_django() == {elector.pk}
    # Late news of an older withdrawal changes nothing; a newer one, for all lines, does.
    withdraw_consent(by=None, elector=elector, channel="phone", at=at - dt.timedelta(days=9), how="a letter, late")
    assert by_sql() == {elector.pk}
    withdraw_consent(by=None, elector=elector, channel="phone", at=timezone.now(), how="on the telephone")
    assert by_sql() == by_django() == set()


def test_consent_for_one_line_is_none_for_another_nor_for_another_person(field_work):
    elector, other = field_work.elector(), field_work.elector()
    second = field_work.number(elector)
    TelephoneNumber.objects.update(tps_since=timezone.localdate() - dt.timedelta(days=100))
    agree(second)
    assert list(callable_numbers(elector)) == [second]
    assert by_sql() == by_django() == {elector.pk}
    assert other.pk not in by_sql()


def test_words_are_kept_by_version_and_nothing_in_the_ledger_changes(field_work):
    officer, elector = field_work.person(Role.DATA_OFFICER), field_work.elector()
    first = word_consent(by=officer, channel="text", purpose="campaign", text="May we text you?")
    second = word_consent(by=officer, channel="text", purpose="campaign", text="May we text you about elections?")
    assert (first.version, second.version) == (1, 2)
    made = give_consent(by=officer, elector=elector, wording=first, line="+447700900001", at=timezone.now(), how="form")
    for forbidden in (
        lambda: ConsentWording.objects.update(text="other"),
        lambda: type(made).objects.update(how="other"),
        lambda: type(made).objects.update(line="", how=""),  # only of somebody who was erased
        made.delete,
    ):
        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
            forbidden()
    assert made.wording.text == "May we text you?"


def test_who_may_set_the_words_and_record_a_consent(field_work):
    elector = field_work.elector()
    words = {"channel": "text", "purpose": "campaign", "text": "May we text you?"}
    for role in (Role.ORGANISER, Role.AGENT, Role.VOLUNTEER):
        with pytest.raises(PermissionDenied, match="data officer"):
            word_consent(by=field_work.person(role), **words)
    wording = word_consent(by=field_work.person(Role.DIRECTOR), **words)
    said = {"elector": elector, "wording": wording, "line": "+447700900001", "at": timezone.now(), "how": "form"}
    for person in (field_work.person(Role.VOLUNTEER), field_work.person(Role.ORGANISER, "E09000007")):
        with pytest.raises(PermissionDenied, match="elector's ward"):
            give_consent(by=person, **said)
    give_consent(by=field_work.person(Role.AGENT), **said)
    assert AuditEntry.objects.filter(action="register.give_consent").count() == 1
