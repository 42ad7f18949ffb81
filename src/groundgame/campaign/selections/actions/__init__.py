"""Everything that is written in a selection: keyword-only, atomic, `by=` a person, audited."""

from groundgame.campaign.selections.actions import closing as _closing  # noqa: F401 (what it does joins the moves)
from groundgame.campaign.selections.actions.appeals import appeal, declare_interest, find
from groundgame.campaign.selections.actions.backing import Named, back, withdraw_backing
from groundgame.campaign.selections.actions.backing_sheets import TakenIn, take_in_backings
from groundgame.campaign.selections.actions.ballot import Accepted, cast, mark_paper_vote, unmark_paper_vote
from groundgame.campaign.selections.actions.count import count_post, counted_alike, enter_lot
from groundgame.campaign.selections.actions.credentials import issue, reissue
from groundgame.campaign.selections.actions.electorate import enter_outsider, fix_anew, set_eligibility, shut_out
from groundgame.campaign.selections.actions.letters import mark_posted, send_letters
from groundgame.campaign.selections.actions.moving import move, on
from groundgame.campaign.selections.actions.opening import is_open, open_if_enough, open_without, save_shares
from groundgame.campaign.selections.actions.own_shares import give_up_key, take_back_empty
from groundgame.campaign.selections.actions.panel import name_to_panel, set_quorum, take_off_panel
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
    "appeal",
    "back",
    "cast",
    "change_selection",
    "count_post",
    "counted_alike",
    "declare_interest",
    "drop_scrutineer",
    "enter_lot",
    "enter_outsider",
    "find",
    "fix_anew",
    "give_up_key",
    "hold_ballot",
    "is_open",
    "issue",
    "keep_public_key",
    "make_selection",
    "mark_paper_vote",
    "mark_posted",
    "move",
    "name_scrutineer",
    "name_to_panel",
    "on",
    "open_if_enough",
    "open_without",
    "reissue",
    "remove",
    "remove_slate",
    "save_candidate",
    "save_post",
    "save_section",
    "save_shares",
    "save_slate",
    "send_letters",
    "set_eligibility",
    "set_quorum",
    "shut_out",
    "take_back_empty",
    "take_in_backings",
    "take_off_panel",
    "unmark_paper_vote",
    "withdraw_backing",
    "withdraw_candidate",
]
