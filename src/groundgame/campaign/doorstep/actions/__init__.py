"""The only place that writes several of the room's models: keyword-only, atomic, `by=` the person, audited."""

from groundgame.campaign.doorstep.actions.arranging import merge_walks, move_doors, split_walk
from groundgame.campaign.doorstep.actions.outings import finish, give_walk, settle_run_out, take_back
from groundgame.campaign.doorstep.actions.rounds import close_round, cut_round, make_round

__all__ = [
    "close_round",
    "cut_round",
    "finish",
    "give_walk",
    "make_round",
    "merge_walks",
    "move_doors",
    "settle_run_out",
    "split_walk",
    "take_back",
]
