"""A figure falls into the step that the legend says."""

from itertools import pairwise

import pytest

from groundgame.campaign.strategy.maps.scales import CHANGE, Scale, spread


def test_a_figure_falls_in_the_step_of_the_per_cent_that_is_written_on_it() -> None:
    scale = Scale("s", (0.1, 0.2, 0.3, 0.4, 0.5, 0.6))
    figures = (0.094, 0.096, 0.1, 0.35, 0.6, 1.0)  # a hex that says 10 is never of two colours
    assert [scale.css(value) for value in figures] == ["s0", "s1", "s1", "s3", "s6", "s6"]


def test_what_is_not_published_has_a_step_of_its_own() -> None:
    assert CHANGE.css(None) == "none"


def test_the_legend_has_seven_steps_in_words() -> None:
    words = [words for _, words in CHANGE.ranges()]
    assert words[0] == "under −15"
    assert words[3] == "−3 to 3"
    assert words[-1] == "15 or more"
    assert len(words) == 7


@pytest.mark.parametrize("figures", [[n / 1000 for n in range(200, 600)], [0.31 + n / 1e4 for n in range(1000)]])
def test_a_spread_is_of_equal_whole_percents_and_tells_figures_apart(figures: list[float]) -> None:
    scale = spread(figures)
    widths = {round(100 * (high - low), 6) for low, high in pairwise(scale.bounds)}
    assert len(widths) == 1
    assert widths.pop() in range(1, 11)
    assert all(round(100 * bound, 6) == round(100 * bound) for bound in scale.bounds)
    assert len({scale.css(figure) for figure in figures}) >= 5


def test_nothing_known_is_still_a_scale() -> None:
    assert spread([None, None]).css(None) == "none"
