"""What happened in plain sentences, each made of the figures that the page shows."""

from collections.abc import Sequence

from groundgame.campaign.strategy.happened.change import Change, PartyChange, swing_between
from groundgame.campaign.strategy.happened.flows import FlowTable
from groundgame.campaign.strategy.happened.tide_table import BEAT, SHORT, TideRow, TideTable
from groundgame.campaign.strategy.templatetags.figures import percent, points
from groundgame.electoral.contests import Party
from groundgame.electoral.swing.comparing import Comparison

STEADY = 0.0005
MOST_NAMES = 3
NOT_A_CAUSE = (
    "None of this says why. A place beats the tide by its candidate, its campaign, a quarrel of its own or by luck, "
    "and these figures do not tell one from another."
)


def overall(compared: Comparison, changes: Sequence[PartyChange], ours: Party) -> str:
    """Return how the party's share moved in all the compared places, and the swing between the two that were first."""
    mine = next((one for one in changes if one.party.id == ours.id), None)
    of_what = "of the council seats" if compared.measure == "seats" else "of the vote"
    if mine is None:
        return f"{ours.name} had next to nothing {of_what} at either election."
    moved = "did not move" if abs(mine.change) < STEADY else f"{'rose' if mine.change > 0 else 'fell'}"
    by = "" if abs(mine.change) < STEADY else f" by {_points(mine.change)}"
    told = f"{ours.name}’s share {of_what} {moved}{by}, from {percent(mine.before)} to {percent(mine.after)}."
    swing = swing_between(compared, ours.id)
    if swing is None:
        return told
    return f"{told} The swing from {swing[0].name} to {swing[1].name} was {_points(swing[2])}."


def spread(changes: Sequence[Change], unit: str) -> str:
    """Return in how many places the share rose, and where it moved most."""
    if len(changes) < 2:
        return ""
    rose = sum(one.change > 0 for one in changes)
    best, worst = changes[0], changes[-1]
    return (
        f"It rose in {rose:,} of {len(changes):,} {unit}: most in {best.name} ({points(best.change)}), "
        f"least in {worst.name} ({points(worst.change)})."
    )


def against_the_tide(table: TideTable) -> list[str]:
    """Return where the party beat the tide, where it fell short, and where it only floated."""
    beat = [row for row in table.rows if row.verdict == BEAT]
    short = [row for row in reversed(table.rows) if row.verdict == SHORT]
    told = [_beat(beat, table.unit)]
    if short:
        told.append(f"It did worse than that in {_names(short)}.")
    floated = [row for row in table.rows if row.change > 0 and row.verdict != BEAT]
    if floated:
        told.append(_floated(floated, sum(row.change > 0 for row in table.rows), table.unit))
    return told


def _beat(rows: Sequence[TideRow], unit: str) -> str:
    expected = "than a place’s past, people and part of the city would have given"
    if not rows:
        return f"In none of the {unit} can we be nine tenths sure that it did better {expected}."
    return f"It did better {expected} in {_names(rows)}."


def _floated(rows: Sequence[TideRow], rose: int, unit: str) -> str:
    each = "all" if len(rows) == rose else f"{len(rows):,}"
    return (
        f"In {each} of the {rose:,} {unit} where its share rose, the rise is no more than the tide would bring: "
        "there it only floated, as far as the votes can tell."
    )


def between(table: FlowTable, ours: str) -> str:
    """Return how many of the party's voters stayed, and to whom most of the others are read to have gone."""
    row = next((number for number, side in enumerate(table.rows) if side.option == ours), None)
    column = next((number for number, side in enumerate(table.columns) if side.option == ours), None)
    if row is None or column is None:
        return ""
    cells = table.cells[row]
    stayed = cells[column]
    lost = max((number for number in range(len(cells)) if number != column), key=lambda number: cells[number].votes)
    to = table.columns[lost].name
    return (
        f"Of every 100 who voted {table.rows[row].name} the first time, about {100 * stayed.share:.0f} did so again "
        f"({100 * stayed.p05:.0f} to {100 * stayed.p95:.0f}), as far as the places tell; "
        f"the largest other part, about {100 * cells[lost].share:.0f}, is read as “{to}”."
    )


def _names(rows: Sequence[TideRow]) -> str:
    told = [f"{row.name} ({points(row.departure.middle)})" for row in rows[:MOST_NAMES]]
    more = len(rows) - len(told)
    if more:
        return f"{', '.join(told)} and {more:,} more"
    return told[0] if len(told) == 1 else f"{', '.join(told[:-1])} and {told[-1]}"


def _points(change: float) -> str:
    written = f"{abs(100 * change):.1f}"
    return f"{written} point{'' if written == '1.0' else 's'}"
