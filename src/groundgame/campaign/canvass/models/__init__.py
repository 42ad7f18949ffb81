"""The tables of canvassing, on the telephone and at the door."""

from groundgame.campaign.canvass.models.audiences import SavedAudience
from groundgame.campaign.canvass.models.codes import IntentionCode
from groundgame.campaign.canvass.models.contacts import Answer, ContactEvent, ElectorState, NewestAnswer
from groundgame.campaign.canvass.models.leases import Lease
from groundgame.campaign.canvass.models.scripts import AnswerOption, Question, Script
from groundgame.campaign.canvass.models.sessions import Caller, Session, Target
from groundgame.campaign.canvass.models.trials import HeldOut, Trial, TrialResult
from groundgame.campaign.canvass.models.wordings import Wordings

__all__ = [
    "Answer",
    "AnswerOption",
    "Caller",
    "ContactEvent",
    "ElectorState",
    "HeldOut",
    "IntentionCode",
    "Lease",
    "NewestAnswer",
    "Question",
    "SavedAudience",
    "Script",
    "Session",
    "Target",
    "Trial",
    "TrialResult",
    "Wordings",
]
