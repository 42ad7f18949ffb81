"""How replays are printed: as JSON, or as one table with every other method below each."""

import json
from collections.abc import Sequence

from rich.table import Table

from groundgame.electoral.replay import Baseline, Replay
from groundgame.electoral.replay.runs import Run

KEYS = (
    "kind",
    "year",
    "given",
    "share_error_points",
    "seats_right",
    "seat_error_by_party",
    "brier",
    "log_score",
    "coverage_50",
    "coverage_90",
)
DIGITS = 4
COLUMNS = ("replay", "share error", "seats right", "seat error", "Brier", "log score", "in 50%", "in 90%")


def replay_json(runs: Sequence[Run], *, one: bool) -> str:
    """Return replays as JSON: an object of the one, or a list of them."""
    fields = [_fields(each.replay) for each in runs]
    return json.dumps(fields[0] if one else fields, indent=2, ensure_ascii=False)


def _fields(replay: Replay) -> dict[str, object]:
    return {key: _rounded(getattr(replay, key)) for key in KEYS}


def _rounded(value: object) -> object:
    if isinstance(value, float):
        return round(value, DIGITS)
    return {key: _rounded(each) for key, each in value.items()} if isinstance(value, dict) else value


def replays_sheet(runs: Sequence[Run]) -> Table:
    """Return a table to read: a row a replay, and below it what other methods scored on the same election."""
    sheet = Table(box=None)
    for name in COLUMNS:
        sheet.add_column(name, justify="left" if name == COLUMNS[0] else "right")
    for each in runs:
        sheet.add_row(*replay_cells(each.replay))
        for other in each.baselines:
            sheet.add_row(*baseline_cells(other))
    return sheet


def replay_cells(replay: Replay) -> list[str]:
    """Return the cells of a replay's row, in the order of COLUMNS: points, per cent, seats, scores."""
    total = sum(replay.seat_error_by_party.values())
    return [
        f"{replay.kind} {replay.year}, {replay.given}",
        f"{replay.share_error_points:.2f}",
        f"{100 * replay.seats_right:.1f}%",
        f"{total:.0f}",
        f"{replay.brier:.3f}",
        f"{replay.log_score:.3f}",
        f"{100 * replay.coverage_50:.0f}%",
        f"{100 * replay.coverage_90:.0f}%",
    ]


def baseline_cells(other: Baseline) -> list[str]:
    """Return the cells of another method's row: empty where nothing is known."""
    share, right, seats = other.share_error_points, other.seats_right, other.seat_error
    return [
        f"  {other.method}",
        "" if share is None else f"{share:.2f}",
        "" if right is None else f"{100 * right:.1f}%",
        "" if seats is None else f"{seats:.0f}",
        *[""] * 4,
    ]
