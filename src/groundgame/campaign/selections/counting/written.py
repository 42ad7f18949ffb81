"""How a figure of a count is written for people: papers at the rule's own places, shares of a college as per cent."""

from groundgame.electoral.counting import Count, Figure
from groundgame.electoral.counting.figures import decimal


def written(value: Figure, count: Count, *, briefly: bool = False) -> str:
    """Return the figure as text; `briefly` leaves out the places of whole papers.

    >>> written(1816, Count("av", 1, ())), written(1, Count("college", 1, ()))
    ('1,816', '100.000%')
    """
    if count.rule == "college":
        return f"{decimal(100 * value, 3)}%"
    places = 0 if briefly and value == int(value) else count.places
    return decimal(value, places, grouped=True)
