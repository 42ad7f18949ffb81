"""Everything that is written in a selection: keyword-only, atomic, `by=` a person, audited."""

from groundgame.campaign.selections.actions.backing import Named, back, withdraw_backing
from groundgame.campaign.selections.actions.backing_sheets import TakenIn, take_in_backings
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
from groundgame.campaign.selections.actions.slates import remove_slate, save_slate

__all__ = [
    "Named",
    "TakenIn",
    "back",
    "change_selection",
    "make_selection",
    "move",
    "on",
    "remove",
    "remove_slate",
    "save_candidate",
    "save_post",
    "save_section",
    "save_slate",
    "take_in_backings",
    "withdraw_backing",
    "withdraw_candidate",
]
