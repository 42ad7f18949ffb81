"""Real shapes from a user's boundary file: which files are taken, how they are drawn, and what is refused."""

import csv
import json
import re
from pathlib import Path
from typing import Any

import pytest

from groundgame.electoral.places import Area, atlas
from groundgame.electoral.places.shapes import ShapesError, load_shapes, save_shapes, shapes_from_file

FILES = {
    "borough": "london_boroughs_2024.topojson",
    "ward02": "london_wards_2002_2014.topojson",
    "ward14": "london_wards_2014_2018_composed.topojson",
    "ward18": "london_wards_2018_2022.topojson",
    "ward22": "london_wards_2022.geojson",
    "lac": "london_assembly_constituencies_2018.topojson",
    "pcon10": "gb_constituencies_2010_simplified.topojson",
    "pcon24": "gb_constituencies_2024_simplified.topojson",
}
LONDON_KM = 58.4
HECTARES_PER_SQUARE_KM = 100
TOPOLOGY = dict.fromkeys(["type"], "Topology")


@pytest.fixture(scope="module")
def boundaries(shared_data: Path) -> Path:
    return shared_data / "geo" / "boundaries"


def rings(path: str) -> list[list[tuple[int, int]]]:
    """Walk an SVG path of one absolute start and relative steps a ring."""
    found = []
    for start_x, start_y, steps in re.findall(r"M(-?\d+) (-?\d+)l([-+\d]*)z", path):
        ring = [(int(start_x), int(start_y))]
        numbers = [int(number) for number in re.findall(r"[-+]?\d+", steps)]
        for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
            ring.append((ring[-1][0] + dx, ring[-1][1] + dy))
        found.append(ring)
    return found


def enclosed(path: str) -> float:
    return abs(sum(x1 * y2 - x2 * y1 for ring in rings(path) for (x1, y1), (x2, y2) in pairs(ring)) / 2)


def pairs(ring: list[tuple[int, int]]) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    return list(zip(ring, [*ring[1:], ring[0]], strict=True))


@pytest.mark.parametrize(("boundary_set", "file"), FILES.items())
def test_a_published_file_draws_every_area_of_its_set(boundary_set: str, file: str, boundaries: Path) -> None:
    shapes = shapes_from_file(boundaries / file, atlas())
    assert shapes.boundary_set == boundary_set
    assert list(shapes.paths) == [area.code for area in atlas().areas(boundary_set)]
    left, top, width, height = shapes.box
    for path in shapes.paths.values():
        assert rings(path)
        assert all(left <= x <= width and top <= y <= height for ring in rings(path) for x, y in ring)


def test_boroughs_are_drawn_to_scale(boundaries: Path, shared_data: Path) -> None:
    shapes = shapes_from_file(boundaries / FILES["borough"], atlas())
    square_km_per_cell = (LONDON_KM / shapes.box[2]) ** 2
    profiles = (shared_data / "geo" / "demographics" / "gla_borough_profiles.csv").open(encoding="latin-1", newline="")
    with profiles as file:
        hectares = {row["Code"]: row["Inland_Area_(Hectares)"].replace(",", "") for row in csv.DictReader(file)}
    for code, path in shapes.paths.items():
        square_km = float(hectares[code]) / HECTARES_PER_SQUARE_KM
        assert enclosed(path) * square_km_per_cell == pytest.approx(square_km, rel=0.03), code


def test_neighbours_meet_without_gap_or_overlap(boundaries: Path) -> None:
    wards = shapes_from_file(boundaries / FILES["ward22"], atlas())
    outline = shapes_from_file(boundaries / FILES["borough"], atlas())
    scale = (outline.box[2] / wards.box[2]) ** 2
    # Half a cell along every boundary would be a tenth of the City's wards and a thousandth of London.
    together = sum(enclosed(path) for path in wards.paths.values()) * scale
    assert together == pytest.approx(sum(enclosed(path) for path in outline.paths.values()), rel=0.001)


def test_geojson_and_topojson_of_one_set_draw_the_same(boundaries: Path) -> None:
    one = shapes_from_file(boundaries / "london_wards_2022.geojson", atlas())
    other = shapes_from_file(boundaries / "london_wards_2022.topojson", atlas())
    assert one.paths.keys() == other.paths.keys()
    for code, path in one.paths.items():
        assert enclosed(path) == pytest.approx(enclosed(other.paths[code]), rel=0.03, abs=60)


