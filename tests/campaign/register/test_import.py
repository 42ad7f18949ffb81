"""People are known again from register to register; numbers are not theirs."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied

from groundgame.campaign.accounts.models import Role
from groundgame.campaign.audit.models import AuditEntry
from groundgame.campaign.register.actions import (
    import_absent_voters,
    import_marked_register,
    import_telephones,
    suppress,
)
from groundgame.campaign.register.importing.errors import RegisterFileError
from groundgame.campaign.register.models import (
    AbsentVoter,
    Address,
    Elector,
    MarkedEntry,
    RegisterEntry,
    TelephoneNumber,
)
from groundgame.campaign.register.suppression import callable_electors

from .registers import AUGUST, BARNET, HERE, JULY, JUNE, THERE, WARD, entry, register_file

pytestmark = [pytest.mark.database, pytest.mark.django_db]


def ids() -> dict[str, int]:
    return {elector.name_key: elector.pk for elector in Elector.objects.filter(left_at=None)}


def test_a_first_import_makes_doors_people_and_entries(load):
    made = load(
        JUNE,
        entry(1, "Alpha", "Beta", address=("Flat 2", "5 High Road", "London")),
        entry(1, "Gamma", "Delta", suffix=1, address=("Flat 2, 5 High Road",), markers="B"),
        entry(2, "Far", "Away", markers="F", postcode="", address=()),
        entry(3, markers="N"),
    )
    assert (made.row_count, made.added_count, made.matched_count, made.left_count) == (4, 4, 0, 0)
    door = Address.objects.get()
    assert (door.flat, door.number, door.street, door.postcode, door.ward) == ("Flat 2", 5, "High Road", HERE[0], WARD)
    alpha, gamma = Elector.objects.get(surname="Alpha"), Elector.objects.get(surname="Gamma")
    assert alpha.address == gamma.address == door
    assert (alpha.elector_number, gamma.elector_number) == ("1", "1/1")
    assert (gamma.franchise_markers, gamma.joined_at, gamma.left_at) == ("B", JUNE, None)
    assert Elector.objects.filter(address=None).count() == 2
    assert RegisterEntry.objects.filter(register=made.register).count() == 4


def test_a_person_is_known_again_under_another_number_and_another_spelling(load):
    load(JUNE, entry(1, "O'Neill", "Zoë"), entry(2, "Beta"))
    before = ids()
    made = load(JULY, entry(1, "Beta"), entry(2, "O’NEILL", "Zoe"), entry(3, "Newcomer"))
    assert (made.added_count, made.matched_count, made.left_count) == (1, 2, 0)
    assert {key: pk for key, pk in ids().items() if key in before} == before
    person = Elector.objects.get(pk=before["ONEILL|ZOE"])
    assert (person.elector_number, person.surname, person.joined_at) == ("2", "O’NEILL", JUNE)
    assert list(person.entries.order_by("register__published_on").values_list("number", flat=True)) == [1, 2]


def test_who_is_no_longer_named_has_left_and_who_comes_back_is_the_same_person(load):
    load(JUNE, entry(1, "Alpha"), entry(2, "Beta"))
    alpha = Elector.objects.get(surname="Alpha")
    suppress(by=None, elector=alpha, kind="do_not_call", source="letter")
    load(JULY, entry(1, "Beta"))
    alpha.refresh_from_db()
    assert alpha.left_at == JULY
    load(AUGUST, entry(1, "Beta"), entry(2, "Alpha"))
    alpha.refresh_from_db()
    assert (alpha.left_at, alpha.elector_number) == (None, "2")
    assert alpha.suppressions.filter(lifted_at=None).count() == 1


def test_who_moves_within_the_borough_is_new_at_the_new_door(load):
    load(JUNE, entry(1, "Alpha"))
    made = load(JULY, entry(1, "Alpha", address=("9 Low Road",)))
    assert (made.added_count, made.left_count) == (1, 1)


def test_a_tenant_who_left_and_one_of_the_same_name_who_came_are_one_row_at_that_door(load):
    load(JUNE, entry(1, "Alpha"), entry(2, "Beta"))
    load(JULY, entry(1, "Beta"))
    load(AUGUST, entry(1, "Beta"), entry(2, "Alpha"))
    assert Elector.objects.filter(surname="Alpha").count() == 1


def test_two_of_one_name_at_one_door_stay_two(load):
    load(JUNE, entry(1, "Alpha"), entry(2, "Alpha"))
    before = ids()
    made = load(JULY, entry(5, "Alpha"), entry(6, "Alpha"), entry(7, "Alpha"))
    assert (made.matched_count, made.added_count) == (2, 1)
    assert {key: ids()[key] for key in before} == before


def test_anonymous_entries_are_never_taken_for_somebody(load):
    load(JUNE, entry(1), entry(2, markers="N"))
    made = load(JULY, entry(2, markers="N"), entry(1))
    assert (made.added_count, made.matched_count, made.left_count) == (1, 1, 1)
    assert not Elector.objects.exclude(name_key="").filter(franchise_markers="N").exists()


def test_an_overseas_elector_is_known_again_by_name(load):
    lines = [entry(1), entry(2, "Far", "Away", markers="F", postcode="", address=())]
    load(JUNE, *lines)
    assert load(JULY, entry(3, "Far", "Away", markers="F", postcode="", address=()), entry(1)).matched_count == 2


def test_redrawn_districts_move_doors_and_people_to_their_new_ward(load):
    load(JUNE, entry(1, "Alpha"))
    redrawn = [
        entry(1, "Alpha", district="BA"),
        *(entry(n, f"N{'xyz'[n - 2]}", district="BA", postcode=THERE[0]) for n in (2, 3, 4)),
    ]
    load(JULY, *redrawn)
    alpha = Elector.objects.get(surname="Alpha")
    assert alpha.ward == alpha.address.ward != WARD
    assert (alpha.polling_district, alpha.address.polling_district) == ("BA", "BA")


def test_a_date_of_attainment_is_kept_while_it_is_to_come_and_a_date_of_birth_never(load):
    load(JUNE, entry(1, "Alpha", born="02/06/2026"), entry(2, "Beta", born="12/03/1980"), entry(3, "Gamma"))
    dates = dict(Elector.objects.values_list("surname", "date_of_attainment"))
    assert dates == {"Alpha": dt.date(2026, 6, 2), "Beta": None, "Gamma": None}
    load(JULY, entry(1, "Alpha", born="02/06/2026"), entry(2, "Beta"), entry(3, "Gamma"))
    assert Elector.objects.filter(date_of_attainment=None).count() == 3


def test_text_that_means_something_to_the_database_arrives_as_it_is(load):
    load(JUNE, entry(1, r"Back\slash", "Ta\tb"), entry(2, r"\N", "Nought"))
    assert set(Elector.objects.values_list("surname", flat=True)) == {r"Back\slash", r"\N"}
    made = load(JULY, entry(1, r"Back\slash", "Ta\tb"), entry(2, r"\N", "Nought"), entry(3, "Third"))
    assert made.matched_count == 2


def test_boroughs_do_not_touch_each_other(load):
    load(JUNE, entry(1, "Alpha"))
    camden = [entry(1, "Alpha", postcode="NW1 0AA"), entry(2, "Beta", postcode="NW1 0AA")]
    load(JUNE, content=register_file(camden), borough="E09000007")
    assert Elector.objects.filter(borough=BARNET, left_at=None).count() == 1
    assert Elector.objects.filter(borough="E09000007").count() == 2


def test_references_are_checked_again_after_an_import(load):
    load(JUNE, entry(1))
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('session_replication_role')")
        assert cursor.fetchone() == ("origin",)
        # What the import wrote without row-by-row checks satisfies every foreign key.
        for table, column, target in (
            ("register_elector", "address_id", "register_address"),
            ("register_registerentry", "elector_id", "register_elector"),
            ("register_registerentry", "register_id", "register_register"),
        ):
            cursor.execute(
                f"SELECT count(*) FROM {table} t WHERE {column} IS NOT NULL "
                f"AND NOT EXISTS (SELECT 1 FROM {target} r WHERE r.id = t.{column})"
            )
            assert cursor.fetchone() == (0,)


@pytest.mark.parametrize("role", [None, Role.VOLUNTEER, Role.AGENT])
def test_only_who_manages_the_borough_loads_its_register(load, field_work, role):
    with pytest.raises(PermissionDenied):
        load(JUNE, entry(1), by=field_work.person(role))
    assert not Elector.objects.exists()


def test_an_organiser_loads_and_the_audit_trail_says_so(load, field_work):
    organiser = field_work.organiser()
    made = load(JUNE, entry(1), by=organiser)
    trail = AuditEntry.objects.get(action="register.import")
    assert (trail.by, trail.area, trail.details["row_count"]) == (organiser, BARNET, 1)
    assert made.by == organiser
    with pytest.raises(PermissionDenied):
        load(JUNE, entry(1), by=organiser, borough="E09000007")


def test_telephones_join_the_electors_whom_the_numbers_name(load):
    content = (
        b"polling_district,number,suffix,telephone,tps_since\nAA,1,,020 7946 0001,\naa,1,1,07700 900001,2020-01-31\n"
    )
    load(JUNE, entry(1, "Alpha"), entry(1, "Beta", suffix=1), telephones=content, telephones_name="list.csv")
    numbers = {number.elector.surname: number for number in TelephoneNumber.objects.all()}
    assert (numbers["Alpha"].e164, numbers["Alpha"].tps_since) == ("+442079460001", None)
    assert (numbers["Beta"].e164, numbers["Beta"].tps_since) == ("+447700900001", dt.date(2020, 1, 31))
    assert numbers["Alpha"].source == "list.csv"


def test_a_later_list_brings_the_tps_up_to_date_and_keeps_what_we_learnt(load):
    head = b"polling_district,number,suffix,telephone,tps_since\n"
    load(JUNE, entry(1, "Alpha"), telephones=head + b"AA,1,0,020 7946 0001,\n")
    TelephoneNumber.objects.update(wrong_at=dt.datetime(2026, 6, 2, tzinfo=dt.UTC))
    import_telephones(by=None, borough=BARNET, content=head + b"AA,1,0,+44 20 7946 0001,2026-06-30\n", source="later")
    number = TelephoneNumber.objects.get()
    assert number.tps_since == dt.date(2026, 6, 30)
    assert number.wrong_at is not None


def test_a_number_on_the_tps_is_on_it_for_everybody_whom_it_reaches(load):
    head = b"polling_district,number,suffix,telephone,tps_since\n"
    camden = register_file([entry(1, "Delta", postcode="NW1 0AA")])
    load(JUNE, content=camden, borough="E09000007", telephones=head + b"AA,1,0,020 7946 0001,\n")
    load(JUNE, entry(1, "Alpha"), entry(2, "Beta"), telephones=head + b"AA,1,0,020 7946 0001,\n")
    both = head + b"AA,2,0,020 7946 0001,2020-01-31\nAA,1,0,020 7946 0002,\n"
    import_telephones(by=None, borough=BARNET, content=both, source="later")
    listed = TelephoneNumber.objects.filter(e164="+442079460001").values_list("elector__surname", "tps_since")
    assert dict(listed) == dict.fromkeys(("Alpha", "Beta", "Delta"), dt.date(2020, 1, 31))
    assert TelephoneNumber.objects.get(e164="+442079460002").tps_since is None
    callable_names = callable_electors(Elector.objects.all()).values_list("surname", flat=True)
    assert list(callable_names) == ["Alpha"]


def test_who_gets_a_number_that_is_known_to_be_on_the_tps_has_it_listed(load):
    head = b"polling_district,number,suffix,telephone,tps_since\n"
    load(JUNE, entry(1, "Alpha"), telephones=head + b"AA,1,0,020 7946 0001,2020-01-31\n")
    load(JULY, entry(1, "Beta"), telephones=head + b"AA,1,0,020 7946 0001,\n")
    assert TelephoneNumber.objects.get(elector__surname="Beta").tps_since == dt.date(2020, 1, 31)


def test_a_list_that_holds_everybody_of_a_number_takes_it_off_the_tps(load):
    listed = (
        b"polling_district,number,suffix,telephone,tps_since\n"
        b"AA,1,0,020 7946 0001,2020-01-31\nAA,2,0,020 7946 0001,2020-01-31\n"
    )
    load(JUNE, entry(1, "Alpha"), entry(2, "Beta"), telephones=listed)
    import_telephones(by=None, borough=BARNET, content=listed.replace(b"2020-01-31", b""), source="later")
    assert set(TelephoneNumber.objects.values_list("tps_since", flat=True)) == {None}


@pytest.mark.parametrize(
    "telephone", ["12345", "0207946", "01000 000000", "999", "020 7946 00011", "07700 9000011", "nobody"]
)
def test_digits_that_are_no_telephone_are_refused_with_their_line(load, telephone):
    content = f"polling_district,number,suffix,telephone,tps_since\nAA,1,0,{telephone},\n".encode()
    load(JUNE, entry(1, "Alpha"))
    with pytest.raises(RegisterFileError) as refused:
        import_telephones(by=None, borough=BARNET, content=content, source="list")
    assert f"Line 2: {telephone!r} is no British telephone number" in str(refused.value)
    assert not TelephoneNumber.objects.exists()


@pytest.mark.parametrize(
    ("telephone", "e164"),
    [
        ("(020) 7946-0001", "+442079460001"),
        ("+44 (0)20 7946 0001", "+442079460001"),
        ("07700 900001", "+447700900001"),
        ("0161 496 0001", "+441614960001"),
        ("01632 960001", "+441632960001"),
        ("0044 7700 900001", "+447700900001"),
        ("0800 1111", "+448001111"),
    ],
)
def test_telephones_are_read_in_every_spacing_and_length(load, telephone, e164):
    content = f"polling_district,number,suffix,telephone,tps_since\nAA,1,0,{telephone},\n".encode()
    load(JUNE, entry(1, "Alpha"), telephones=content)
    assert TelephoneNumber.objects.get().e164 == e164


def test_marked_registers_and_absent_voters_are_recorded_once(load):
    load(JUNE, entry(1, "Alpha"), entry(2, "Beta"))
    marked = b"polling_district,number,suffix,election_date,by_post\nAA,1,0,2024-07-04,1\nAA,2,0,2024-07-04,0\n"
    absent = b"polling_district,number,suffix,election_date,kind\nAA,1,0,2024-07-04,postal\n"
    for _ in range(2):
        assert import_marked_register(by=None, borough=BARNET, content=marked).rows == 2
        assert import_absent_voters(by=None, borough=BARNET, content=absent).rows == 1
    assert {vote.elector.surname: vote.by_post for vote in MarkedEntry.objects.all()} == {"Alpha": True, "Beta": False}
    assert AbsentVoter.objects.get().elector.surname == "Alpha"
