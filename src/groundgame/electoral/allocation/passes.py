"""Plans whose gains depend on the plan itself: worked out again as it stands, pass after pass."""

PASSES = 5
TURN = 0.6
"""Of what a pass would change, so much is taken: all wards of a council turn at once, and would overshoot."""


def turns(*, bends: bool) -> tuple[float, ...]:
    """Return of every pass the part (0-1) that is taken of what it would change; the first takes all of it.

    `bends` tells whether gains depend on the rest of the plan; where they do not, one pass is enough.

    >>> turns(bends=False)
    (1.0,)
    """
    return (1.0, *[TURN] * (PASSES if bends else 0))