def test_shapes_are_kept_and_found_again(boundaries: Path, tmp_path: Path) -> None:
    shapes = shapes_from_file(boundaries / FILES["lac"], atlas())
    assert load_shapes(tmp_path, "lac") is None
    path = save_shapes(shapes, tmp_path)
    assert load_shapes(tmp_path, "lac") == shapes
    assert [file.name for file in path.parent.iterdir()] == ["lac.json"]
    path.write_text(path.read_text(encoding="utf-8")[:-40], encoding="utf-8")
    with pytest.raises(ShapesError, match=r"lac\.json' is damaged"):
        load_shapes(tmp_path, "lac")


def square(area: Area, **properties: Any) -> dict[str, Any]:
    x, y, half = area.longitude, area.latitude, 0.01
    ring = [
        [x - half, y - half],
        [x + half, y - half],
        [x + half, y + half],
        [x - half, y + half],
        [x - half, y - half],
    ]
    return {
        "type": "Feature",
        "properties": {"LAD24CD": area.code} | properties,
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }


def written(folder: Path, features: list[dict[str, Any]]) -> Path:
    path = folder / "given.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    return path


def test_the_code_may_be_the_identifier_of_the_feature(tmp_path: Path) -> None:
    features = [square(area) for area in atlas().areas("borough")]
    for feature in features:
        feature["id"] = feature["properties"].pop("LAD24CD")
    assert shapes_from_file(written(tmp_path, features), atlas()).boundary_set == "borough"


def test_places_elsewhere_and_areas_without_a_shape_are_passed_over(tmp_path: Path) -> None:
    boroughs = atlas().areas("borough")
    features = [square(area) for area in boroughs]
    features[0]["geometry"] = None
    features.append(square(boroughs[1], LAD24CD="E06000001"))
    assert len(shapes_from_file(written(tmp_path, features), atlas()).paths) == 32


def moved(features: list[dict[str, Any]], change: Any) -> list[dict[str, Any]]:
    for feature in features:
        ring = feature["geometry"]["coordinates"][0]
        feature["geometry"]["coordinates"] = [[change(x, y) for x, y in ring]]
    return features


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda x, y: [530_000 + x, 180_000 + y], r"British National Grid .*EPSG:4326"),
        (lambda x, y: [y, x], "points must be longitude, latitude"),
        (lambda x, y: [x, y + 1], "lies 1.0 degrees away"),
        (lambda x, y: [x, float("nan")], "a point that is no number"),
        (lambda x, y: [x], "is damaged"),
        (lambda x, y: ["west", "north"], "is damaged"),
    ],
)
def test_points_that_are_no_degrees_of_the_place_are_refused(change: Any, sentence: str, tmp_path: Path) -> None:
    features = moved([square(area) for area in atlas().areas("borough")], change)
    with pytest.raises(ShapesError, match=sentence):
        shapes_from_file(written(tmp_path, features), atlas())


def test_a_file_with_few_of_the_areas_is_refused(tmp_path: Path) -> None:
    features = [square(area) for area in atlas().areas("borough")[:5]]
    with pytest.raises(ShapesError, match="draws 5 of the 33 areas of borough"):
        shapes_from_file(written(tmp_path, features), atlas())


def test_a_file_without_codes_is_refused_naming_its_properties(tmp_path: Path) -> None:
    features = [square(area, LAD24CD=area.name, Shape=1) for area in atlas().areas("borough")]
    with pytest.raises(ShapesError, match=r"properties \(LAD24CD, Shape\) holds the code"):
        shapes_from_file(written(tmp_path, features), atlas())


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"PK\x03\x04 a zipped shapefile", "is no JSON"),
        (b"\xff\xfe", "is no JSON"),
        (b"<html>", "not a shapefile or a web page"),
        (b"[1, 2]", "holds no map"),
        (b'{"type": "Feature"}', "its type is 'Feature'"),
        (b'{"type": ["Topology"]}', "its type is"),
        (b'{"type": "FeatureCollection"}', "is damaged"),
        (b'{"type": "FeatureCollection", "features": [7]}', "is damaged"),
        (b'{"type": "FeatureCollection", "features": []}', "it has none"),
        (json.dumps({"objects": {"a": {}}, "arcs": []} | TOPOLOGY).encode(), "is damaged"),
    ],
)
def test_what_is_no_boundary_file_is_refused(content: bytes, sentence: str, tmp_path: Path) -> None:
    path = tmp_path / "given.json"
    path.write_bytes(content)
    with pytest.raises(ShapesError, match=sentence):
        shapes_from_file(path, atlas())


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ShapesError, match=r"cannot be opened .*No such file"):
        shapes_from_file(tmp_path / "none.geojson", atlas())
