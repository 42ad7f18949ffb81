"""Round numbers for an axis."""

import math

STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)


def round_steps(low: float, high: float, wanted: int = 5) -> tuple[float, ...]:
    """Return about `wanted` round values between two ends, in order.

    >>> round_steps(-0.07, 0.12, 5)
    (-0.05, 0.0, 0.05, 0.1)
    >>> round_steps(3, 28, 4)
    (10.0, 20.0)
    """
    if high <= low:
        return (low,)
    rough = (high - low) / wanted
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(power * size for size in STEPS if power * size >= rough)
    first = math.ceil(round(low / step, 9))
    last = math.floor(round(high / step, 9))
    return tuple(round(step * at, 10) + 0.0 for at in range(first, last + 1))
