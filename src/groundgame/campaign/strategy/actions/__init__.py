"""The only place that writes several of the room's models: keyword-only, atomic, `by=` the person, audited."""

from groundgame.campaign.strategy.actions.away import accept_days, give_days_back, say_done
from groundgame.campaign.strategy.actions.hours import load_hours, say_hours
from groundgame.campaign.strategy.actions.plans import keep_plan, put_in_force, withdraw_plan
from groundgame.campaign.strategy.actions.twinning import give_back, take_up, take_up_once

__all__ = [
    "accept_days",
    "give_back",
    "give_days_back",
    "keep_plan",
    "load_hours",
    "put_in_force",
    "say_done",
    "say_hours",
    "take_up",
    "take_up_once",
    "withdraw_plan",
]
