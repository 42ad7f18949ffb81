"""The map's lines and marks."""

import re
from itertools import combinations, pairwise

from groundgame.campaign.strategy.charts.history import history_chart, spread_out
from groundgame.campaign.strategy.colours import ink_on
from groundgame.campaign.strategy.history import place_history
from groundgame.campaign.strategy.maps.drawing import Painted, hex_map
from groundgame.campaign.strategy.maps.geometry import borders
from groundgame.campaign.strategy.maps.wards import party_marks
from groundgame.campaign.strategy.templatetags.figures import count, percent, points
from groundgame.electoral.contests import parties
from groundgame.electoral.places import Hex, atlas, hex_layout


def sides(path: str) -> int:
    return path.count("M")


def test_a_lone_cell_is_outlined_by_six_sides() -> None:
    assert sides(borders({Hex(0, 0): "a"})) == 6


def test_cells_of_one_group_have_no_line_between_them_and_others_one() -> None:
    pair = (Hex(0, 0), Hex(1, 0))
    assert sides(borders(dict.fromkeys(pair, "a"))) == 10
    assert sides(borders({pair[0]: "a", pair[1]: "b"})) == 11


def test_borough_lines_of_the_real_layout_part_every_two_boroughs_once() -> None:
    layout = hex_layout()
    groups = {cell: atlas().area(code).borough or "" for code, cell in layout.items()}
    inside = sum(groups[cell] != groups[other] for cell in groups for other in cell.neighbours() if other in groups)
    outside = sum(other not in groups for cell in groups for other in cell.neighbours())
    assert sides(borders(groups)) == inside // 2 + outside


def test_names_are_escaped() -> None:
    cell = Painted("X", "/places/X/", "King's <b>Cross</b> & St Pancras", "<", "g", fill="#123456")
    drawn = hex_map([cell], {"X": Hex(0, 0)}, 'a "title"')
    assert "<b>" not in drawn
    assert "King&#x27;s &lt;b&gt;" in drawn
    assert 'aria-label="a &quot;title&quot;"' in drawn


def test_every_partys_mark_can_be_read_on_its_colour() -> None:
    for party in parties().values():
        assert contrast(party.colour, ink_on(party.colour)) >= 4.5, party


def test_no_two_parties_share_a_mark() -> None:
    several = [
        parties()[code] for code in ("labour", "conservative", "liberal-democrat", "green", "reform", "residents")
    ]
    marks = party_marks(several)
    assert all(one != other for one, other in combinations(marks.values(), 2))
    assert marks["labour"] == "L"


def test_labels_keep_their_order_and_a_gap() -> None:
    moved = spread_out([0.30, 0.31, 0.05, 0.30], gap=0.04)
    ranked = sorted(moved)
    assert all(b - a >= 0.0399 for a, b in pairwise(ranked))
    assert moved[2] == 0.05
    assert moved[1] == max(moved)


def test_figures_are_written_as_people_read_them() -> None:
    assert [percent(0.4375), percent(0.5, 0), percent(None)] == ["43.8%", "50%", "–"]
    assert [points(-0.0432), points(0.02), points(0.0001), points(None)] == ["−4.3", "+2.0", "0.0", "–"]
    assert [count(1234567), count(0), count(None)] == ["1,234,567", "0", "–"]


def contrast(one: str, other: str) -> float:
    """Return the contrast of two hex colours (WCAG 2.2)."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    channels = [int(pair, 16) / 255 for pair in re.findall("..", colour.lstrip("#"))]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_every_line_of_a_place_s_history_has_its_name_also_of_a_party_that_is_gone() -> None:
    barnet = next(area for area in atlas().areas("borough") if area.name == "Barnet")
    for history in place_history(barnet, "labour"):
        lines = {
            party.short
            for at, party in enumerate(history.parties)
            if any(election.shares[at] is not None for election in history.plotted)
        }
        if lines:
            spec = history_chart(history).to_dict()
            labelled = spec["datasets"][spec["layer"][-1]["data"]["name"]]
            assert {row["label"] for row in labelled} == lines
