"""Which bars replayed plans reach."""

import pytest

from groundgame.cli.plan_replay_sheets import bars_sheet
from groundgame.electoral.replay.plan_bars import held
from groundgame.electoral.replay.plans import BUDGETS_HOURS, PLANS, Gains, PlanScore, totals


def scores(ours):
    """Two replays in which every other method gains 0.5 seats each, and ours so many at each budget."""
    return [
        PlanScore(year, "labour", budget, plan, Gains(*[gained / 2 if plan.startswith("plan") else 0.5] * 3, 0.0))
        for year in (2018, 2022)
        for budget, gained in zip(BUDGETS_HOURS, ours, strict=True)
        for plan in PLANS
    ]


def test_a_bar_is_held_against_the_sum_of_all_replays_at_its_own_budget():
    found = {(one.over, one.budget_hours): one for one in held(totals(scores((4.6, 1.12, 0.99))))}
    assert found["equal split", 2_000].times == pytest.approx(4.6)
    assert {key: one.verdict for key, one in found.items()} == {
        ("equal split", 2_000): "bar",
        ("equal split", 10_000): "missed",
        ("equal split", 50_000): "missed",
        ("closest first", 2_000): "ambition",
        ("closest first", 10_000): "bar",
        ("closest first", 50_000): "missed",
        ("normal formula", 2_000): "ambition",
        ("normal formula", 10_000): "ambition",
        ("normal formula", 50_000): "missed",
        ("closest first, no change", 2_000): "ambition",
        ("closest first, no change", 10_000): "ambition",
        ("closest first, no change", 50_000): "missed",
    }


def test_the_table_has_a_row_for_every_bar():
    sheet = bars_sheet(scores((4.6, 1.12, 0.99)))
    assert sheet.row_count == 12
    assert list(sheet.columns[3].cells)[:2] == ["4.60", "1.12"]
