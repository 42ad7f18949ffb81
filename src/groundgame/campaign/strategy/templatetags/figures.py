"""How figures are written: percent only when shown, signs on changes, a dash where there is none."""

from django import template

from groundgame.campaign.strategy.colours import ink_on

register = template.Library()

NOTHING = "–"


@register.filter
def percent(share: float | None, digits: int = 1) -> str:
    """Write a share (0-1) in per cent.

    >>> percent(0.4375)
    '43.8%'
    >>> percent(0.0002)
    'under 0.1%'
    >>> percent(None)
    '–'
    """
    if share is None:
        return NOTHING
    least = 10**-digits
    return f"under {least:.{digits}f}%" if 0 < 100 * share < least / 2 else f"{100 * share:.{digits}f}%"


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
