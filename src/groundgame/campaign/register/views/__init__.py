"""The register's pages: find an elector, one elector, and the imports."""

from groundgame.campaign.register.views.electors import elector, electors, lift, suppress
from groundgame.campaign.register.views.imports import (
    apply,
    decide,
    discard,
    import_changes,
    import_page,
    imports,
    look_again,
    undo,
)

__all__ = [
    "apply",
    "decide",
    "discard",
    "elector",
    "electors",
    "import_changes",
    "import_page",
    "imports",
    "lift",
    "look_again",
    "suppress",
    "undo",
]
