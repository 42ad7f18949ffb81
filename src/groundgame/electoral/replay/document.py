"""The document of accuracy: every replay's figures, where others are better, and the calibration."""

from collections.abc import Mapping, Sequence
from itertools import groupby

from groundgame.electoral.contests import parties
from groundgame.electoral.replay.calibration import Bin, calibration
from groundgame.electoral.replay.runs import Run
from groundgame.electoral.replay.scoring import Baseline, Replay

HEAD = """# Accuracy

Made by `groundgame replay all --document docs/accuracy.md`; do not edit. Each forecast was run by the same code on what
was known the day before the election, and scored against what happened. "True shares" means that the model was also
given the true shares of the whole, so that its geography alone is tried.

**Share error** is the mean absolute error of a party's share, in points; **lead error** how much too large the lead of
one party over another was taken to be (the governing party's over the next, the first candidate's over the second);
**seats right** the seats given to those who won them; **seat error** the sum over parties of the absolute error in
seats. The **Brier score** (0 is perfect, 2 the
worst) and the **log score** (minus the logarithm of the chance given to the winner; 0 is perfect) judge the chances.
**In 50%** and **in 90%** are how many true figures lay inside those intervals: 50% and 90% would be perfect.
"""
TITLES = {
    "general": "General elections",
    "boroughs": "London boroughs",
    "mayor": "Mayor of London",
    "assembly": "London Assembly",
    "locals": "A general election read from local ones",
}
COLUMNS = (
    "| | share error | lead error | seats right | seat error | Brier | log score | in 50% | in 90% |\n"
    + 9 * "|---"
    + "|"
)


def accuracy_document(runs: Sequence[Run], pictures: Mapping[str, str]) -> str:
    """Return the document as Markdown; `pictures` names the picture of each kind's calibration, by kind."""
    parts = [HEAD]
    for kind, group in groupby(runs, key=lambda each: each.replay.kind):
        mine = list(group)
        parts += [
            f"\n## {TITLES.get(kind, kind)}\n",
            COLUMNS,
            *_rows(mine),
            *_worse(mine),
            *_calibrated(kind, mine, pictures),
        ]
    return "\n".join(parts) + "\n"


def _rows(runs: Sequence[Run]) -> list[str]:
    return [row for each in runs for row in (replay_row(each.replay), *map(baseline_row, each.baselines))]


def replay_row(replay: Replay) -> str:
    """Return a replay's row of the table."""
    seats = sum(replay.seat_error_by_party.values())
    figures = f"{replay.share_error_points:.2f} | {_lead(replay)} | {100 * replay.seats_right:.1f}% | {seats:.0f}"
    inside = f"{100 * replay.coverage_50:.0f}% | {100 * replay.coverage_90:.0f}%"
    when = f"**{replay.year}, {replay.given.replace('-', ' ')}**"
    return f"| {when} | {figures} | {replay.brier:.3f} | {replay.log_score:.3f} | {inside} |"


def baseline_row(other: Baseline) -> str:
    """Return another method's row: a dash where nothing is known."""
    share = "-" if other.share_error_points is None else f"{other.share_error_points:.2f}"
    right = "-" if other.seats_right is None else f"{100 * other.seats_right:.1f}%"
    seats = "-" if other.seat_error is None else f"{other.seat_error:.0f}"
    over = f"; seats of {', '.join(parties()[party].short for party in other.seats_over)}" if other.seats_over else ""
    return f"| {other.method} ({other.source}{over}) | {share} | {_lead(other)} | {right} | {seats} | - | - | - | - |"


def _lead(of: Replay | Baseline) -> str:
    return "-" if of.lead_error_points is None else f"{of.lead_error_points:+.1f}"


def _worse(runs: Sequence[Run]) -> list[str]:
    """Say where another method did better than ours, measure by measure."""
    lines = [line for each in runs for other in each.baselines for line in _better(each.replay, other)]
    return (
        ["\nWhere we are worse:\n", *lines] if lines else ["\nNo other method in the table did better on any measure."]
    )


def _better(replay: Replay, other: Baseline) -> list[str]:
    beaten = [
        f"{word} {they:.{digits}f} against our {we:.{digits}f}"
        for word, digits, we, they, gain in _measures(replay, other)
        if they is not None and round(gain, digits) > 0
    ]
    when = f"{replay.year}, {replay.given.replace('-', ' ')}"
    return [f"- {when}: {other.method}: {'; '.join(beaten)}."] if beaten else []


def _measures(replay: Replay, other: Baseline) -> list[tuple[str, int, float, float | None, float]]:
    """Return each measure's name, digits, our figure, theirs, and by how much theirs is better."""
    over = other.seats_over or tuple(replay.seat_error_by_party)
    seats = float(sum(replay.seat_error_by_party.get(party, 0.0) for party in over))
    share, right = replay.share_error_points, 100 * replay.seats_right
    their_share, their_seats = other.share_error_points, other.seat_error
    their_right = None if other.seats_right is None else 100 * other.seats_right
    lead, their_lead = abs(replay.lead_error_points or 0.0), other.lead_error_points
    word = "seat error of those parties" if other.seats_over else "seat error"
    return [
        ("share error", 2, share, their_share, share - (share if their_share is None else their_share)),
        ("lead error", 1, lead, their_lead and abs(their_lead), lead - abs(lead if their_lead is None else their_lead)),
        ("seats right", 1, right, their_right, (right if their_right is None else their_right) - right),
        (word, 0, seats, their_seats, seats - (seats if their_seats is None else their_seats)),
    ]


def _calibrated(kind: str, runs: Sequence[Run], pictures: Mapping[str, str]) -> list[str]:
    found = calibration(pair for each in runs if each.replay.given == "day-before" for pair in each.replay.chances)
    if not found:
        return []
    title = f"What came true, by the chance that was given: {TITLES.get(kind, kind)}"
    picture = [f"\n![{title}]({pictures[kind]})"] if kind in pictures else []
    table = ["\n| chance given | how many | mean chance | came true |", "|---|---|---|---|", *map(bin_row, found)]
    return [*picture, *table]


def bin_row(group: Bin) -> str:
    """Return a row of the calibration's table."""
    edges = f"{100 * group.low:.0f} to {100 * group.high:.0f}%"
    return f"| {edges} | {group.count:,} | {100 * group.mean_chance:.1f}% | {100 * group.came_true:.1f}% |"
