"""Work the first page's figures out before anybody asks for them."""

from groundgame.campaign.strategy.charts.svg import warm_up
from groundgame.campaign.strategy.coming.forecasts import KINDS, forecast_answer
from groundgame.campaign.strategy.coming.needed import councils_answer, next_mayor_needed
from groundgame.campaign.strategy.coming.outlook import TURNOUTS, next_days
from groundgame.campaign.strategy.coming.turnout import turnouts_answer
from groundgame.campaign.strategy.coming.westminster import BY_LAW
from groundgame.campaign.strategy.happened.picking import latest_two
from groundgame.campaign.strategy.happened.tide import tide_answer
from groundgame.campaign.strategy.happened.town_halls import town_halls_answer
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
    _have_worked_out(ours)


def _have_worked_out(ours: str) -> None:
    """Begin, one after the other and behind the pages, what takes seconds: the forecasts and the latest tides."""
    for kind in KINDS:
        forecast_answer(kind, patience=0.0)
    for boundary_set in TURNOUTS:
        turnouts_answer(next_days(boundary_set), patience=0.0)
    for tier in ("borough", "parliament"):
        tide_answer(latest_two(tier), ours, patience=0.0)
    councils_answer(ours, patience=0.0)
    next_mayor_needed(ours, patience=0.0)
    town_halls_answer(patience=0.0)
    forecast_answer("general", BY_LAW, patience=0.0)
