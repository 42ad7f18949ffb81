"""How replays of plans are printed: every replay as JSON, or their sums as one table."""

import json
from collections.abc import Sequence

from rich.table import Table

from groundgame.electoral.replay.plan_bars import held
from groundgame.electoral.replay.plans import Gains, PlanScore, totals

COLUMNS = ("hours", "plan", "seats, fresh draws", "seats, blurred result", "seats, no change", "councils")
DIGITS = 4


def plans_json(scores: Sequence[PlanScore]) -> str:
    """Return replays of plans as JSON, a list with one object a year, party, budget and plan."""
    rows = [
        {"year": one.year, "party": one.party, "hours": one.budget_hours, "plan": one.plan}
        | {name: round(value, DIGITS) for name, value in one.gains._asdict().items()}
        for one in scores
    ]
    return json.dumps(rows, indent=2)


def plans_sheet(scores: Sequence[PlanScore]) -> Table:
    """Return a table to read: what each plan gains in all replays together, and how often as much our plan gains."""
    sheet = Table(box=None)
    for name in (*COLUMNS, "the plan gains times as much"):
        sheet.add_column(name, justify="left" if name == "plan" else "right")
    sums = totals(scores)
    for (budget, plan), gains in sums.items():
        times = sums[budget, "plan"].fresh / gains.fresh if gains.fresh else float("nan")
        sheet.add_row(f"{budget:,}", plan, *_cells(gains), f"{times:.2f}")
    return sheet


def bars_sheet(scores: Sequence[PlanScore]) -> Table:
    """Return which bars hold, as a table; they are of the sums of all replays."""
    sheet = Table(box=None, title="Times as much, beside its bar and ambition", title_justify="left")
    for name in ("plan", "over", "hours", "times", "bar", "ambition", "reaches"):
        sheet.add_column(name, justify="left" if name in {"plan", "over", "reaches"} else "right")
    for one in held(totals(scores)):
        figures = (f"{one.budget_hours:,}", f"{one.times:.2f}", f"{one.bar.least:.2f}", f"{one.bar.ambition:.2f}")
        sheet.add_row(one.plan, one.over, *figures, one.verdict)
    return sheet


def _cells(gains: Gains) -> list[str]:
    return [f"{value:.2f}" for value in gains]
