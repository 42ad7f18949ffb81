"""The table behind the map: every ward, in the order that is asked for."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from groundgame.campaign.accounts.http import SignedInRequest
from groundgame.campaign.strategy.parties import our_party
from groundgame.campaign.strategy.switches import chosen, switch
from groundgame.campaign.strategy.templatetags.figures import NOTHING, percent, points
from groundgame.campaign.strategy.views.access import results_page
from groundgame.campaign.strategy.wards import LEVELS, TIERS, Ward, ward_table

Key = Callable[[Ward], tuple[str | float, ...]]


def _by_figure(name: str) -> Key:
    """Sort by a figure; wards without one come first when ascending."""
    return lambda ward: (-2.0 if (value := ward.figure(name)) is None else value, ward.area.name)


ORDERS: dict[str, tuple[str, Key]] = {
    "ward": ("Ward", lambda ward: (ward.area.name, ward.borough.name)),
    "borough": ("Borough", lambda ward: (ward.borough.name, ward.area.name)),
    "winner": ("Winner", lambda ward: (ward.winner.name if ward.winner else "", ward.area.name)),
    "share": ("Our share", _by_figure("share")),
    "margin": ("Margin", _by_figure("margin")),
    "turnout": ("Turnout", _by_figure("turnout")),
    "change": ("Our change", _by_figure("change")),
}
WORDS = ("ward", "borough", "winner")


@dataclass(frozen=True, slots=True)
class Column:
    """A column's head: its link sorts by it, and turns the order round where it is sorted by it already."""

    label: str
    address: str
    numeric: bool
    direction: str


@results_page
def page(request: SignedInRequest) -> HttpResponse:
    """Show the table."""
    tier = chosen(request.GET, "tier", TIERS)
    asked = request.GET.get("sort", "")
    order = asked.removeprefix("-") if asked.removeprefix("-") in ORDERS else "borough"
    table = ward_table(tier, our_party().id)
    down = asked.startswith("-")
    context = {
        "tier": tier,
        "tier_name": TIERS[tier],
        "level": LEVELS[table.level],
        "table": table,
        "switches": {"Election": switch(TIERS, tier, lambda key: f"?tier={key}&sort={'-' * down}{order}")},
        "columns": [_column(name, tier, order, down=down) for name in ORDERS],
        "rows": _rows(tier, our_party().id, order, down=down),
    }
    return render(request, "strategy/wards.html", context)


def _column(name: str, tier: str, order: str, *, down: bool) -> Column:
    here = name == order
    turned = not down if here else name not in WORDS
    direction = ("descending" if down else "ascending") if here else ""
    return Column(ORDERS[name][0], f"?tier={tier}&sort={'-' * turned}{name}", name not in WORDS, direction)


@lru_cache(maxsize=64)
def _rows(tier: str, party: str, order: str, *, down: bool) -> SafeString:
    wards = sorted(ward_table(tier, party).wards, key=ORDERS[order][1], reverse=down)
    return format_html_join("\n", "{}", ((_row(ward),) for ward in wards))


def _row(ward: Ward) -> SafeString:
    figures = (percent(ward.share), percent(ward.margin), percent(ward.turnout), points(ward.change))
    return format_html(
        '<tr><th scope="row"><a href="{}">{}</a></th><td>{}</td><td>{}</td>{}</tr>',
        reverse("strategy:place", args=[ward.area.code]),
        ward.area.name,
        ward.borough.name,
        ward.winner.name if ward.winner else NOTHING,
        format_html_join("", '<td class="num">{}</td>', ((figure,) for figure in figures)),
    )
