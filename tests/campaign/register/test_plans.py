"""A register is looked at, applied and taken back; monthly updates; who is known again."""

import datetime as dt
import os

import pytest
from django.db import connection
from django.utils import timezone

from groundgame.campaign.audit.retention import retain
from groundgame.campaign.canvass.models import Target
from groundgame.campaign.doorstep.models import Walk, WalkDoor
from groundgame.campaign.register.actions import (
    apply_import,
    decide_match,
    import_register,
    look_again,
    look_at,
    suppress,
    undo_import,
)
from groundgame.campaign.register.importing import RegisterImportError
from groundgame.campaign.register.models import (
    Elector,
    MatchDecision,
    Register,
    RegisterEntry,
    RegisterImport,
    Suppression,
    TelephoneNumber,
    WardCount,
)

from .registers import AUGUST, BARNET, HERE, JULY, JUNE, THERE, WARD, entry, register_file

pytestmark = [pytest.mark.database, pytest.mark.django_db]

HEADER = "ChangeTypeID,PDCode,RollNo,ElectorSurname,ElectorForename,FranchiseMarker,RegisteredAddress1,PostCode"


@pytest.fixture(autouse=True)
def home(settings, tmp_path):
    settings.GROUNDGAME_HOME = tmp_path
    return tmp_path


def update(*lines: str) -> bytes:
    return "\n".join([HEADER, *lines]).encode()


def everything() -> dict[str, list[tuple]]:
    """Return every row of every table that an import writes."""
    tables = ("address", "elector", "registerentry", "register", "wardcount", "suppression", "barredline")
    held = {}
    with connection.cursor() as cursor:
        for table in (*tables, "telephonenumber", "matchdecision"):
            cursor.execute(f"SELECT * FROM register_{table}")
            held[table] = sorted(cursor.fetchall(), key=repr)
    return held


def living() -> dict[str, str]:
    rows = Elector.objects.filter(left_at=None).values_list("forename", "polling_district", "elector_number")
    return {forename: f"{district}-{number}" for forename, district, number in rows}


FIRST = (
    entry(1, "Alpha", "Ann", address=("1 High Road",)),
    entry(2, "Alpha", "Bob", address=("1 High Road",)),
    entry(3, "Alpha", "Bob", address=("1 High Road",)),
    entry(4, "Gamma", "Carol Jane", address=("Flat 2", "5 High Road")),
    entry(5, "Gamma", "Dan Lee", address=("Flat 2", "5 High Road")),
    entry(6, "Delta", "Eve", address=("9 High Road",), born="01/03/2027"),
    entry(7, markers="N"),
    entry(8, "Far", "Fay", markers="F", postcode="", address=()),
)
# New numbers; a short form, a household at another door, somebody gone, somebody come, a door in another ward.
SECOND = (
    entry(11, "Alpha", "Robert", address=("1 High Road",)),
    entry(12, "Alpha", "Bob", address=("1 High Road",)),
    entry(13, "Gamma", "Carol Jane", address=("30 Low Road",), markers="B"),
    entry(14, "Gamma", "Dan Lee", address=("30 Low Road",)),
    entry(1, "Delta", "Eve", address=("9 High Road",), district="BA", postcode=THERE[0]),
    entry(15, "New", "Gus", address=("9 High Road",)),
    entry(16, markers="N"),
)


def test_undone_everything_is_as_it_was(load):
    load(JUNE, *FIRST, telephones=b"polling_district,number,suffix,telephone,tps_since\nAA,1,0,020 7946 0001,\n")
    suppress(by=None, elector=Elector.objects.get(forename="Ann"), kind="do_not_call", source="letter")
    before = everything()
    numbers = b"polling_district,number,suffix,telephone,tps_since\nAA,15,0,020 7946 0002,\nAA,12,0,020 7946 0003,\n"
    made = load(JULY, *SECOND, telephones=numbers)
    assert (made.moved_count, made.left_count) == (2, 4)
    undo_import(by=None, made=made)
    assert everything() == before
    assert RegisterImport.objects.get(pk=made.pk).state == "undone"
    again = load(JULY, *SECOND)
    assert again.added_count == made.added_count


def test_an_update_undone_leaves_everything_as_it_was(load):
    load(JUNE, *FIRST)
    before = everything()
    lines = (
        "D,AA,1.000,,,,,",
        f"M,AA,4.000,Married,Carol Jane,,5 Other Road,{HERE[0]}",
        f"N,AA,90.000,New,Hal,,7 Mid Road,{HERE[0]}",
    )
    made = import_register(by=None, borough=BARNET, published_on=JULY, content=update(*lines), file_name="july.csv")
    assert everything() != before
    undo_import(by=None, made=made)
    assert everything() == before


