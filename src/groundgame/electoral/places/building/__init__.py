"""The builders of the place tables: published files in, compressed tables out.

A module here exposes `TABLES`, a list of functions from the folder of sources to one table each; adding a module is
enough for `groundgame record build` to find it.
"""

from groundgame.electoral.places.building.sources import SourceError, TableBuilder, gather_builders, read_source

__all__ = ["SourceError", "TableBuilder", "gather_builders", "read_source"]
