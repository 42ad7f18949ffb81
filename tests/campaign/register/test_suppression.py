"""Whom we may ring: every mixture of what the law turns on, by SQL and by Django alike."""

import datetime as dt
from itertools import product

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.utils import timezone

from groundgame.campaign.accounts.models import Role
from groundgame.campaign.audit.models import AuditEntry
from groundgame.campaign.register.actions import import_telephones, lift, suppress
from groundgame.campaign.register.models import Elector, Suppression, TelephoneNumber
from groundgame.campaign.register.suppression import CALLABLE_SQL, callable_electors, callable_numbers

from .registers import BARNET, JULY, JUNE, entry

pytestmark = [pytest.mark.database, pytest.mark.django_db]


def by_sql() -> set[int]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT e.id FROM register_elector e WHERE {CALLABLE_SQL}")
        return {row[0] for row in cursor.fetchall()}


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
        number.consented_at, number.wrong_at = now if consented else None, now if wrong else None
        number.save()
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
    agreed.tps_since, agreed.consented_at = timezone.localdate() - dt.timedelta(days=100), timezone.now()
    agreed.save()
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
