"""Who of the register may vote in which contest, by franchise marker and age."""

from groundgame.campaign.register.franchise.ages import VotingAgeError, voting_age
from groundgame.campaign.register.franchise.markers import CONTESTS, FRANCHISES, franchises_of
from groundgame.campaign.register.franchise.voting import attained_by, may_vote_in, may_vote_sql

__all__ = [
    "CONTESTS",
    "FRANCHISES",
    "VotingAgeError",
    "attained_by",
    "franchises_of",
    "may_vote_in",
    "may_vote_sql",
    "voting_age",
]
