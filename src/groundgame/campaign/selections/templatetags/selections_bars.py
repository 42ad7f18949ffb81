"""An electorate's rows as bars, and facts as they were recorded, in words."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from groundgame.campaign.selections.eligibility import said
from groundgame.campaign.selections.roll import Row
from groundgame.electoral.places import AreaKind, atlas

register = template.Library()

NAMES = {
    "number": "Membership number",
    "kind": "Joined as",
    "joined_on": "Joined on",
    "paid_until": "Subscription paid up to",
    "suspended_from": "Suspended from",
    "suspended_until": "Suspended until",
    "left_on": "Left on",
    "born_on": "Born on",
    "ward": "Lives in",
    "local_party": "Local party",
}
BAR = (
    '<svg aria-hidden="true"><rect width="{}%" height="100%" class="roll-in"/>'
    '<rect x="{}%" width="{}%" height="100%" class="roll-provisional"/>'
    '<rect x="{}%" width="{}%" height="100%" fill="url(#hatch)"/></svg>'
)


@register.simple_tag
def bars(rows: Sequence[Row]) -> list[tuple[Row, SafeString]]:
    """Return each row with its bar, drawn to the scale of the longest; the figures stand beside it."""
    most = max((row.total for row in rows), default=0) or 1
    return [(row, _bar(row, 100 / most)) for row in rows]


def _bar(row: Row, scale: float) -> SafeString:
    widths = [number * scale for number in (row.included, row.provisional, row.excluded)]
    within, provisional, out = (f"{width:.2f}" for width in widths)
    return format_html(BAR, within, within, provisional, f"{widths[0] + widths[1]:.2f}", out)


@register.filter
def told(facts: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Return the facts that an entry keeps, named and in words."""
    for name, label in NAMES.items():
        if facts.get(name):
            yield label, _in_words(name, facts[name])
    for tie in facts.get("ties", ()):
        yield _tie(tie)


def _in_words(name: str, value: str) -> str:
    if name.endswith(("_on", "_until", "_from")):
        return said(date.fromisoformat(value))
    if name == "ward":
        try:
            borough = atlas().area(atlas().containing(value)[AreaKind.BOROUGH])
            return f"{atlas().area(value).name}, {borough.name}"
        except LookupError:
            return value
    return value


def _tie(tie: dict[str, Any]) -> tuple[str, str]:
    end = f" until {said(date.fromisoformat(tie['until']))}" if tie["until"] else ""
    cards = f", {tie['card_votes']:,} card votes" if tie["card_votes"] else ""
    office = f" ({tie['office'].replace('_', ' ')})" if tie["office"] else ""
    role = tie["role"].capitalize()
    return f"{role} of {tie['organisation']}{office}", f"since {said(date.fromisoformat(tie['since']))}{end}{cards}"
