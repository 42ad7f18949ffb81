"""What is done to the register: files loaded and undone, objections recorded and lifted."""

from groundgame.campaign.register.actions.companions import (
    import_absent_voters,
    import_marked_register,
    import_telephones,
)
from groundgame.campaign.register.actions.holding_lists import give_up_list, hold_list, load_held_list, outlook_of
from groundgame.campaign.register.actions.imports import (
    apply_import,
    import_register,
    sentence,
)
from groundgame.campaign.register.actions.looks import discard_import, look_again, look_at
from groundgame.campaign.register.actions.many import load_files
from groundgame.campaign.register.actions.matches import decide_match
from groundgame.campaign.register.actions.objections import lift, suppress
from groundgame.campaign.register.actions.taking_back import may_take_back, take_list_back
from groundgame.campaign.register.actions.undoing import check_may_undo, may_undo, undo_import

__all__ = [
    "apply_import",
    "check_may_undo",
    "decide_match",
    "discard_import",
    "give_up_list",
    "hold_list",
    "import_absent_voters",
    "import_marked_register",
    "import_register",
    "import_telephones",
    "lift",
    "load_files",
    "load_held_list",
    "look_again",
    "look_at",
    "may_take_back",
    "may_undo",
    "outlook_of",
    "sentence",
    "suppress",
    "take_list_back",
    "undo_import",
]
