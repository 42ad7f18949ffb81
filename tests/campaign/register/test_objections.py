"""Whoever said no is not rung for having moved, married or come back."""

import pytest

from groundgame.campaign.audit.models import AuditEntry
from groundgame.campaign.register.actions import lift, suppress
from groundgame.campaign.register.models import Elector, Suppression
from groundgame.campaign.register.suppression import BARS_CALLS, callable_electors

from .registers import AUGUST, JULY, JUNE, THERE, entry

pytestmark = [pytest.mark.database, pytest.mark.django_db]

MOVED = {"address": ("9 Low Road",)}
NUMBERS = b"polling_district,number,suffix,telephone,tps_since\nAA,1,0,020 7946 0002,\n"
STAYS = entry(7, "Stays", "On", address=("50 High Road",))


def living(**who: str) -> Elector:
    return Elector.objects.get(left_at=None, **who)


def object_to(kind: str = "do_not_contact", **who: str) -> Suppression:
    return suppress(by=None, elector=living(**who), kind=kind, source="on the doorstep")


def kinds(elector: Elector) -> list[str]:
    return sorted(elector.suppressions.filter(lifted_at=None).values_list("kind", flat=True))


@pytest.mark.parametrize("kind", Suppression.Kind.values)
def test_an_objection_moves_house_with_whoever_made_it(load, kind):
    load(JUNE, entry(1, "Alpha"), STAYS)
    held = object_to(kind, surname="Alpha")
    load(JULY, entry(1, "Alpha", **MOVED), STAYS, telephones=NUMBERS)
    moved = living(surname="Alpha")
    carried = moved.suppressions.get()
    assert (carried.kind, carried.since, carried.lifted_at) == (kind, held.since, None)
    assert carried.source == f"carried over from elector {held.elector_id} (same name): on the doorstep"
    assert callable_electors(Elector.objects.all()).exists() is (kind not in BARS_CALLS)
    assert AuditEntry.objects.get(action="register.carry_objection").subject == f"register.Elector:{moved.pk}"


def test_it_moves_when_the_new_address_is_a_register_later_or_earlier(load):
    load(JUNE, entry(1, "Later"), entry(2, "Earlier"), STAYS)
    object_to(surname="Later")
    object_to(surname="Earlier")
    load(JULY, entry(2, "Earlier"), entry(3, "Earlier", **MOVED), STAYS)
    new = living(surname="Earlier", address__street="Low Road")
    assert kinds(new) == []  # while one of that name lives at the old door it may be somebody else
    load(AUGUST, entry(3, "Earlier", **MOVED), entry(4, "Later", **MOVED), STAYS)
    assert kinds(new) == kinds(living(surname="Later")) == ["do_not_contact"]


def test_it_moves_into_another_ward(load):
    load(JUNE, entry(1, "Alpha"), STAYS)
    object_to(surname="Alpha")
    load(JULY, entry(1, "Alpha", district="BA", postcode=THERE[0]), STAYS)
    assert kinds(living(surname="Alpha")) == ["do_not_contact"]


def test_it_returns_with_whoever_moves_back_to_an_earlier_door(load):
    load(JUNE, entry(1, "Alpha"), STAYS)
    load(JULY, entry(1, "Alpha", **MOVED), STAYS)
    object_to(surname="Alpha")
    load(AUGUST, entry(2, "Alpha"), STAYS)
    assert kinds(living(surname="Alpha")) == ["do_not_contact"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (("Alpha", "Ann"), ("Married", "Ann")),
        (("Alpha", "Jon"), ("Alpha", "Jonathan")),
        (("Alpha", "Ann Marie"), ("Alpha", "Ann")),
    ],
)
def test_another_surname_or_spelling_at_the_same_door_is_the_same_person(load, before, after):
    load(JUNE, entry(1, *before), entry(2, "Alpha", "Other"))
    object_to(forename=before[1])
    load(JULY, entry(1, *after), entry(2, "Alpha", "Other"), entry(3, "Newcomer", "Ben"))
    held = living(surname=after[0], forename=after[1]).suppressions.get()  # their own, or carried over to the new row
    assert held.source.endswith("on the doorstep")
    assert kinds(living(forename="Other")) == kinds(living(surname="Newcomer")) == []


def test_of_two_of_one_name_at_a_door_the_one_who_stays_is_spared(load):
    """The rows of a father and a son of one name may change places with the numbers of the next register."""
    load(JUNE, entry(1, "Alpha"), entry(2, "Alpha"))
    object_to(name_key="ALPHA|BETA#2")
    load(JULY, entry(1, "Alpha"), STAYS)
    assert kinds(living(surname="Alpha")) == ["do_not_contact"]


def test_somebody_of_the_same_name_who_was_there_before_is_not_taken_for_them(load):
    load(JUNE, entry(1, "Alpha"), entry(2, "Alpha", **MOVED), entry(3, "Alphabet"))
    object_to(surname="Alpha", address__street="High Road")
    load(JULY, entry(2, "Alpha", **MOVED), entry(3, "Alphabet"), entry(4, "Alpha", "Betamax", **MOVED))
    assert Suppression.objects.count() == 1


def test_what_was_lifted_stays_lifted(load, field_work):
    load(JUNE, entry(1, "Alpha"), STAYS)
    object_to(surname="Alpha")
    load(JULY, entry(1, "Alpha", **MOVED), STAYS)
    moved = living(surname="Alpha")
    lift(by=field_work.organiser(), suppression=moved.suppressions.get(), source="another person")
    load(AUGUST, entry(2, "Alpha", **MOVED), STAYS)
    assert kinds(moved) == []


def test_a_lifted_objection_and_an_anonymous_entry_carry_nothing(load, field_work):
    load(JUNE, entry(1, "Alpha"), entry(2, markers="N"), STAYS)
    lift(by=field_work.organiser(), suppression=object_to(surname="Alpha"), source="said so")
    object_to(name_key="")
    load(JULY, entry(1, "Alpha", **MOVED), entry(3, markers="N"), STAYS)
    assert Suppression.objects.count() == 2


def test_the_line_of_whoever_moved_is_barred_for_the_new_household(load):
    load(JUNE, entry(1, "Alpha"), STAYS)
    object_to("do_not_call", surname="Alpha")
    both = NUMBERS + b"AA,2,0,020 7946 0002,\n"
    load(JULY, entry(1, "Alpha", **MOVED), entry(2, "Beta", **MOVED), STAYS, telephones=both)
    assert not callable_electors(Elector.objects.all()).exists()
