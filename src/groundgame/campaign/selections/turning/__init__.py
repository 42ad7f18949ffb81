"""What if: how few papers, or whole delegations, would have to change for a seat to go elsewhere.

Each answer says what is proven and what was found and counted again; where the two differ, it says so.
"""

from groundgame.campaign.selections.turning.answers import Move, Turn, said
from groundgame.campaign.selections.turning.delegations import Delegation, Switch, fewest_delegations
from groundgame.campaign.selections.turning.patience import Patience
from groundgame.campaign.selections.turning.seats import turns

__all__ = ["Delegation", "Move", "Patience", "Switch", "Turn", "fewest_delegations", "said", "turns"]