def test_nothing_is_undone_on_which_a_later_register_stands(load):
    first = load(JUNE, *FIRST)
    load(JULY, *SECOND)
    with pytest.raises(RegisterImportError, match=r"published on 1 July 2026 stands on this one\. Undo that one first"):
        undo_import(by=None, made=first)


def test_undoing_never_loses_what_was_added_since(load):
    load(JUNE, *FIRST)
    made = load(JULY, *SECOND)
    gus = Elector.objects.get(forename="Gus")
    suppress(by=None, elector=gus, kind="do_not_contact", source="on the doorstep")
    Elector.objects.filter(forename="Robert").update(surname="Corrected")
    undone = undo_import(by=None, made=made)
    gus.refresh_from_db()
    assert gus.left_at == JULY
    assert gus.suppressions.filter(lifted_at=None).exists()
    assert (undone.kept, undone.changed_since) == (1, 1)
    assert Elector.objects.filter(surname="Corrected").exists()


def test_what_was_looked_at_is_what_is_applied_or_nothing(load, home):
    load(JUNE, *FIRST)
    before = everything()
    made = look_at(by=None, borough=BARNET, published_on=AUGUST, content=register_file(SECOND), file_name="a.csv")
    assert (everything(), made.state) == (before, "looked_at")
    load(JULY, *FIRST, entry(20, "Late", "Comer"))
    between = everything()
    with pytest.raises(RegisterImportError, match="changed since you looked"):
        apply_import(by=None, made=made, accept_leavers=True)
    assert everything() == between
    made.refresh_from_db()
    assert "look at it again" in made.message
    assert (home / "imports" / str(made.pk)).is_dir()


def test_an_update_adds_changes_and_ends_and_numbers_keep_their_history(load):
    load(JUNE, *FIRST)
    ids = dict(Elector.objects.filter(left_at=None).values_list("forename", "pk"))
    lines = (
        "D,AA,1.000,,,,,",
        f'M,AA,4.000,Wed,Carol Jane,B,"Flat 2, 5 High Road",{HERE[0]}',
        f"N,AA,5.001,Newcomer,Hal,,7 Mid Road,{HERE[0]}",
        f"M,AA,77.000,Unknown,Ida,,7 Mid Road,{HERE[0]}",
        "D,AA,4711.000,,,,,",
    )
    made = import_register(by=None, borough=BARNET, published_on=JULY, content=update(*lines), file_name="july.csv")
    assert (made.kind, made.added_count, made.matched_count, made.left_count) == ("update", 2, 1, 1)
    carol = Elector.objects.get(pk=ids["Carol Jane"])
    assert (carol.surname, carol.franchise_markers, carol.left_at) == ("Wed", "B", None)
    assert living()["Hal"] == "AA-5/1"
    assert Elector.objects.get(pk=ids["Ann"]).left_at == JULY
    ann = RegisterEntry.objects.get(elector=ids["Ann"])
    assert (ann.until, ann.held_on(JUNE), ann.held_on(JULY)) == (JULY, True, False)
    assert Register.objects.get(published_on=JULY).amends == Register.objects.get(published_on=JUNE)
    assert WardCount.objects.get(ward=WARD).electors == Elector.objects.filter(left_at=None).count()
    next_year = load(AUGUST, *SECOND)
    assert next_year.register.amends is None


def test_an_update_applied_twice_changes_nothing_the_second_time(load):
    load(JUNE, *FIRST)
    lines = [f"N,AA,5.001,Newcomer,Hal,,7 Mid Road,{HERE[0]}", "D,AA,1.000,,,,,"]
    import_register(by=None, borough=BARNET, published_on=JULY, content=update(*lines), file_name="july.csv")
    people = everything()["elector"]
    more = update(*lines, "D,AA,4711.000,,,,,")
    made = import_register(by=None, borough=BARNET, published_on=AUGUST, content=more, file_name="august.csv")
    assert (made.added_count, made.left_count) == (0, 0)
    assert everything()["elector"] == people


def test_somebody_deleted_at_one_door_and_added_at_another_is_one_person(load):
    others = [entry(n, f"Name{n}", f"Fore{n}", address=(f"{n} High Road",)) for n in range(100, 400)]
    load(JUNE, entry(1, "Zabrowska", "Ann Marie"), *others)
    ann = Elector.objects.get(forename="Ann Marie")
    lines = ("D,AA,1.000,,,,,", f"N,AA,900.000,Zabrowska,Ann Marie,,7 Mid Road,{HERE[1]}")
    made = import_register(by=None, borough=BARNET, published_on=JULY, content=update(*lines), file_name="july.csv")
    ann.refresh_from_db()
    assert (made.added_count, made.moved_count, ann.left_at, ann.elector_number) == (0, 1, None, "900")
    assert sorted(ann.entries.values_list("number", flat=True)) == [1, 900]


