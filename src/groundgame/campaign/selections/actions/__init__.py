"""Everything that is written in a selection: keyword-only, atomic, `by=` a person, audited."""

from groundgame.campaign.selections.actions.moving import move, on
from groundgame.campaign.selections.actions.selection import (
    change_selection,
    make_selection,
    remove,
    save_candidate,
    save_post,
    save_section,
    withdraw_candidate,
)

__all__ = [
    "change_selection",
    "make_selection",
    "move",
    "on",
    "remove",
    "save_candidate",
    "save_post",
    "save_section",
    "withdraw_candidate",
]
