"""Who backs whom, worked out from plain names and numbers: cross-tables, exact tests, slates.

Nothing here knows the database: sets of names come in, answers go out.
"""

from groundgame.campaign.selections.support.association import Association, associate
from groundgame.campaign.selections.support.crosstab import Backing, CrossTable, cross
from groundgame.campaign.selections.support.sentences import say
from groundgame.campaign.selections.support.slates import Across, backs_across, on_several, overlaps

__all__ = [
    "Across",
    "Association",
    "Backing",
    "CrossTable",
    "associate",
    "backs_across",
    "cross",
    "on_several",
    "overlaps",
    "say",
]
