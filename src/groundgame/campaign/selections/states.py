"""A selection's states, and the one table of moves between them, which also draws docs/selections.md."""

from dataclasses import dataclass

from django.db import models


class State(models.TextChoices):
    """Where a selection stands."""

    DRAFT = "draft", "Draft"
    NOMINATIONS = "nominations", "Nominations"
    FROZEN = "frozen", "Frozen"
    APPEALS = "appeals", "Appeals"
    VOTING = "voting", "Voting"
    COUNTING = "counting", "Counting"
    DECLARED = "declared", "Declared"
    CLOSED = "closed", "Closed"


@dataclass(frozen=True, slots=True)
class Move:
    """One step that a returning officer may take. `key` is its name in addresses; `means` says what it does."""

    key: str
    source: State
    target: State
    label: str
    means: str


MOVES = (
    Move("open-nominations", State.DRAFT, State.NOMINATIONS, "Open nominations", "Names may be put forward."),
    Move("freeze", State.NOMINATIONS, State.FROZEN, "Freeze", "Nominations end, and the electorate is fixed."),
    Move("open-appeals", State.FROZEN, State.APPEALS, "Open appeals", "Those shut out are told, and may appeal."),
    Move("open-voting", State.APPEALS, State.VOTING, "Open voting", "Credentials are good, and papers are taken."),
    Move("close-voting", State.VOTING, State.COUNTING, "Close voting", "No paper is taken any more."),
    Move("declare", State.COUNTING, State.DECLARED, "Declare", "The result is published, with what proves it."),
    Move("close", State.DECLARED, State.CLOSED, "Close", "Nothing can be changed any more."),
    Move("redraft", State.NOMINATIONS, State.DRAFT, "Back to draft", "Posts and rules may be changed again."),
    Move("abandon-draft", State.DRAFT, State.CLOSED, "Abandon", "The selection ends without a vote."),
    Move("abandon-nominations", State.NOMINATIONS, State.CLOSED, "Abandon", "The selection ends without a vote."),
    Move("abandon-frozen", State.FROZEN, State.CLOSED, "Abandon", "The selection ends without a vote."),
    Move("abandon-appeals", State.APPEALS, State.CLOSED, "Abandon", "The selection ends without a vote."),
)
"""Every move there is. Whatever is not here is refused; once voting opens there is no way back."""


def moves_from(state: str) -> tuple[Move, ...]:
    """Return the moves that lead out of a state, the usual one first."""
    return tuple(move for move in MOVES if move.source == state)


def move_named(key: str) -> Move | None:
    """Return the move of that name, or None."""
    return next((move for move in MOVES if move.key == key), None)


def diagram() -> str:
    """Return the table as a Mermaid state diagram."""
    lines = [f"    {move.source.value} --> {move.target.value}: {move.label}" for move in MOVES]
    start, end = f"    [*] --> {State.DRAFT.value}", f"    {State.CLOSED.value} --> [*]"
    return "\n".join(["stateDiagram-v2", start, *lines, end])
