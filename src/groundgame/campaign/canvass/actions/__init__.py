"""The only place that writes several of the room's models: keyword-only, atomic, `by=` the person, audited."""

from groundgame.campaign.canvass.actions.audiences import drop_audience, save_audience
from groundgame.campaign.canvass.actions.callers import (
    admit,
    admit_all,
    allow_callers,
    ask_to_join,
    remove_caller,
    see_caller,
)
from groundgame.campaign.canvass.actions.codes import Code, load_codes, retire_code, save_code
from groundgame.campaign.canvass.actions.contacts import Saved, save_contact
from groundgame.campaign.canvass.actions.correcting import Correction, correct_contact
from groundgame.campaign.canvass.actions.floor import (
    move_caller,
    pause_caller,
    pause_session,
    release_lease,
    resume_caller,
    resume_session,
    set_priority,
)
from groundgame.campaign.canvass.actions.leases import (
    Hand,
    end_lease,
    go_on,
    held_lease,
    hold_next,
    renew_lease,
    skip,
    take_next,
)
from groundgame.campaign.canvass.actions.lookups import ring_back
from groundgame.campaign.canvass.actions.onward import save_and_go_on
from groundgame.campaign.canvass.actions.recording import Recorded, record_contacts
from groundgame.campaign.canvass.actions.recycling import change_recycling
from groundgame.campaign.canvass.actions.scripts import (
    Asked,
    Wording,
    copy_script,
    make_script,
    rewrite_script,
    wording_of,
)
from groundgame.campaign.canvass.actions.sessions import close_session, make_session, refresh_audience
from groundgame.campaign.canvass.actions.switching import switch_elector
from groundgame.campaign.canvass.actions.trials import end_trial

__all__ = [
    "Asked",
    "Code",
    "Correction",
    "Hand",
    "Recorded",
    "Saved",
    "Wording",
    "admit",
    "admit_all",
    "allow_callers",
    "ask_to_join",
    "change_recycling",
    "close_session",
    "copy_script",
    "correct_contact",
    "drop_audience",
    "end_lease",
    "end_trial",
    "go_on",
    "held_lease",
    "hold_next",
    "load_codes",
    "make_script",
    "make_session",
    "move_caller",
    "pause_caller",
    "pause_session",
    "record_contacts",
    "refresh_audience",
    "release_lease",
    "remove_caller",
    "renew_lease",
    "resume_caller",
    "resume_session",
    "retire_code",
    "rewrite_script",
    "ring_back",
    "save_and_go_on",
    "save_audience",
    "save_code",
    "save_contact",
    "see_caller",
    "set_priority",
    "skip",
    "switch_elector",
    "take_next",
    "wording_of",
]
