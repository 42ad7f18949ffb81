"""What the totals of the areas make certain, whatever anybody thinks of a model."""

import numpy as np

from groundgame.electoral.flows.answers import Counts, Floats


def certain(first: Counts, second: Counts) -> tuple[Floats, Floats]:
    """Return the least and the most votes of each cell (rows x columns), summed over areas.

    In an area a cell has at least what its row and column have beyond the area's votes, and at most the smaller of
    the two. `first` and `second` are areas x options with the same totals, and of the same people: where some leave
    while others come, only the most is certain.

    Source: O. D. Duncan and B. Davis, An alternative to ecological correlation (1953).
    """
    sizes = first.sum(axis=1)[:, None, None]
    rows, columns = first[:, :, None], second[:, None, :]
    least = np.maximum(rows + columns - sizes, 0).sum(axis=0)
    most = np.minimum(rows, columns).sum(axis=0)
    return least.astype(np.float64), most.astype(np.float64)
