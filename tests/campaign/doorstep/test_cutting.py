"""Doors become walks: of the right size, along one side of a street, blocks whole, flats in natural order."""

import random
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groundgame.campaign.doorstep.cutting import Door, Size, cut_walks, order_doors, title_of
from groundgame.campaign.doorstep.cutting.flats import read_flat, with_floors
from groundgame.campaign.doorstep.cutting.natural import natural_key
from groundgame.campaign.doorstep.cutting.places import places_of
from groundgame.campaign.doorstep.cutting.streets import faces_of
from groundgame.campaign.doorstep.cutting.tour import length_of, tour

SIZE = Size.around(45)
CENTRES = {"A": (0.0, 0.0), "B": (0.0, 15.0), "C": (200.0, 0.0), "D": (400.0, 10.0), "F": (5_000.0, 0.0)}


def _house(key: int, number: int | None, postcode: str = "A", *, street: str = "High Street", flat: str = "") -> Door:
    return Door(key, street, number, "", flat, postcode)


def _road(
    count: int, street: str = "High Street", postcodes: tuple[str, str] = ("A", "B"), first: int = 0
) -> list[Door]:
    return [_house(first + number, number, postcodes[number % 2 == 0], street=street) for number in range(1, count + 1)]


def _block(flats: int, number: int = 2, first: int = 1_000) -> list[Door]:
    doors = [_house(first + each, number, "C", flat=f"Flat {each}, Alder Court") for each in range(1, flats + 1)]
    random.Random(1).shuffle(doors)
    return doors


def test_every_door_is_on_one_walk_and_walks_are_of_the_right_size():
    doors = _road(300) + _road(190, "Elm Close", ("C", "D"), first=500)
    cuts = cut_walks(doors, CENTRES, SIZE)
    assert sorted(door for cut in cuts for door in cut.doors) == sorted(door.key for door in doors)
    assert all(40 <= len(cut.doors) <= 50 for cut in cuts)


def test_a_walk_goes_along_one_side_and_then_the_other():
    (cut,) = cut_walks(_road(44), CENTRES, SIZE)
    assert [leg.side for leg in cut.legs] in (["odd", "even"], ["even", "odd"])
    for leg in cut.legs:
        numbers = [place.number for place in leg.places]
        assert numbers in (sorted(numbers), sorted(numbers, reverse=True))
    last, first = cut.legs[0].places[-1].number, cut.legs[1].places[0].number
    assert abs(last - first) == 1, "it crosses over where it has come to, and comes back"


def test_a_long_street_is_cut_by_its_sides_before_it_is_cut_across():
    cuts = cut_walks(_road(90), CENTRES, SIZE)
    assert sorted({leg.side for cut in cuts for leg in cut.legs}) == ["even", "odd"]
    assert [len(cut.legs) for cut in cuts] == [1, 1]


@pytest.mark.parametrize(
    ("doors", "metres", "sizes"),
    [
        (40, 1_200, [41]),  # a longer way for whoever walks nearest
        (50, 1_200, [1, 50]),  # no room
        (40, 2_000, [1, 40]),  # too far off
    ],
)
def test_a_door_by_itself_goes_to_the_nearest_walk_with_room(doors, metres, sizes):
    far = _house(999, 1, "G", street="Lone Lane")
    cuts = cut_walks([*_road(doors), far], CENTRES | {"G": (-float(metres), 0.0)}, SIZE)
    assert sorted(len(cut.doors) for cut in cuts) == sizes
    joined = next(cut for cut in cuts if 999 in cut.doors)
    assert 999 in (joined.doors[0], joined.doors[-1])
    assert title_of(joined.legs).count("Lone Lane") == 1


def test_doors_that_each_lie_by_themselves_all_go_to_a_walk():
    lone = [_house(900 + at, 1, f"G{at}", street=f"Lane {at}") for at in range(4)]
    centres = CENTRES | {f"G{at}": (-1_000.0, 900.0 * at) for at in range(4)}
    (cut,) = cut_walks([*_road(40), *lone], centres, SIZE)
    assert sorted(cut.doors) == [*range(1, 41), *range(900, 904)]


def test_a_block_that_fits_is_on_one_walk():
    cuts = cut_walks(_road(70) + _block(30), CENTRES, SIZE)
    holding = [cut for cut in cuts if any(door > 1_000 for door in cut.doors)]
    assert len(holding) == 1


