"""A TPS file with its date: who joins, who comes off, and what is hardly a TPS file."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from groundgame.campaign.accounts.models import Role
from groundgame.campaign.audit.models import AuditEntry
from groundgame.campaign.register.actions import import_telephones
from groundgame.campaign.register.importing.errors import RegisterFileError
from groundgame.campaign.register.models import Elector, TelephoneNumber, TpsScreening
from groundgame.campaign.register.person.screening import read_numbers, screen_tps
from groundgame.campaign.register.suppression import callable_electors, tps_warning

from .registers import BARNET, JUNE, entry

pytestmark = [pytest.mark.database, pytest.mark.django_db]

CAMDEN = "E09000007"


def ago(days: int) -> dt.date:
    return timezone.localdate() - dt.timedelta(days=days)


def screen(*numbers: str, listed_on: dt.date | None = None, **how):
    content = "\n".join(numbers).encode()
    how = {"by": None, "boroughs": [BARNET], "file_name": "tps.csv", **how}
    return screen_tps(content=content, listed_on=listed_on or timezone.localdate(), **how)


def test_a_listed_number_is_barred_28_days_after_it_can_have_joined_and_an_unlisted_one_comes_off(field_work):
    kept, joins, leaves = (field_work.elector() for _ in range(3))
    TpsScreening.objects.create(borough=BARNET, listed_on=ago(29), file_name="t", numbers=3, listed=1)
    numbers = {each: each.telephone_numbers.get() for each in (kept, joins, leaves)}
    TelephoneNumber.objects.filter(pk=numbers[leaves].pk).update(tps_since=ago(400))
    (made,) = screen(numbers[joins].national, listed_on=ago(28))
    assert (made.numbers, made.listed, made.listed_on) == (3, 1, ago(28))
    assert set(callable_electors(Elector.objects.all())) == {kept, leaves}
    numbers[joins].refresh_from_db()
    assert numbers[joins].tps_since == ago(28)
    screen(numbers[joins].national, listed_on=ago(1))
    numbers[joins].refresh_from_db()
    assert numbers[joins].tps_since == ago(28)  # the first day holds
    assert AuditEntry.objects.filter(action="register.screen_tps").count() == 2


def test_what_joined_after_the_files_day_stays(field_work):
    number = field_work.elector().telephone_numbers.get()
    TelephoneNumber.objects.update(tps_since=ago(3))
    screen("020 7946 0000", listed_on=ago(10))
    number.refresh_from_db()
    assert number.tps_since == ago(3)


def test_numbers_are_read_however_they_are_written():
    written = ["07700 900001", "+447700900002", "447700900003", '"07700900004"', "00447700900005", "020 7946 0006"]
    read = read_numbers("\n".join(written).encode())["e164"].to_list()
    assert read == [f"+44770090000{n}" for n in range(1, 6)] + ["+442079460006"]
    table = b"id,Telephone,status\r\n1,07700900001,TPS\r\n2,07700900001,TPS\r\n"
    assert read_numbers(table)["e164"].to_list() == ["+447700900001"]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "is empty"),
        (b"telephone\n", "no number"),
        (b"07700900001\nAnn\n", "Line 2: 'Ann' is no British"),
        (b"PK\x03\x04junk", "Excel workbook"),
    ],
)
def test_what_is_no_tps_file_is_refused(content, why):
    with pytest.raises(RegisterFileError, match=why):
        read_numbers(content)


def test_a_file_from_which_most_are_missing_is_hardly_whole(field_work):
    numbers = [field_work.elector().telephone_numbers.get() for _ in range(10)]
    screen(*(number.national for number in numbers), listed_on=ago(5))
    with pytest.raises(RegisterFileError, match="Of 10 numbers that are on the TPS so far the file lacks 9"):
        screen(numbers[0].national)
    assert TelephoneNumber.objects.exclude(tps_since=None).count() == 10
    screen(numbers[0].national, accept_unlisted=True)
    assert TelephoneNumber.objects.exclude(tps_since=None).count() == 1


def test_a_day_ahead_or_before_the_last_file_is_refused(field_work):
    field_work.elector()
    screen("020 7946 0000", listed_on=ago(5))
    with pytest.raises(RegisterFileError, match="still to come"):
        screen("020 7946 0000", listed_on=ago(-1))
    with pytest.raises(RegisterFileError, match="was loaded before"):
        screen("020 7946 0000", listed_on=ago(6))


def test_only_those_who_load_registers_load_a_tps_file(field_work):
    field_work.elector()
    with pytest.raises(PermissionDenied):
        screen("020 7946 0000", by=field_work.person(Role.AGENT))
    assert screen("020 7946 0000", by=field_work.organiser())


def test_the_age_of_the_last_file_is_said_when_it_grows_old(field_work):
    assert tps_warning([BARNET]) == ""  # no number there yet
    field_work.elector()
    assert "The numbers of Barnet have never been held against" in tps_warning([BARNET])
    TpsScreening.objects.create(borough=BARNET, listed_on=ago(28), file_name="t", numbers=1, listed=0)
    assert tps_warning([BARNET]) == ""
    TpsScreening.objects.update(listed_on=ago(29))
    assert "29 days ago" in tps_warning([BARNET])


def test_a_number_that_was_never_looked_up_is_barred_at_once_if_it_is_listed(field_work):
    number = field_work.elector().telephone_numbers.get()
    screen(number.national, listed_on=timezone.localdate())  # it may have been there for years
    assert not callable_electors(Elector.objects.all()).exists()


def test_a_number_that_came_after_the_last_file_is_barred_at_once_if_it_is_listed(field_work):
    TpsScreening.objects.create(borough=BARNET, listed_on=ago(7), file_name="t", numbers=1, listed=0)
    number = field_work.elector().telephone_numbers.get()
    TelephoneNumber.objects.update(added_at=timezone.now())
    screen(number.national, listed_on=timezone.localdate())
    assert not callable_electors(Elector.objects.all()).exists()


def test_a_number_that_the_last_file_did_not_name_joined_after_it(field_work):
    number = field_work.elector().telephone_numbers.get()
    screen("020 7946 0000", listed_on=ago(20))
    screen(number.national, listed_on=timezone.localdate())
    number.refresh_from_db()
    assert number.tps_since == ago(19)
    assert callable_electors(Elector.objects.all()).exists()


def test_a_number_that_comes_after_the_last_file_waits_for_the_next(field_work):
    early = field_work.elector()
    screen("020 7946 0000", listed_on=ago(3))
    late, mate = field_work.elector(), field_work.elector(telephone=False)
    line = early.telephone_numbers.get().e164
    TelephoneNumber.objects.create(borough=BARNET, elector=mate, e164=line, source="of the household")
    assert set(callable_electors(Elector.objects.all())) == {early, mate}
    assert "came since the last file of the Telephone Preference Service: 1." in tps_warning([BARNET])
    screen("020 7946 0000", listed_on=ago(1))
    assert set(callable_electors(Elector.objects.all())) == {early, late, mate}
    assert tps_warning([BARNET]) == ""


def test_a_list_of_telephones_after_a_file_waits_whatever_it_says_of_the_tps(load):
    head = b"polling_district,number,suffix,telephone,tps_since\n"
    load(JUNE, entry(1), entry(2, "Gamma"), telephones=head + b"AA,1,,020 7946 0001,\n")
    screen("020 7946 0009")
    both = head + b"AA,1,,020 7946 0001,\nAA,2,,020 7946 0002,\n"
    import_telephones(by=None, borough=BARNET, content=both, source="bought")
    assert [each.e164[-1] for each in TelephoneNumber.objects.filter(unscreened=True)] == ["2"]
    assert callable_electors(Elector.objects.all()).count() == 1


def moved_to_camden(elector: Elector) -> TelephoneNumber:
    """Make an elector, with the number, Camden's."""
    Elector.objects.filter(pk=elector.pk).update(borough=CAMDEN)
    TelephoneNumber.objects.filter(elector=elector).update(borough=CAMDEN)
    return elector.telephone_numbers.get()


