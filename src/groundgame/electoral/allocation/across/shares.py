"""At which shares of London a choice stays, in words."""

from collections.abc import Sequence

ANY, NONE = "any", "none"


def shares_told(tried: Sequence[float], keeps: Sequence[bool]) -> str:
    """Return at which of the shares (0-1) that were `tried`, lowest first, something `keeps`; neighbours as from-to.

    >>> shares_told([0.2, 0.25, 0.3, 0.35], [True, True, False, True])
    '20% to 25%, 35%'
    >>> shares_told([0.2, 0.25], [True, True]), shares_told([0.2, 0.25], [False, False])
    ('any', 'none')
    """
    if all(keeps):
        return ANY
    runs: list[list[str]] = []
    before = False
    for share, keep in zip(tried, keeps, strict=True):
        if keep:
            runs = runs if before else [*runs, []]
            runs[-1].append(f"{share:.0%}")
        before = keep
    return ", ".join(_from_to(one[0], one[-1]) for one in runs) or NONE


def _from_to(low: str, high: str) -> str:
    return low if low == high else f"{low} to {high}"
