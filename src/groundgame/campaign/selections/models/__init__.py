"""The tables of the party's own elections."""

from groundgame.campaign.selections.models.appeals import (
    QUORUMS,
    Appeal,
    Decision,
    Finding,
    Interest,
    Panel,
    PanelMember,
)
from groundgame.campaign.selections.models.electorate import Entry, Freeze, Letter
from groundgame.campaign.selections.models.posts import Candidate, GuaranteedPlaces, Post
from groundgame.campaign.selections.models.selection import Section, Selection, Transition

__all__ = [
    "QUORUMS",
    "Appeal",
    "Candidate",
    "Decision",
    "Entry",
    "Finding",
    "Freeze",
    "GuaranteedPlaces",
    "Interest",
    "Letter",
    "Panel",
    "PanelMember",
    "Post",
    "Section",
    "Selection",
    "Transition",
]
