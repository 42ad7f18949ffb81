"""Areas, boundary sets, what contains what, crosswalks and the hex layout.

The one room that knows where a place is; it imports no other room.
"""

from groundgame.electoral.places.areas import Area, AreaKind
from groundgame.electoral.places.tables import TableInfo, read_table, table_infos

__all__ = ["Area", "AreaKind", "TableInfo", "read_table", "table_infos"]
