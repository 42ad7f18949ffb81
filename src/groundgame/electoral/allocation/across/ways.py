"""Who sets out for where, so that least is lost on the way: of work that has to be done wherever it is."""

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_array

from groundgame.electoral.allocation.effort import Floats


def least_way(wanted: Floats, supply: Floats, left: Floats) -> Floats | None:
    """Return who sets out for where, hours (branches, wards), so that least is lost; None if there are too few.

    `wanted` are the hours of work of each ward, (wards,), `supply` the hours of each branch, (branches,), and `left`
    the part (0-1) of those that the way to a ward leaves, (branches, wards).
    """
    who, where = np.nonzero((left > 0) & (supply > 0)[:, None] & (wanted > 0))
    branches, wards = left.shape
    every = np.arange(len(who))
    rows, columns = np.concatenate([who, branches + where]), np.concatenate([every, every])
    values = np.concatenate([np.ones(len(who)), -left[who, where]])
    if (np.bincount(where, minlength=wards)[wanted > 0] == 0).any():
        return None
    found = linprog(  # type: ignore[call-overload]  # the stubs know no sparse table
        np.ones(len(who)),
        A_ub=csr_array((values, (rows, columns)), shape=(branches + wards, len(who))),
        b_ub=np.concatenate([supply, -wanted]),
        method="highs",
    )
    if found.x is None:
        return None
    ways = np.zeros(left.shape)
    ways[who, where] = found.x
    return ways
