"""Who may do what in a selection, and when.

Rules come in pairs: `check_may_x` raises with a sentence, `may_x` answers.
"""

from groundgame.campaign.selections.rules import timetable as _timetable  # noqa: F401 (its conditions join the moves)
from groundgame.campaign.selections.rules.backing import (
    check_may_nominate,
    check_may_record_backing,
    check_may_withdraw,
    may_record_backing,
    nominations,
    nominations_given,
    short_of_nominations,
    takes_nominations,
)
from groundgame.campaign.selections.rules.balloting import check_may_scrutinise, may_scrutinise
from groundgame.campaign.selections.rules.changing import (
    check_may_add_candidates,
    check_may_set_dates,
    check_may_set_up,
    check_may_withdraw_candidates,
    may_add_candidates,
    may_set_dates,
    may_set_up,
    may_withdraw_candidates,
)
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
    check_may_run_in,
    may_make_selections,
    may_run,
    may_run_in,
    selections_run_by,
)

__all__ = [
    "check_may_add_candidates",
    "check_may_make_selections",
    "check_may_move",
    "check_may_nominate",
    "check_may_record_backing",
    "check_may_run",
    "check_may_run_in",
    "check_may_scrutinise",
    "check_may_set_dates",
    "check_may_set_up",
    "check_may_withdraw",
    "check_may_withdraw_candidates",
    "conditions",
    "may_add_candidates",
    "may_make_selections",
    "may_move",
    "may_record_backing",
    "may_run",
    "may_run_in",
    "may_scrutinise",
    "may_set_dates",
    "may_set_up",
    "may_withdraw_candidates",
    "needed_before",
    "nominations",
    "nominations_given",
    "obstacles",
    "selections_run_by",
    "short_of_nominations",
    "takes_nominations",
]
