"""Somebody is found by an address as the program prints it, and by a name beside one."""

import pytest

from groundgame.campaign.register import search
from groundgame.campaign.register.models import Elector
from groundgame.campaign.register.search import find_electors

from .registers import BARNET, HERE, JUNE, THERE, entry

pytestmark = [pytest.mark.database, pytest.mark.django_db]
HALF = HERE[0].split()[0]


@pytest.fixture
def people(load):
    load(
        JUNE,
        entry(1, "Thomas", "Damian", address=("3 South Dene", "London")),
        entry(2, "Smith", "Ann", address=("38 Hartland Close", "London")),
        entry(3, "Smith", "Bob Carl", address=("38A Hartland Close", "London")),
        entry(4, "Jones", "Cyd", address=("Flat 43", "1 Abbey View", "London")),
        entry(5, "Jones", "Dee", address=("Flat 4", "1 Abbey View", "London")),
        entry(6, "Khan", "Eve", address=("Flat 2", "Rose Court", "7 St. John's Road", "East Finchley", "London")),
        entry(7, "O'Neil", "Fay", address=("Rose Cottage", "Hartland Close"), postcode=HERE[1]),
        entry(8, "Smithson", "Guy", address=("138 Hartland Close",), postcode=HERE[1]),
        entry(9, "Smith", "Hal", address=("38 Hartland Close", "Barnet"), postcode=THERE[0], district="BA"),
    )


def found(text: str) -> set[str]:
    return set(find_electors(Elector.objects.filter(borough=BARNET), text).electors.values_list("forename", flat=True))


def test_every_address_is_found_as_it_is_printed(people):
    for elector in Elector.objects.select_related("address"):
        street = Elector.objects.filter(address__street=elector.address.street).values_list("forename", flat=True)
        assert elector.forename in found(str(elector.address)) <= set(street), str(elector.address)


@pytest.mark.parametrize(
    ("text", "forenames"),
    [
        ("38 Hartland Close, London", {"Ann", "Bob Carl", "Hal"}),
        (f"38 hartland close {HERE[0].lower()}", {"Ann", "Bob Carl"}),
        (f"38 hartland close {HERE[0].lower().replace(' ', '')}, Barnet Vale", {"Ann", "Bob Carl"}),
        (f"{THERE[0]}, 38 Hartland Close", {"Hal"}),
        (f"38 Hartland Close, {HALF}", {"Ann", "Bob Carl"} | ({"Hal"} if THERE[0].startswith(HALF + " ") else set())),
        ("38A Hartland Close", {"Bob Carl"}),
        ("38 Hartland Close London", {"Ann", "Bob Carl", "Hal"}),
        ("3 South Dene Mill Hill", {"Damian"}),
        ("Flat 43, 1 Abbey View", {"Cyd"}),
        ("flat 4 1 abbey view", {"Dee"}),
        ("Apartment 43, 1 Abbey View", {"Cyd", "Dee"}),
        ("Flat 2, Rose Court, 7 St. John's Road", {"Eve"}),
        ("Rose Cottage, Hartland Close, London", {"Fay"}),
        ("Smith Hartland", {"Ann", "Bob Carl", "Guy", "Hal"}),
        ("Hartland Close Smith", {"Ann", "Bob Carl", "Guy", "Hal"}),
        ("Smith, Hartland Close", {"Ann", "Bob Carl", "Guy", "Hal"}),
        ("Bob Smith Hartland", {"Bob Carl"}),
        ("Damian Thomas 3 South Dene", {"Damian"}),
        ("Thomas, Damian, 3 South Dene, London", {"Damian"}),
        ("O’Neil Hartland", {"Fay"}),
        ("Jones Flat 43, 1 Abbey View", {"Cyd"}),
        (f"Smith {HERE[0]}", {"Ann", "Bob Carl"}),
        (f"Ann Smith, {HERE[0]}", {"Ann"}),
        ("Hartland Close, London", {"Ann", "Bob Carl", "Fay", "Guy", "Hal"}),
        ("Thomas 4 South Dene", set()),
        ("London", set()),
        ("Flat 43", set()),
        (", ".join("abcdefghijklmnop") + " 3 South Dene", set()),
    ],
)
def test_an_address_is_found_in_every_shape(people, text, forenames):
    assert found(text) == forenames


def test_a_name_in_a_street_is_found_where_the_asker_may_look_alone(people):
    hal = Elector.objects.get(forename="Hal")
    elsewhere = Elector.objects.filter(borough=BARNET).exclude(ward=hal.ward)
    for electors, names in ((Elector.objects.filter(ward=hal.ward), {"Hal"}), (elsewhere, {"Ann", "Bob Carl", "Guy"})):
        seen = find_electors(electors, "Smith Hartland").electors
        assert set(seen.values_list("forename", flat=True)) == names


@pytest.mark.parametrize(
    "text", ["Smith Hartland", "Hartland Close Smith", "Bob Smith Hartland", f"Smith H {HALF}", "Jones Ab"]
)
def test_a_name_in_a_street_of_very_many_doors_finds_the_same(people, monkeypatch, text):
    of_few = found(text)
    monkeypatch.setattr(search, "FEW_DOORS", 0)
    assert found(text) == of_few != set()


def test_half_a_postcode_lists_who_lives_there_and_nobody_of_a_longer_one(people):
    homes = Elector.objects.exclude(address=None).values_list("forename", "address__postcode")
    assert found(HALF.lower()) == {name for name, postcode in homes if postcode.startswith(f"{HALF} ")} != set()
    assert find_electors(Elector.objects.all(), HALF).taken_for == f"the first half of a postcode, {HALF}"
    assert found(HALF[:-1]) == set()


def test_who_has_left_a_street_is_not_found_there(people):
    Elector.objects.filter(forename="Ann").update(left_at=JUNE)
    assert found("Smith Hartland") == {"Bob Carl", "Guy", "Hal"}


def test_what_the_text_was_taken_for_is_said(people):
    assert find_electors(Elector.objects.all(), "damian thomas 3 south dene").taken_for == (
        "address Damian Thomas, 3 South Dene"
    )