def test_a_second_person_of_a_name_added_at_a_door_is_a_second_person(load):
    load(JUNE, entry(1, "Alpha", "Ann"), entry(2, "Beta"))
    lines = [f"N,AA,5.000,Alpha,Ann,,1 High Road,{HERE[0]}"]
    made = import_register(by=None, borough=BARNET, published_on=JULY, content=update(*lines), file_name="july.csv")
    assert made.added_count == 1
    assert sorted(Elector.objects.filter(surname="Alpha").values_list("name_key", flat=True)) == [
        "ALPHA|ANN",
        "ALPHA|ANN#2",
    ]


def test_who_is_about_to_come_of_age_is_not_taken_for_the_parent_whose_name_they_bear(load):
    load(JUNE, entry(1, "Alpha", "Ann"), entry(2, "Alpha", "Stays"))
    made = load(JULY, entry(1, "Alpha", "Ann", born="01/03/2028"), entry(2, "Alpha", "Stays"))
    assert (made.added_count, made.left_count) == (1, 1)


def test_of_father_and_son_of_one_name_a_person_says_who_stays(load, field_work):
    load(JUNE, entry(1, "Alpha", "Bob"), entry(2, "Alpha", "Bob"), entry(3, "Alpha", "Stays"))
    father, son = Elector.objects.filter(forename="Bob").order_by("name_key")
    content = register_file([entry(1, "Alpha", "Bob"), entry(2, "Alpha", "Stays")])
    how = {"borough": BARNET, "published_on": JULY, "content": content, "file_name": "july.csv"}
    made = look_at(by=None, **how)
    assert (made.added_count, made.left_count, made.doubtful_count) == (1, 2, 1)
    for known, same in ((father, False), (son, True)):
        decide_match(
            by=field_work.organiser(), elector=known, address_key=son.address.key, name_key="ALPHA|BOB", same=same
        )
    made = apply_import(by=None, made=look_again(by=None, made=made), accept_leavers=True)
    assert (made.added_count, made.left_count) == (0, 1)
    father.refresh_from_db()
    son.refresh_from_db()
    assert (father.left_at, son.left_at, son.name_key, son.elector_number) == (JULY, None, "ALPHA|BOB", "1")
    assert load(AUGUST, entry(5, "Alpha", "Bob"), entry(6, "Alpha", "Stays")).added_count == 0


def test_undecided_neither_of_two_of_one_name_becomes_the_other_and_an_objection_holds_for_who_stays(load):
    load(JUNE, entry(1, "Alpha", "Bob"), entry(2, "Alpha", "Bob"), entry(3, "Alpha", "Stays"))
    father, son = Elector.objects.filter(forename="Bob").order_by("name_key")
    suppress(by=None, elector=son, kind=Suppression.Kind.DO_NOT_CALL, source="a letter")
    load(JULY, entry(1, "Alpha", "Bob"), entry(2, "Alpha", "Stays"))
    stays = Elector.objects.get(forename="Bob", left_at=None)
    assert stays.pk not in {father.pk, son.pk}
    assert stays.suppressions.get().kind == Suppression.Kind.DO_NOT_CALL


def test_a_son_about_to_come_of_age_leaves_no_doubt_about_his_father(load):
    load(JUNE, entry(1, "Alpha", "Bob"), entry(2, "Alpha", "Bob", born="01/03/2028"), entry(3, "Alpha", "Stays"))
    father = Elector.objects.get(forename="Bob", date_of_attainment=None)
    made = load(JULY, entry(1, "Alpha", "Bob"), entry(2, "Alpha", "Stays"))
    father.refresh_from_db()
    assert (made.added_count, made.left_count, made.doubtful_count, father.left_at) == (0, 1, 0, None)


def test_a_grown_up_never_takes_the_row_of_a_namesake_about_to_come_of_age(load):
    load(JUNE, entry(1, "Alpha", "Bob", born="01/03/2028"), entry(2, "Alpha", "Bob"), entry(3, "Alpha", "Stays"))
    son = Elector.objects.exclude(date_of_attainment=None).get()
    load(JULY, entry(1, "Alpha", "Bob"), entry(2, "Alpha", "Stays"))
    son.refresh_from_db()
    assert son.left_at == JULY


def test_that_two_are_not_the_same_is_remembered(load, field_work):
    load(JUNE, entry(1, "Alpha", "Bob"), entry(2, "Alpha", "Stays"))
    bob = Elector.objects.get(forename="Bob")
    MatchDecision.objects.create(
        borough=BARNET,
        elector=bob,
        address_key=bob.address.key,
        name_key="ALPHA|ROBERT",
        same=False,
        at=timezone.now(),
    )
    made = load(JULY, entry(1, "Alpha", "Robert"), entry(2, "Alpha", "Stays"))
    assert (made.added_count, made.left_count) == (1, 1)


