"""How wards are given their hexes: London's outline in cells, an assignment of wards to them, and a mending.

Only the builder runs this; its answer is the packaged table `hexes`.
"""

from groundgame.electoral.places.layout.assignment import assign_wards
from groundgame.electoral.places.layout.mending import mend, pieces
from groundgame.electoral.places.layout.silhouette import outline_cells

__all__ = ["assign_wards", "mend", "outline_cells", "pieces"]
