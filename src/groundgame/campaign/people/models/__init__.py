"""The tables of a party's own people."""

from groundgame.campaign.people.models.members import Member
from groundgame.campaign.people.models.organisations import Affiliation, Organisation

__all__ = ["Affiliation", "Member", "Organisation"]
