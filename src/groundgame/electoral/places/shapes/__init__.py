"""Real shapes for the maps, from a boundary file that the user names; none are packaged.

GeoJSON and TopoJSON are read as the Office for National Statistics publishes them, in WGS84 degrees.
"""

from groundgame.electoral.places.shapes.reading import ShapesError
from groundgame.electoral.places.shapes.store import Shapes, load_shapes, save_shapes, shapes_from_file

__all__ = ["Shapes", "ShapesError", "load_shapes", "save_shapes", "shapes_from_file"]
