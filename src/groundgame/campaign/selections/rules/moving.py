"""When a selection may move to its next state: the conditions of each move, each a function that says why not."""

from collections.abc import Callable

from django.core.exceptions import PermissionDenied

from groundgame.campaign.selections.models import Selection
from groundgame.campaign.selections.states import Move

Condition = Callable[[Selection], str | None]
"""Given a selection, says in a sentence why the move must wait, or None where it need not."""

_conditions: dict[str, list[Condition]] = {}


def needed_before(*moves: str) -> Callable[[Condition], Condition]:
    """Make a function a condition of the moves of these keys. Used as a decorator by every part of the room."""

    def add(condition: Condition) -> Condition:
        for move in moves:
            _conditions.setdefault(move, []).append(condition)
        return condition

    return add


def conditions(move: Move) -> tuple[Condition, ...]:
    """Return the conditions of a move, in the order in which they were declared."""
    return tuple(_conditions.get(move.key, ()))


def obstacles(selection: Selection, move: Move) -> list[str]:
    """Return every reason why the selection cannot take the move now."""
    if selection.state != move.source:
        return [f"This selection is in state {selection.get_state_display()}, not {move.source.label}."]
    return [why for condition in conditions(move) if (why := condition(selection))]


def may_move(selection: Selection, move: Move) -> bool:
    """Tell whether nothing stands in the way of the move."""
    return not obstacles(selection, move)


def check_may_move(selection: Selection, move: Move) -> None:
    """Refuse a move that something stands in the way of, with every reason."""
    if reasons := obstacles(selection, move):
        raise PermissionDenied(" ".join(reasons))


@needed_before("open-nominations")
def there_is_something_to_elect(selection: Selection) -> str | None:
    """Ask for a post and a section before anybody can be nominated."""
    if not selection.posts.exists():
        return "There is no post to elect yet: add one."
    if not selection.sections.exists():
        return "Nobody may vote yet: add a section of the electorate."
    return None


@needed_before("open-voting")
def every_post_has_candidates(selection: Selection) -> str | None:
    """Ask for a candidate for every post before a paper can be marked."""
    empty = [post.name for post in selection.posts.prefetch_related("candidates") if not post.standing]
    return f"Nobody stands for {', '.join(empty)}: add candidates." if empty else None
