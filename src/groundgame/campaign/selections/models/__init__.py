"""The tables of the party's own elections."""

from groundgame.campaign.selections.models.posts import Candidate, GuaranteedPlaces, Post
from groundgame.campaign.selections.models.selection import Section, Selection, Transition

__all__ = [
    "Candidate",
    "GuaranteedPlaces",
    "Post",
    "Section",
    "Selection",
    "Transition",
]
