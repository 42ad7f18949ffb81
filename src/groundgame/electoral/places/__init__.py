"""Areas, boundary sets, what contains what, crosswalks and the hex layout.

The one room that knows where a place is; it imports no other room.
"""

from groundgame.electoral.places.areas import Area, AreaKind
from groundgame.electoral.places.atlas import BOUNDARY_SETS, Atlas, UnknownAreaError, atlas
from groundgame.electoral.places.carrying import CarryError, carry, whole_votes
from groundgame.electoral.places.codes import LONDON, pcon05_code
from groundgame.electoral.places.count_files import counts_from_file
from groundgame.electoral.places.crosswalks import census, crosswalk
from groundgame.electoral.places.hexes import Hex, hex_layout, layout_box
from groundgame.electoral.places.postcodes import PostcodePlace, normalise_postcode, postcodes_of
from groundgame.electoral.places.shaping import shape_by_clues
from groundgame.electoral.places.tables import TableError, TableInfo, read_table, table_infos

__all__ = [
    "BOUNDARY_SETS",
    "LONDON",
    "Area",
    "AreaKind",
    "Atlas",
    "CarryError",
    "Hex",
    "PostcodePlace",
    "TableError",
    "TableInfo",
    "UnknownAreaError",
    "atlas",
    "carry",
    "census",
    "counts_from_file",
    "crosswalk",
    "hex_layout",
    "layout_box",
    "normalise_postcode",
    "pcon05_code",
    "postcodes_of",
    "read_table",
    "shape_by_clues",
    "table_infos",
    "whole_votes",
]
