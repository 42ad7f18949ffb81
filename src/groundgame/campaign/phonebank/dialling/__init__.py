"""Diallers: they ring a caller's own telephone, and then the one elector on the caller's screen. None is needed.

One call a person who is there to speak (preview dialling), never predictive: so no elector picks up to silence
(Communications Act 2003 ss. 128-131, Ofcom's statement on persistent misuse of 2016).
"""

from groundgame.campaign.phonebank.dialling.choice import dialler
from groundgame.campaign.phonebank.dialling.kinds import Asked, Dialler, DiallerError, Told

__all__ = ["Asked", "Dialler", "DiallerError", "Told", "dialler"]
