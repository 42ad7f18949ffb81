"""The forms of the organisers' pages."""

from groundgame.campaign.canvass.forms.audiences import AudienceForm
from groundgame.campaign.canvass.forms.scripts import ScriptForm, scripts_for
from groundgame.campaign.canvass.forms.sessions import SessionForm

__all__ = ["AudienceForm", "ScriptForm", "SessionForm", "scripts_for"]