def test_an_objection_that_moved_on_is_taken_back_with_the_import(load):
    load(JUNE, entry(1, "Alpha", "Ann"), entry(2, "Stays"))
    suppress(by=None, elector=Elector.objects.get(forename="Ann"), kind="do_not_call", source="letter")
    made = load(
        JULY,
        entry(1, "Married", "Ann"),
        entry(2, "Stays"),
        telephones=b"polling_district,number,suffix,telephone,tps_since\nAA,1,0,020 7946 0001,\n",
    )
    assert Suppression.objects.count() == 2
    undo_import(by=None, made=made)
    assert (Suppression.objects.count(), TelephoneNumber.objects.count()) == (1, 0)


def test_undoing_keeps_whoever_waits_in_a_session_or_lives_at_a_door_of_a_walk(load, field_work):
    load(JUNE, *FIRST)
    newcomers = [entry(20, "New", "Ida", address=("40 Low Road",)), entry(21, "New", "Jon", address=("41 Low Road",))]
    made = load(JULY, *FIRST, *newcomers)
    ida, jon = (Elector.objects.get(forename=name) for name in ("Ida", "Jon"))
    session = field_work.session(field_work.organiser())
    session.targets.all().delete()
    Target.objects.create(borough=BARNET, session=session, elector=ida, position=1, not_before=timezone.now())
    walk = Walk.objects.create(borough=BARNET, ward=WARD, session=session, number=1, title="Low Road")
    door = WalkDoor.objects.create(borough=BARNET, session=session, walk=walk, address_id=jon.address_id, position=1)
    undone = undo_import(by=None, made=made)
    assert (undone.kept, undone.removed) == (2, 1)  # the anonymous entry alone goes
    assert set(Elector.objects.filter(left_at=JULY).values_list("forename", flat=True)) == {"Ida", "Jon"}
    assert Target.objects.get(session=session).elector == ida
    assert WalkDoor.objects.get(pk=door.pk).address == jon.address


def test_an_objection_that_was_said_again_since_outlives_the_undoing(load):
    load(JUNE, entry(1, "Alpha", "Ann"), entry(2, "Stays"))
    suppress(by=None, elector=Elector.objects.get(forename="Ann"), kind="do_not_call", source="letter")
    made = load(JULY, entry(1, "Married", "Ann"), entry(2, "Stays"))
    married = Elector.objects.get(surname="Married")
    suppress(by=None, elector=married, kind="do_not_call", source="said so on the doorstep")
    undo_import(by=None, made=made)
    assert married.suppressions.get(lifted_at=None).source == "said so on the doorstep"


def test_an_update_by_the_numbers_of_another_register_is_refused(load):
    load(JUNE, *(entry(number, f"Name{letter}", "Ann") for number, letter in enumerate("abcdefgh", start=1)))
    before = everything()
    others = [f"D,AA,{number}.000,Other{number},Bob,,1 High Road,{HERE[0]}" for number in range(1, 7)]
    with pytest.raises(RegisterImportError, match="6 of its 6 numbers"):
        import_register(by=None, borough=BARNET, published_on=JULY, content=update(*others), file_name="july.csv")
    assert everything() == before


def test_the_copy_of_a_file_that_is_refused_is_not_kept(load, home):
    with pytest.raises(RegisterImportError, match="no register yet"):
        look_at(by=None, borough=BARNET, published_on=JULY, content=update("D,AA,1.000,,,,,"), file_name="july.csv")
    assert list((home / "imports").iterdir()) == []


def test_a_copy_that_somebody_else_is_writing_is_left_alone(load, home):
    other = home / "imports" / "999999"
    other.mkdir(parents=True)
    look_at(by=None, borough=BARNET, published_on=JUNE, content=register_file(FIRST), file_name="june.csv")
    assert other.is_dir()
    os.utime(other, (0, 0))
    look_at(by=None, borough=BARNET, published_on=JULY, content=register_file(SECOND), file_name="july.csv")
    assert not other.exists()


def test_a_file_that_nobody_applies_is_given_up_after_its_term(load, home):
    made = look_at(by=None, borough=BARNET, published_on=JUNE, content=register_file(FIRST), file_name="june.csv")
    day = timezone.localdate()
    retain(today=day)
    assert (home / "imports" / str(made.pk)).is_dir()
    retain(today=day + dt.timedelta(days=62))
    made.refresh_from_db()
    assert (made.state, list((home / "imports").iterdir())) == ("discarded", [])


def test_an_import_is_undone_within_a_month_or_not_at_all(load):
    made, day = load(JUNE, *FIRST), timezone.localdate()
    retain(today=day)
    assert made.undo_parts.exists()
    retain(today=day + dt.timedelta(days=62))
    with pytest.raises(RegisterImportError, match="no longer kept"):
        undo_import(by=None, made=made)
