"""The only place that writes several of the room's models: keyword-only, atomic, `by=` the person, audited."""

from groundgame.campaign.doorstep.actions.arranging import merge_walks, move_doors, split_walk
from groundgame.campaign.doorstep.actions.giving import give_walk, give_walks
from groundgame.campaign.doorstep.actions.outings import finish, settle_run_out, take_back
from groundgame.campaign.doorstep.actions.rounds import close_round, cut_round, make_round, settle_round
from groundgame.campaign.doorstep.actions.sheets import MOST_AT_ONCE, finish_sheet, print_walks
from groundgame.campaign.doorstep.actions.typing import UNDO, Kept, Sent, type_lines
from groundgame.campaign.doorstep.actions.untyping import undo_last

__all__ = [
    "MOST_AT_ONCE",
    "UNDO",
    "Kept",
    "Sent",
    "close_round",
    "cut_round",
    "finish",
    "finish_sheet",
    "give_walk",
    "give_walks",
    "make_round",
    "merge_walks",
    "move_doors",
    "print_walks",
    "settle_round",
    "settle_run_out",
    "split_walk",
    "take_back",
    "type_lines",
    "undo_last",
]
