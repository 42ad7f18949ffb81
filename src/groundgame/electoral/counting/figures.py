"""Exact figures as they are written: decimal text at a rule's own places."""

from groundgame.electoral.counting.rounds import Figure


def decimal(value: Figure, places: int = 0, *, grouped: bool = False) -> str:
    """Return a figure as decimal text with `places` places, `grouped` by thousands for a sheet.

    Most rules round each figure to their own places, and then nothing is lost here. A fraction that goes on is rounded
    to the nearest, a half upwards.

    >>> from fractions import Fraction
    >>> decimal(1816), decimal(Fraction(92737, 50), 5), decimal(Fraction(-2, 3), 2), decimal(7263, 2, grouped=True)
    ('1816', '1854.74000', '-0.67', '7,263.00')
    """
    unit = 10**places
    scaled = value * unit
    whole = (
        abs(scaled)
        if isinstance(scaled, int)
        else (2 * abs(scaled.numerator) + scaled.denominator) // (2 * scaled.denominator)
    )
    sign = "-" if scaled < 0 and whole else ""
    units, parts = divmod(whole, unit)
    text = f"{units:,}" if grouped else str(units)
    return f"{sign}{text}.{parts:0{places}d}" if places else f"{sign}{text}"
