"""What if: how few papers, or whole delegations, would have to change for a seat to go elsewhere.

Each answer says what is proven and what was found and counted again; where the two differ, it says so.
"""

from groundgame.campaign.selections.margins.answers import Margin, Move, said
from groundgame.campaign.selections.margins.delegations import Delegation, Switch, fewest_delegations
from groundgame.campaign.selections.margins.seats import margins

__all__ = ["Delegation", "Margin", "Move", "Switch", "fewest_delegations", "margins", "said"]
