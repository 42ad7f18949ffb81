"""Work the first page's figures out before anybody asks for them."""

from groundgame.campaign.strategy.charts.svg import warm_up
from groundgame.campaign.strategy.held import councils_now, held_now, mayor_now
from groundgame.campaign.strategy.parties import our_party
from groundgame.campaign.strategy.standing import standing
from groundgame.campaign.strategy.wards import TIERS, ward_table


def warm() -> None:
    """Fill this process's caches with what "London now" shows, tier by tier, and load the drawing libraries."""
    ours = our_party().id
    mayor_now()
    held_now(ours)
    councils_now()
    for tier in TIERS:
        standing(ward_table(tier, ours), ours)
    warm_up()
