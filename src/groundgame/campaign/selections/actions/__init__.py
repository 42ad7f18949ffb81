"""Everything that is written in a selection: keyword-only, atomic, `by=` a person, audited."""

from groundgame.campaign.selections.actions import closing as _closing  # noqa: F401 (what it does joins the moves)
from groundgame.campaign.selections.actions.backing import Named, back, withdraw_backing
from groundgame.campaign.selections.actions.backing_sheets import TakenIn, take_in_backings
from groundgame.campaign.selections.actions.ballot import Accepted, cast, mark_paper_vote
from groundgame.campaign.selections.actions.credentials import issue, reissue
from groundgame.campaign.selections.actions.moving import move, on
from groundgame.campaign.selections.actions.opening import is_open, open_if_enough, save_shares
from groundgame.campaign.selections.actions.scrutiny import (
    drop_scrutineer,
    hold_ballot,
    keep_public_key,
    name_scrutineer,
)
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
    "Accepted",
    "Named",
    "TakenIn",
    "back",
    "cast",
    "change_selection",
    "drop_scrutineer",
    "hold_ballot",
    "is_open",
    "issue",
    "keep_public_key",
    "make_selection",
    "mark_paper_vote",
    "move",
    "name_scrutineer",
    "on",
    "open_if_enough",
    "reissue",
    "remove",
    "remove_slate",
    "save_candidate",
    "save_post",
    "save_section",
    "save_shares",
    "save_slate",
    "take_in_backings",
    "withdraw_backing",
    "withdraw_candidate",
]
