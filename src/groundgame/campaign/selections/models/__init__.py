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
from groundgame.campaign.selections.models.backing import Backer, Backing, Slate, SlatePlace
from groundgame.campaign.selections.models.ballot import (
    BoxPaper,
    Credential,
    How,
    InboxPaper,
    Mark,
    NewMark,
    ProvisionalPaper,
)
from groundgame.campaign.selections.models.electorate import Entry, Freeze, Letter
from groundgame.campaign.selections.models.opened import BoxAccount, OpenedPaper, OpenedShare, Publication
from groundgame.campaign.selections.models.posts import Candidate, GuaranteedPlaces, Post
from groundgame.campaign.selections.models.result import DrawnLot, Result
from groundgame.campaign.selections.models.scrutiny import BallotForm, Scrutineer, Scrutiny
from groundgame.campaign.selections.models.selection import Section, Selection, Transition
from groundgame.campaign.selections.models.typed import Batch, TypedPaper

__all__ = [
    "QUORUMS",
    "Appeal",
    "Backer",
    "Backing",
    "BallotForm",
    "Batch",
    "BoxAccount",
    "BoxPaper",
    "Candidate",
    "Credential",
    "Decision",
    "DrawnLot",
    "Entry",
    "Finding",
    "Freeze",
    "GuaranteedPlaces",
    "How",
    "InboxPaper",
    "Interest",
    "Letter",
    "Mark",
    "NewMark",
    "OpenedPaper",
    "OpenedShare",
    "Panel",
    "PanelMember",
    "Post",
    "ProvisionalPaper",
    "Publication",
    "Result",
    "Scrutineer",
    "Scrutiny",
    "Section",
    "Selection",
    "Slate",
    "SlatePlace",
    "Transition",
    "TypedPaper",
]
