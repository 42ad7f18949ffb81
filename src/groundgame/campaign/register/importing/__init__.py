"""Registers in from files: one reader a register software, then a few statements a borough, whole or not at all.

The steps: text -> sheet -> layout -> rows (checked) -> doors, names and wards -> changes -> the database.
"""

from groundgame.campaign.register.importing.errors import (
    DuplicateImportError,
    OlderRegisterError,
    PartialRegisterError,
    RegisterFileError,
    RegisterImportError,
    StorageError,
    UnknownLayoutError,
)
from groundgame.campaign.register.importing.layout import Layout
from groundgame.campaign.register.importing.layouts import LAYOUTS
from groundgame.campaign.register.importing.unusual import in_terminal

__all__ = [
    "LAYOUTS",
    "DuplicateImportError",
    "Layout",
    "OlderRegisterError",
    "PartialRegisterError",
    "RegisterFileError",
    "RegisterImportError",
    "StorageError",
    "UnknownLayoutError",
    "in_terminal",
]
