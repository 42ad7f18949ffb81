"""The maps of what happened, kept for a day."""

from django.core.cache import cache

from groundgame.campaign.strategy.charts.svg import DAY_SECONDS
from groundgame.campaign.strategy.happened.change import Change, area_of_ward
from groundgame.campaign.strategy.happened.tide_table import TideTable
from groundgame.campaign.strategy.maps.change import CHANGE, TIDE, Figure, draw_change
from groundgame.campaign.strategy.maps.scales import Scale
from groundgame.campaign.strategy.maps.shapes import user_shapes
from groundgame.campaign.strategy.maps.wards import WardMap
from groundgame.electoral.contests import Party
from groundgame.electoral.swing.comparing import Comparison

WORDS = {"change": "Change", "tide": "Departure from the tide"}


def tide_map(compared: Comparison, party: Party, table: TideTable) -> WardMap | None:
    """Return the map of departures from the tide, or None where nothing joins the areas to the wards of today."""
    figures = {row.code: (row.name, row.departure.middle) for row in table.rows}
    return _drawn(compared, party, "tide", figures, TIDE)


def change_map(compared: Comparison, party: Party, places: list[Change]) -> WardMap | None:
    """Return the map of the change of a party's share, or None where nothing joins the areas to the wards of today."""
    return _drawn(compared, party, "change", {one.code: (one.name, one.change) for one in places}, CHANGE)


def _drawn(
    compared: Comparison, party: Party, what: str, known: dict[str, tuple[str, float]], scale: Scale
) -> WardMap | None:
    """Draw every ward with the figure of the area that most of it lies in; None where nothing joins the two."""
    areas = area_of_ward(compared.boundary_set)
    if not areas:
        return None
    shapes = user_shapes()
    key = f"{what}:{compared.earlier.name}:{compared.later.name}:{party.id}:{shapes.stamp}"
    drawn: WardMap | None = cache.get(key)
    if drawn is None:
        figures = {
            ward: Figure(known[area][1], "" if ward == area else f" (in all of {known[area][0]})")
            for ward, area in areas.items()
            if area in known
        }
        title = f"{WORDS[what]} of {party.name} in every ward"
        drawn = draw_change(figures, f"{party.name} {WORDS[what].lower()}", scale, title, shapes)
        cache.set(key, drawn, DAY_SECONDS)
    return drawn
