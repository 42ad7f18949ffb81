"""The register's tables; every one carries its borough, so that they partition or distribute without a rewrite."""

from groundgame.campaign.register.models.consent import Consent, ConsentWording
from groundgame.campaign.register.models.electors import Address, Elector, TelephoneNumber
from groundgame.campaign.register.models.erasure import Erasure, SubjectRequest
from groundgame.campaign.register.models.history import AbsentVoter, MarkedEntry
from groundgame.campaign.register.models.imports import MatchDecision, RegisterImport, UndoPart
from groundgame.campaign.register.models.lists import HeldList, LoadedList
from groundgame.campaign.register.models.pending import PendingIndex
from groundgame.campaign.register.models.reading import ColumnMapping, MarkedLine
from groundgame.campaign.register.models.registers import Register, RegisterEntry, WardCount
from groundgame.campaign.register.models.screening import TpsScreening
from groundgame.campaign.register.models.suppression import BarredLine, Channel, Suppression

__all__ = [
    "AbsentVoter",
    "Address",
    "BarredLine",
    "Channel",
    "ColumnMapping",
    "Consent",
    "ConsentWording",
    "Elector",
    "Erasure",
    "HeldList",
    "LoadedList",
    "MarkedEntry",
    "MarkedLine",
    "MatchDecision",
    "PendingIndex",
    "Register",
    "RegisterEntry",
    "RegisterImport",
    "SubjectRequest",
    "Suppression",
    "TelephoneNumber",
    "TpsScreening",
    "UndoPart",
    "WardCount",
]
