"""The script that a phone bank starts from, until its organiser writes a better one.

It says who rings and why before it asks anything: caller and party are named (PECR 2003 reg. 24), and the elector may
refuse at any point.
"""

from collections.abc import Sequence

from groundgame.campaign.canvass.actions.scripts import Asked, Wording

# Parties are data: whoever knows them (the demo, a site of one's own) puts them in their place.
LEANINGS = (
    ("for", "For us"),
    ("leaning", "Leaning to us"),
    ("undecided", "Undecided"),
    ("against", "Against us"),
    ("will-not-say", "Would rather not say"),
    ("will-not-vote", "Will not vote"),
)
UNDECIDED = LEANINGS[2], *LEANINGS[4:]
PROMISES = (("yes", "Yes"), ("maybe", "Perhaps"), ("no", "No"))


def default_wording(
    party: str = "our party", parties: Sequence[tuple[str, str]] = (), codes: Sequence[tuple[str, str]] = ()
) -> Wording:
    """Return a script for a party, which asks for one of the parties given as (id, name), or else for a leaning.

    `codes` are the party's own answers to that, as (value, label), in place of these. `{caller}` and
    `{elector}` in its words stand for the people's names.
    """
    options = tuple(codes) or ((*parties, *UNDECIDED) if parties else LEANINGS)
    which = "If there were an election tomorrow, which party would you vote for?"
    intention = which if parties or codes else "How do you feel about voting for us?"
    return Wording(
        name="First conversation",
        opening=(
            f"Hello, is that {{elector}}? My name is {{caller}}, I am a volunteer, and I am ringing for {party}. "
            "We are asking people round here what matters to them. Have you two minutes?"
        ),
        closing="Thank you for your time. Is there anything you would like us to know, or to do?",
        questions=[
            Asked("voting_intention", intention, options),
            Asked("promise", "Can we count on your vote?", PROMISES),
        ],
    )
