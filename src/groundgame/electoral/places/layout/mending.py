"""Bringing the last stray wards home, so that every borough is in one piece."""

from groundgame.electoral.places.hexes import Hex

REACH = 3


def pieces(cells: set[Hex]) -> list[set[Hex]]:
    """Return the groups of cells that hang together by their edges, the largest first."""
    left, found = set(cells), []
    while left:
        group, edge = set(), [min(left)]
        while edge:
            cell = edge.pop()
            if cell in left:
                left.remove(cell)
                group.add(cell)
                edge.extend(cell.neighbours())
        found.append(group)
    return sorted(found, key=lambda group: (-len(group), min(group)))


def mend(layout: dict[str, Hex], boroughs: dict[str, str]) -> dict[str, Hex]:
    """Return the layout with wards swapped, near by near, until every borough is in one piece.

    Each swap is the one that leaves fewest pieces, and of those the shortest.

    Raises:
        ValueError: if no swap mends a borough.
    """
    layout = dict(layout)
    while strays := _strays(layout, boroughs):
        swaps = [(ward, other) for ward in strays for other in _near(layout, boroughs, ward)]
        ranked = [
            (_count(_swapped(layout, *swap), boroughs), layout[swap[0]].distance(layout[swap[1]]), swap)
            for swap in swaps
        ]
        after, _, swap = min(ranked, default=(len(layout), 0, ("", "")))
        if after >= _count(layout, boroughs):
            raise ValueError(
                f"The ward {strays[0]!r} stays apart from its borough: no swap within {REACH} cells mends it."
            )
        layout = _swapped(layout, *swap)
    return layout


def _near(layout: dict[str, Hex], boroughs: dict[str, str], ward: str) -> list[str]:
    """Return the wards of other boroughs whose cells are in reach."""
    others = (other for other in sorted(layout) if boroughs[other] != boroughs[ward])
    return [other for other in others if layout[ward].distance(layout[other]) <= REACH]


def _cells(layout: dict[str, Hex], boroughs: dict[str, str]) -> dict[str, set[Hex]]:
    cells: dict[str, set[Hex]] = {}
    for ward, cell in layout.items():
        cells.setdefault(boroughs[ward], set()).add(cell)
    return cells


def _strays(layout: dict[str, Hex], boroughs: dict[str, str]) -> list[str]:
    astray = {cell for cells in _cells(layout, boroughs).values() for group in pieces(cells)[1:] for cell in group}
    return sorted(ward for ward, cell in layout.items() if cell in astray)


def _count(layout: dict[str, Hex], boroughs: dict[str, str]) -> int:
    return sum(len(pieces(cells)) for cells in _cells(layout, boroughs).values())


def _swapped(layout: dict[str, Hex], one: str, other: str) -> dict[str, Hex]:
    return layout | {one: layout[other], other: layout[one]}
