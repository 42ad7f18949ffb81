"""Which contacts were conversations: one rule for every figure that counts them.

An elector whom we spoke with ended as "Spoke", or as something else once they had told us something: asked to be rung
later, would not go on. So a contact with an answer is a conversation whatever came of it.
"""

from collections.abc import Sized

from groundgame.campaign.accounts.statements import listed
from groundgame.campaign.canvass.outcomes import REACHED, Outcome

_MAY_HAVE_TOLD = tuple(outcome for outcome in REACHED if outcome != Outcome.CONVERSATION)


def was_spoken_to(outcome: str, answers: Sized) -> bool:
    """Tell whether a contact was a conversation, by its outcome and the answers kept of it.

    >>> was_spoken_to("call_back", {"voting_intention": "us"}), was_spoken_to("call_back", {})
    (True, False)
    """
    return outcome == Outcome.CONVERSATION or (outcome in _MAY_HAVE_TOLD and len(answers) > 0)


# On `v`, a contact event. Whoever was not reached has no answers, and is not asked for any.
SPOKEN_SQL = f"""
    (v.outcome = 'conversation' OR (v.outcome IN ({listed(_MAY_HAVE_TOLD)})
        AND EXISTS (SELECT FROM canvass_answer a WHERE a.event_id = v.id)))
"""
