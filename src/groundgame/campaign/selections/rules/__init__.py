"""Who may do what in a selection, and when.

Rules come in pairs: `check_may_x` raises with a sentence, `may_x` answers.
"""

from groundgame.campaign.selections.rules.moving import (
    check_may_move,
    conditions,
    may_move,
    needed_before,
    obstacles,
)
from groundgame.campaign.selections.rules.running import (
    check_may_make_selections,
    check_may_run,
    may_make_selections,
    may_run,
    selections_run_by,
)

__all__ = [
    "check_may_make_selections",
    "check_may_move",
    "check_may_run",
    "conditions",
    "may_make_selections",
    "may_move",
    "may_run",
    "needed_before",
    "obstacles",
    "selections_run_by",
]
