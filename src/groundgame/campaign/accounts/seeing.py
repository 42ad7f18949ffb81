"""Who sees each kind of page that shows people, and why: one table, which those pages and one about them print."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from groundgame.campaign.accounts.models import Grant, Role, User
from groundgame.campaign.accounts.rules import MANAGERS
from groundgame.electoral.places import atlas

ASKED = (*MANAGERS, Role.DATA_OFFICER)
"""The roles whom somebody who wonders about a page asks."""


@dataclass(frozen=True, slots=True)
class Seeing:
    """A kind of page: its title, who sees it, and what they see it for. Each begins small, to stand in a sentence."""

    title: str
    who: str
    why: str


SEEING: Mapping[str, Seeing] = MappingProxyType(
    {
        "elector": Seeing(
            "an elector's page",
            "directors, organisers, agents and the data officer of the elector's ward",
            "to know whom we speak to, and to hold to what they asked of us",
        ),
        "search": Seeing(
            "lists of electors",
            "directors, organisers, agents and the data officer, each the electors of their own wards",
            "to find somebody who has been in touch with us",
        ),
        "contacts": Seeing(
            "contacts and answers",
            "directors, organisers, agents and the data officer of the elector's ward",
            "to go on from what was said, and to check how it was taken down",
        ),
        "plan": Seeing(
            "what a register or a list would change",
            "directors and organisers of all of the borough, who load it",
            "to see that it is the right file before it holds",
        ),
        "columns": Seeing(
            "the first entries of a file that we cannot read yet",
            "the one director or organiser who brought it; they are not kept",
            "to say which of its columns is which",
        ),
        "loaded": Seeing(
            "registers and lists that were loaded",
            "directors and organisers of all of the borough; it names who loaded what, and no elector",
            "to see what we have, and to take back what was wrong",
        ),
        "marked": Seeing(
            "a marked register as it is typed",
            "directors, organisers and agents who work in the polling district; it shows elector numbers",
            "to take down who has voted",
        ),
        "callers": Seeing(
            "the volunteers of a phone bank or a round",
            "those who run it; it names no elector",
            "to let volunteers in, and to help whoever waits",
        ),
        "ring_back": Seeing(
            "whoever rings back",
            "a volunteer of the phone bank that has rung the number, who was given it by the person on the line",
            "to know who is on the line",
        ),
        "caller": Seeing(
            "the caller's screen",
            "the volunteer to whom the call was given, for as long as it is theirs",
            "to make this one call",
        ),
        "own": Seeing(
            "one's own last calls",
            "the volunteer who made the call, for a day, as long as they call in that phone bank",
            "to put right what was taken down wrongly",
        ),
        "door": Seeing(
            "the doors of a walk",
            "the volunteers on this walk, until it ends",
            "to knock on these doors",
        ),
        "walk": Seeing(
            "a walk, for those who give it out",
            "the organisers and directors of the round, who give it to volunteers",
            "to cut it, hand it over and have it back",
        ),
        "signals": Seeing(
            "signals",
            "those who run the session; it names volunteers, and no elector",
            "to ask, as a friend, about what stands out",
        ),
        "phones": Seeing(
            "phones on walks",
            "those who run the round of each, and each volunteer their own",
            "to take a walk off a phone that is lost",
        ),
        "round": Seeing(
            "a round of doors",
            "the organisers and directors who run it; it names those alone to whom we promised to come back",
            "to give its walks out, and to keep what was promised",
        ),
        "sheet": Seeing(
            "a canvass sheet",
            "whoever printed it and the volunteers it was handed to; it comes back, or is destroyed",
            "to knock on these doors",
        ),
        "wallboard": Seeing(
            "the wallboard",
            "the organisers and callers of the session; it names no elector",
            "to see how the work goes",
        ),
        "work": Seeing(
            "plans of volunteers\u2019 hours",
            "directors, organisers and agents; each names whoever kept it and accepted something of it, and no elector",
            "to know who goes where, and what has come of it",
        ),
        "fortnight": Seeing(
            "your fortnight",
            "directors and organisers, each of their own wards, and what was accepted of their own branches elsewhere",
            "to see what to do next, and who counts on whom",
        ),
        "team": Seeing(
            "the team",
            "directors and organisers, each the roles within their own area",
            "to see who can act, to give a colleague a role, and to take it back",
        ),
        "jobs": Seeing(
            "jobs",
            "whoever started one, and directors and organisers of all of its area",
            "to see how far it is, and what came of it",
        ),
        "person": Seeing(
            "all that is held of one person",
            "the data officer and directors of the elector's ward",
            "to answer somebody who asks what we hold, or asks to be forgotten",
        ),
        "looks": Seeing(
            "who looked at whom",
            "the data officer and directors, for their own area",
            "to see that nobody looks without cause",
        ),
    }
)


def whom_to_ask(area: str, most: int = 2, roles: Collection[str] = ASKED) -> list[User]:
    """Return people in these roles who can act for an area, those nearest to it first."""
    if not area:
        return []
    wanted = atlas().wards_within(area)
    grants = Grant.objects.active().filter(role__in=roles).select_related("user")
    covering = [grant for grant in grants if wanted <= atlas().wards_within(grant.area)]
    covering.sort(key=lambda grant: (len(atlas().wards_within(grant.area)), grant.granted_at, grant.pk))
    return list(dict.fromkeys(grant.user for grant in covering))[:most]
