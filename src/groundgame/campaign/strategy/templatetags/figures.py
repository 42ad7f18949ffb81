"""How figures are written: percent only when shown, signs on changes, a dash where there is none."""

from collections.abc import Sequence

from django import template

from groundgame.campaign.strategy.colours import ink_on

register = template.Library()

NOTHING = "–"


@register.filter
def percent(share: float | None, digits: int = 1) -> str:
    """Write a share (0-1) in per cent.

    >>> percent(0.4375)
    '43.8%'
    >>> percent(None)
    '–'
    """
    return NOTHING if share is None else f"{100 * share:.{digits}f}%"


@register.filter
def percent_reached(share: float) -> str:
    """Write the share of electors whom we reached: few are not none.

    >>> percent_reached(0.0002), percent_reached(0.0), percent_reached(0.125)
    ('under 0.1%', '0.0%', '12.5%')
    """
    return "under 0.1%" if 0 < share < 0.0005 else percent(share)


@register.filter
def points(change: float | None, digits: int = 1) -> str:
    """Write a change of share (-1 to 1) in signed percentage points.

    >>> points(-0.0432), points(0.02), points(0.0001)
    ('−4.3', '+2.0', '0.0')
    """
    if change is None:
        return NOTHING
    written = f"{abs(100 * change):.{digits}f}"
    if float(written) == 0:
        return written
    return ("+" if change > 0 else "−") + written


@register.filter
def chance(share: float | None) -> str:
    """Write a chance (0-1): nothing is certain, and nothing impossible, that draws alone tell.

    >>> chance(0.634), chance(0.004), chance(1.0)
    ('63%', 'under 1%', 'over 99%')
    """
    if share is None:
        return NOTHING
    if share < 0.01:
        return "under 1%"
    return "over 99%" if share > 0.99 else f"{100 * share:.0f}%"


@register.filter
def count(number: int | None) -> str:
    """Write a count.

    >>> count(1234567), count(None)
    ('1,234,567', '–')
    """
    return NOTHING if number is None else f"{number:,}"


@register.filter(name="ink_on")
def ink(colour: str) -> str:
    """Return the colour of a mark on a party's colour."""
    return ink_on(colour)


@register.filter
def at(items: Sequence[object], place: int) -> object:
    """Return the item at a place of a sequence.

    >>> at("abc", 1)
    'b'
    """
    return items[place]
