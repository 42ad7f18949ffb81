"""The hex map: a cell for each ward, every borough in one piece, neighbours kept near."""

import json
from pathlib import Path

import pytest

from groundgame.electoral.places import Hex, atlas, hex_layout, layout_box
from groundgame.electoral.places.building.hexes import neighbours, ward_layout
from groundgame.electoral.places.layout import mend, pieces
from groundgame.electoral.places.topology import Topology, read_topology

CITY_OF_LONDON = "E09000001"


@pytest.fixture(scope="module")
def wards_of_2022(shared_data: Path) -> Topology:
    path = shared_data / "geo" / "boundaries" / "london_wards_2022.topojson"
    return read_topology(json.loads(path.read_text(encoding="utf-8")))


@pytest.fixture(scope="module")
def real_neighbours(wards_of_2022: Topology) -> list[tuple[str, str]]:
    layout = hex_layout()
    return [(a, b) for a, b in neighbours(wards_of_2022) if a in layout and b in layout]


def test_each_ward_of_the_boroughs_has_a_cell_of_its_own() -> None:
    layout = hex_layout()
    wards = {ward.code for ward in atlas().areas("ward22") if ward.borough != CITY_OF_LONDON}
    assert set(layout) == wards
    assert len(set(layout.values())) == len(wards) == 679


def test_every_borough_is_in_one_piece() -> None:
    for borough in atlas().areas("borough"):
        if borough.code != CITY_OF_LONDON:
            assert len(pieces({hex_layout()[ward] for ward in atlas().wards_within(borough.code)})) == 1, borough


def test_london_is_in_one_piece_without_a_hole() -> None:
    cells = set(hex_layout().values())
    assert len(pieces(cells)) == 1
    around = {cell for one in cells for cell in one.neighbours()} - cells
    # Around a city without a hole, the empty cells that touch it form one ring.
    assert len(pieces(around)) == 1


def distances(layout: dict[str, Hex], pairs: list[tuple[str, str]]) -> list[int]:
    return [layout[one].distance(layout[other]) for one, other in pairs]


def share_within(steps: int, found: list[int]) -> float:
    return sum(distance <= steps for distance in found) / len(found)


def test_wards_that_touch_stay_near(real_neighbours: list[tuple[str, str]]) -> None:
    found = distances(hex_layout(), real_neighbours)
    assert share_within(1, found) > 0.68
    assert share_within(2, found) > 0.95
    assert max(found) <= 6


def published_layout(shared_data: Path) -> dict[str, Hex]:
    """Read the Open Data Institute's layout, whose odd rows are shoved right."""
    path = shared_data / "geo" / "hex" / "odi_uk-wards-2022_E12000007.hexjson"
    cells = json.loads(path.read_text(encoding="utf-8"))["hexes"]
    return {code: Hex(cell["q"] - (cell["r"] - (cell["r"] & 1)) // 2, cell["r"]) for code, cell in cells.items()}


def test_neighbours_stay_nearer_than_in_the_published_layout(
    shared_data: Path, real_neighbours: list[tuple[str, str]]
) -> None:
    ours, theirs = (distances(layout, real_neighbours) for layout in (hex_layout(), published_layout(shared_data)))
    assert share_within(1, ours) > share_within(1, theirs)
    assert sum(ours) < sum(theirs)


def test_the_compass_is_kept() -> None:
    centres = {code: cell.centre(1) for code, cell in hex_layout().items()}

    def middle(borough: str) -> tuple[float, float]:
        found = [centres[ward] for ward in atlas().wards_within(borough)]
        return sum(x for x, _ in found) / len(found), sum(y for _, y in found) / len(found)

    hillingdon, havering, enfield, croydon = map(middle, ("E09000017", "E09000016", "E09000010", "E09000008"))
    assert hillingdon[0] < enfield[0] < havering[0]
    assert enfield[1] < hillingdon[1] < croydon[1]


@pytest.mark.slow
def test_the_layout_works_out_as_packaged(wards_of_2022: Topology) -> None:
    assert ward_layout(wards_of_2022) == hex_layout()


def test_neighbouring_cells_are_one_step_away_and_share_an_edge() -> None:
    cell = Hex(3, -2)
    corners = {(round(x, 6), round(y, 6)) for x, y in cell.corners(10)}
    assert len(set(cell.neighbours())) == len(corners) == 6
    for other in cell.neighbours():
        assert cell.distance(other) == 1
        assert len(corners & {(round(x, 6), round(y, 6)) for x, y in other.corners(10)}) == 2


def test_the_box_holds_every_corner() -> None:
    cells = list(hex_layout().values())
    left, top, width, height = layout_box(cells, 10)
    points = [point for cell in cells for point in cell.corners(10)]
    assert min(x for x, _ in points) == pytest.approx(left)
    assert max(x for x, _ in points) == pytest.approx(left + width)
    assert min(y for _, y in points) == pytest.approx(top)
    assert max(y for _, y in points) == pytest.approx(top + height)


def test_a_stray_ward_is_swapped_home() -> None:
    row = {"a1": Hex(0, 0), "a2": Hex(1, 0), "b1": Hex(2, 0), "a3": Hex(3, 0), "b2": Hex(4, 0)}
    mended = mend(row, {ward: ward[0] for ward in row})
    assert set(mended.values()) == set(row.values())
    assert len(pieces({mended[ward] for ward in ("a1", "a2", "a3")})) == 1
    assert len(pieces({mended[ward] for ward in ("b1", "b2")})) == 1


def test_a_layout_that_no_swap_mends_is_refused() -> None:
    apart = {"a1": Hex(0, 0), "a2": Hex(9, 0)}
    with pytest.raises(ValueError, match="'a2' stays apart"):
        mend(apart, {"a1": "a", "a2": "a"})
