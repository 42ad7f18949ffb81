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
        before = _count(layout, boroughs)
        swaps = [
            (_count(_swapped(layout, ward, other), boroughs), layout[ward].distance(layout[other]), ward, other)
            for ward in strays
            for other in sorted(layout)
            if boroughs[ward] != boroughs[other] and layout[ward].distance(layout[other]) <= REACH
        ]
        after, _, ward, other = min(swaps)
        if after >= before:
            raise ValueError(
                f"The borough of the ward {ward!r} stays in pieces: no swap within {REACH} cells mends it."
            )
        layout = _swapped(layout, ward, other)
    return layout


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
