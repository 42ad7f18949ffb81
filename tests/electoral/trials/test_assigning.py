"""Who is held back: repeatable, in proportion, by nobody's choice."""

from collections import Counter

import pytest

from groundgame.electoral.trials import TrialError, held_back, is_held_back_late, script_arm

HOMES = {f"home-{number}": f"ward-{number % 7}" for number in range(700)}


def test_the_same_whatever_the_order_and_another_in_another_trial():
    backwards = dict(reversed(HOMES.items()))
    assert held_back("june", HOMES, 0.15) == held_back("june", backwards, 0.15)
    assert held_back("june", HOMES, 0.15) != held_back("july", HOMES, 0.15)
    assert held_back("june", HOMES, 0.15) != held_back("june", HOMES, 0.15, key=b"the campaign's own")


def test_what_is_held_back_stays_as_it_was_written_down():
    """A change here would move households between the arms of trials that are under way."""
    few = {f"home-{number}": "ward" for number in range(10)}
    assert sorted(held_back("june", few, 0.2)) == ["home-8", "home-9"]


def test_every_ward_gives_its_part():
    counts = Counter(HOMES[one] for one in held_back("june", HOMES, 0.15))
    assert counts == {f"ward-{number}": 15 for number in range(7)}


def test_small_wards_give_their_part_on_average_and_never_more_than_one_over():
    homes = {f"home-{number}": f"ward-{number // 3}" for number in range(6_000)}
    counts = Counter(homes[one] for one in held_back("june", homes, 0.1))
    assert set(counts.values()) == {1}
    assert len(counts) == pytest.approx(600, abs=3 * (2_000 * 0.3 * 0.7) ** 0.5)


def test_every_household_is_as_likely_as_another():
    times = Counter(
        one for trial in range(400) for one in held_back(f"trial {trial}", dict(list(HOMES.items())[:50]), 0.3)
    )
    squares = sum((times[f"home-{number}"] - 120) ** 2 / (120 * 0.7) for number in range(50))
    assert 25 < squares < 85  # chi-squared of about 50 degrees


def test_arms_of_a_script_are_even_and_tell_nothing_of_who_is_held_back():
    away = held_back("june", HOMES, 0.5)
    cells = Counter((one in away, script_arm("june", one, ["rents", "buses"])) for one in HOMES)
    assert all(count == pytest.approx(175, abs=35) for count in cells.values())


def test_latecomers_are_held_back_by_their_own_draw():
    late = sum(is_held_back_late("june", f"late-{number}", 0.1) for number in range(5_000))
    assert late == pytest.approx(500, abs=65)


@pytest.mark.parametrize("part", [0, 1, 1.5, -0.1])
def test_a_part_that_is_none_is_refused(part):
    with pytest.raises(TrialError, match="held back"):
        held_back("june", HOMES, part)
    with pytest.raises(TrialError, match="no arm"):
        script_arm("june", "home-1", [])
