"""Who may vote in a selection: rules that an organiser can read, judged on facts as they stood on the freeze date.

Pure: no database, no clock. A rule says itself in a sentence, and says why somebody fails it in another.
"""

from groundgame.campaign.selections.eligibility.belonging import Affiliate, Delegate, JoinedAs, Representative
from groundgame.campaign.selections.eligibility.catalogue import KINDS, RuleError, section_rules, usual
from groundgame.campaign.selections.eligibility.facts import Facts, Tie
from groundgame.campaign.selections.eligibility.judging import Judgement, Reason, Rule, judge
from groundgame.campaign.selections.eligibility.living import LivesIn
from groundgame.campaign.selections.eligibility.membership import AtLeastAged, Joined, NotSuspended, PaidUp
from groundgame.campaign.selections.eligibility.saying import counted, said

__all__ = [
    "KINDS",
    "Affiliate",
    "AtLeastAged",
    "Delegate",
    "Facts",
    "Joined",
    "JoinedAs",
    "Judgement",
    "LivesIn",
    "NotSuspended",
    "PaidUp",
    "Reason",
    "Representative",
    "Rule",
    "RuleError",
    "Tie",
    "counted",
    "judge",
    "said",
    "section_rules",
    "usual",
]
