"""Equal preferences: sets of candidates at one place, without those who withdrew or were named before."""

import numpy as np

from groundgame.electoral.counting.alike import close_up
from groundgame.electoral.counting.papers import BLANK, Codes, Papers, code_type

STRUCK = -2
"""A mark for somebody who withdrew, or was named before: it says nothing, and is no gap either."""

Sets = tuple[tuple[int, ...], ...]


def strike(papers: Papers, codes: Codes) -> tuple[tuple[str, ...], Codes, Sets]:
    """Return who stands, the rows with those who withdrew struck out and closed up, and the sets that are left."""
    stay = [old for old in range(len(papers.candidates)) if old not in papers.withdrawn]
    standing = tuple(papers.candidates[old] for old in stay)
    place = {old: new for new, old in enumerate(stay)}
    left = [tuple(sorted({place[old] for old in together if old in place})) for together in papers.equal]
    equal = tuple(sorted({together for together in left if len(together) > 1}))
    number = {together: len(standing) + j for j, together in enumerate(equal)}
    table = [BLANK, *(place.get(old, STRUCK) for old in range(len(papers.candidates)))]
    table += [together[0] if len(together) == 1 else number.get(together, STRUCK) for together in left]
    told = np.array(table, dtype=code_type(len(table)))[codes + 1]
    return standing, close_up(told, told != STRUCK), equal


def settle(codes: Codes, standing: int, equal: Sets, repeated: str) -> tuple[Codes, Sets]:
    """Return the rows with those named before taken out of each set, and the sets that are then there, sorted.

    A mark that then names nobody is `STRUCK`, and stays in its place: two gaps on either side of it are not together.
    Where `repeated` is "exhaust" a set that holds somebody named before ends the paper instead.
    """
    rows = codes.astype(np.int32)  # more sets may be found than there were
    found: dict[tuple[int, ...], int] = {}
    shared = np.flatnonzero((codes >= standing).any(axis=1))
    for row in shared.tolist():
        rows[row] = _row(codes[row].tolist(), standing, equal, found, repeated)
    ordered = tuple(sorted(found))
    table = np.arange(standing + len(found) + 1, dtype=code_type(standing + len(found))) - 1
    for number, together in enumerate(ordered):
        table[standing + found[together] + 1] = standing + number
    return np.where(rows == STRUCK, rows, table[np.maximum(rows, BLANK) + 1]).astype(table.dtype), ordered


def _row(row: list[int], standing: int, equal: Sets, found: dict[tuple[int, ...], int], repeated: str) -> list[int]:
    seen: set[int] = set()
    out: list[int] = []
    for place, code in enumerate(row):
        marked = () if code == BLANK else (code,) if code < standing else equal[code - standing]
        fresh = tuple(each for each in marked if each not in seen)
        if len(fresh) < len(marked) and repeated == "exhaust":
            return out + [BLANK] * (len(row) - place)
        seen.update(marked)
        if len(fresh) > 1:
            out.append(standing + found.setdefault(fresh, len(found)))
        else:
            out.append(fresh[0] if fresh else BLANK if code == BLANK else STRUCK)
    return out