def test_two_hundred_flats_are_several_walks_each_of_whole_floors():
    doors = [
        _house(100 * floor + door, 1, "C", flat=f"Flat {floor}{door:02}, Alder Court")
        for floor in range(1, 26)
        for door in range(1, 9)
    ]
    random.Random(2).shuffle(doors)
    cuts = cut_walks(doors, CENTRES, SIZE)
    assert len(cuts) in (4, 5)
    floors = [{door // 100 for door in cut.doors} for cut in cuts]
    assert sum(len(each) for each in floors) == 25, "no floor is on two walks"
    assert sorted(door for cut in cuts for door in cut.doors) == sorted(door.key for door in doors)
    for cut in cuts:
        assert cut.doors == sorted(cut.doors)


def test_stairs_are_gone_up_one_after_the_other():
    flats = ["Flat 3, Stair B", "Flat 10, Stair A", "Flat 2, Stair A", "Flat 1, Stair B", "Flat 10A, Stair A"]
    (cut,) = cut_walks([_house(key, 5, flat=flat) for key, flat in enumerate(flats)], CENTRES, SIZE)
    assert [flats[key] for key in cut.doors] == [
        "Flat 2, Stair A",
        "Flat 10, Stair A",
        "Flat 10A, Stair A",
        "Flat 1, Stair B",
        "Flat 3, Stair B",
    ]


@pytest.mark.parametrize(
    ("written", "court", "stair", "name", "floor"),
    [
        ("Flat 2", "", "", "2", None),
        ("Flat 12A, Alder Court", "Alder Court", "", "12A", None),
        ("Apartment 7, Block C, Alder Heights", "Alder Heights", "C", "7", None),
        ("Alder Cottage", "Alder Cottage", "", "", None),
        ("Ground Floor Flat", "", "", "Ground Floor Flat", 0),
        ("2nd Floor Flat, Alder House", "Alder House", "", "2nd Floor Flat", 2),
        ("Basement Flat", "", "", "Basement Flat", -1),
        ("Top Floor", "", "", "Top Floor", 99),
        ("14, Alder Court", "Alder Court", "", "14", None),
        ("Penthouse", "", "", "Penthouse", None),
        (" , ", "", "", "", None),
    ],
)
def test_what_stands_before_a_number_is_taken_apart(written, court, stair, name, floor):
    flat = read_flat(written)
    assert (flat.court, flat.stair, flat.name, flat.floor) == (court, stair, name, floor)


@pytest.mark.parametrize(
    ("names", "floors"),
    [
        (["101", "102", "201", "202"], [1, 1, 2, 2]),
        ([str(number) for number in range(1, 201)], [None] * 200),  # counted through: it tells no floor
        (["101", "102", "103"], [None] * 3),  # a single floor tells nothing
        (["1", "101", "201"], [None] * 3),
    ],
)
def test_flat_numbers_tell_floors_only_where_all_of_a_block_do(names, floors):
    flats = with_floors([read_flat(f"Flat {name}") for name in names])
    assert [flat.floor for flat in flats] == floors


def test_people_count_numbers_before_words():
    doors = ["10A", "Rose Cottage", "2", "10", "1"]
    assert sorted(doors, key=natural_key) == ["1", "2", "10", "10A", "Rose Cottage"]


def test_a_named_house_stands_among_the_numbers_of_its_postcode():
    doors = [*(_house(number, number) for number in (1, 3, 5, 7, 9)), _house(99, None, flat="Rose Cottage")]
    (cut,) = cut_walks(doors, CENTRES, SIZE)
    assert cut.doors in ([1, 3, 5, 99, 7, 9], [9, 7, 99, 5, 3, 1])


def test_two_streets_of_one_name_far_apart_are_two():
    faces = faces_of(places_of([*_road(10), _house(50, 11, "F"), _house(51, 13, "F")]), CENTRES)
    assert sorted(len(face.places) for face in faces) == [2, 5, 5]


def test_postcodes_that_nobody_knows_still_give_walks_in_order():
    (cut,) = cut_walks(_road(44, postcodes=("X", "Y")), {}, SIZE)
    assert len(cut.doors) == 44
    assert cut_walks([], {}, SIZE) == []


def test_sides_do_not_depend_on_the_order_in_which_doors_came():
    doors = _road(120) + _block(60)
    mixed = doors[:]
    random.Random(3).shuffle(mixed)
    assert [cut.doors for cut in cut_walks(mixed, CENTRES, SIZE)] == [
        cut.doors for cut in cut_walks(doors, CENTRES, SIZE)
    ]


def test_one_walk_of_any_size_can_be_put_in_order():
    doors = _road(120)
    cut = order_doors(doors, CENTRES)
    assert sorted(cut.doors) == sorted(door.key for door in doors)
    assert order_doors([], CENTRES) is None


def test_titles_say_where_a_walk_goes():
    (cut,) = cut_walks([*_road(20), *_block(12, number=22)], CENTRES, SIZE)
    title = title_of(cut.legs)
    assert "High Street 1\u201319 odd" in title.replace("19\u20131 odd", "1\u201319 odd")
    assert len(title) <= 200
    block = order_doors(_block(12), CENTRES)
    assert title_of(block.legs) == "Flats 1\u201312, Alder Court, 2 High Street"


@settings(deadline=None)
@given(st.lists(st.tuples(*[st.integers(0, 1_000)] * 4), min_size=1, max_size=40))
def test_a_tour_visits_every_line_once_and_no_swap_of_neighbours_shortens_it(lines):
    ends = np.array(lines, dtype=float).reshape(-1, 2, 2)
    stops = tour(ends)
    assert sorted(stop.index for stop in stops) == list(range(len(lines)))
    best = length_of(ends, stops)
    for one, other in pairwise(range(len(stops))):
        swapped = stops[:]
        swapped[one], swapped[other] = swapped[other], swapped[one]
        assert length_of(ends, swapped) >= best - 1


WRITTEN = ["", "Flat 1", "Flat 12B, Alder Court", "Rose Cottage", "Top Floor", ",", "Block"]
ANY_DOOR = st.tuples(
    st.sampled_from(["High Street", "Elm Close"]),
    st.integers(1, 60) | st.none(),
    st.sampled_from("ABCDX"),
    st.sampled_from(WRITTEN),
)


@settings(deadline=None)
@given(st.lists(ANY_DOOR, max_size=150), st.integers(5, 60))
def test_whatever_a_register_writes_every_door_is_on_one_walk_that_is_not_too_long(written, about):
    doors = [Door(key, street, number, "", flat, code) for key, (street, number, code, flat) in enumerate(written)]
    cuts = cut_walks(doors, CENTRES, Size.around(about))
    assert sorted(door for cut in cuts for door in cut.doors) == list(range(len(doors)))
    assert all(0 < len(cut.doors) <= Size.around(about).most for cut in cuts)