def test_what_another_borough_was_held_against_says_nothing_of_ours(field_work):
    number = field_work.elector().telephone_numbers.get()
    moved_to_camden(field_work.elector())
    screen("020 7946 0000", boroughs=[CAMDEN], listed_on=ago(5))  # it may be a firm's answer on Camden's numbers alone
    screen(number.national, listed_on=timezone.localdate())
    assert not callable_electors(Elector.objects.filter(borough=BARNET)).exists()


def test_a_file_for_our_borough_lists_anothers_number_only_where_ours_has_it_too(field_work):
    ours = field_work.elector().telephone_numbers.get()
    shared, theirs = field_work.elector(telephone=False), moved_to_camden(field_work.elector())
    TelephoneNumber.objects.create(borough=BARNET, elector=shared, e164=ours.e164, source="shared")
    moved_to_camden(shared)
    screen(ours.national, theirs.national, by=field_work.organiser())
    assert TelephoneNumber.objects.get(pk=theirs.pk).tps_since is None
    assert not callable_electors(Elector.objects.filter(telephone_numbers__e164=ours.e164)).exists()


def test_a_list_without_days_takes_nobody_off_whom_a_tps_file_names(load):
    head = b"polling_district,number,suffix,telephone,tps_since\n"
    load(JUNE, entry(1), telephones=head + b"AA,1,,020 7946 0001,\n")
    screen("020 7946 0001")
    import_telephones(by=None, borough=BARNET, content=head + b"AA,1,,020 7946 0001,\n", source="again")
    assert TelephoneNumber.objects.get().tps_since is not None
