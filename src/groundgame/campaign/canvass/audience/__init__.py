"""Whom a session is for: plain conditions, how many meet them and who they are, and their place in the queue."""

from groundgame.campaign.canvass.audience.conditions import NOT_KNOWN, Attained, Audience, Dwelling
from groundgame.campaign.canvass.audience.filling import REST_HOURS, fill_targets, is_large
from groundgame.campaign.canvass.audience.history import History, history_of
from groundgame.campaign.canvass.audience.makeup import Makeup, count_audience, makeup_of, recent_makeup

__all__ = [
    "NOT_KNOWN",
    "REST_HOURS",
    "Attained",
    "Audience",
    "Dwelling",
    "History",
    "Makeup",
    "count_audience",
    "fill_targets",
    "history_of",
    "is_large",
    "makeup_of",
    "recent_makeup",
]
