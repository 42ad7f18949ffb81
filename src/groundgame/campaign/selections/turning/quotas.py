"""Single transferable vote: what the quota alone proves about a seat, whatever the order of stages."""

from groundgame.campaign.selections.counting.boxes import Ask
from groundgame.campaign.selections.turning.piles import Piles
from groundgame.electoral.counting.scottish_stv import droop_quota


def proven_to_lose(ask: Ask, piles: Piles, name: str) -> int:
    """Return the fewest papers without which an elected candidate may lose the seat, as far as the quota proves it.

    Whoever has a quota of first votes is elected under every rule of this kind, however the rest votes; so as many
    papers must go as stand above the quota, and one more. Elsewhere, and where places are guaranteed, the quota proves
    no more than that something must change.
    """
    (pile,) = piles.piles
    at = piles.names.index(name)
    first = sum(number for kind, number in pile.kinds.items() if kind and kind[0] == at)
    if ask.guaranteed:
        return 1
    return max(1, first - droop_quota(pile.total, ask.seats) + 1)
