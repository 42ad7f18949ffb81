"""Real shapes replace the hexes where the user has given a boundary file."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from groundgame.electoral.places import atlas
from groundgame.electoral.places.shapes import save_shapes, shapes_from_file

pytestmark = pytest.mark.django_db


def test_hexes_give_way_to_the_users_shapes(director: Client, settings: Any, tmp_path: Path, shared_data: Path) -> None:
    settings.GROUNDGAME_HOME = tmp_path
    assert 'class="shapes"' not in director.get("/now/").content.decode()
    shapes = shapes_from_file(shared_data / "geo/boundaries/london_wards_2022.topojson", atlas())
    save_shapes(shapes, tmp_path)
    html = director.get("/now/?measure=share").content.decode()
    assert 'class="shapes"' in html
    assert "as your boundary file draws them" in html
    assert html.count('class="cell scaled s') == 679
    assert html.count('class="cell scaled none"') == len(shapes.paths) - 679  # the City's wards elect no borough


def test_a_damaged_file_leaves_the_hexes_and_says_what_to_do(director: Client, settings: Any, tmp_path: Path) -> None:
    settings.GROUNDGAME_HOME = tmp_path
    (tmp_path / "shapes").mkdir()
    (tmp_path / "shapes" / "ward22.json").write_text('{"box": [0, 0')
    html = director.get("/now/").content.decode()
    assert "is damaged" in html
    assert html.count('<use href="#cell"') == 679
