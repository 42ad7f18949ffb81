"""The doughnut: inner against outer London in share, turnout and votes, election by election."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString

from groundgame.campaign.accounts.http import SignedInRequest
from groundgame.campaign.strategy.charts.rings import RingPoint, ring_chart
from groundgame.campaign.strategy.charts.svg import chart_svg
from groundgame.campaign.strategy.parties import our_party
from groundgame.campaign.strategy.rings import RingElection, ring_elections, ring_parties, what_is_seen
from groundgame.campaign.strategy.switches import chosen, switch
from groundgame.campaign.strategy.views.access import results_page
from groundgame.electoral.contests import Party, parties

TIERS = {
    "mayor": "Mayor",
    "borough": "Borough councils",
    "assembly-list": "Assembly list",
    "parliament": "Westminster",
}


@dataclass(frozen=True, slots=True)
class Picture:
    """A plot and its title."""

    title: str
    svg: SafeString


@results_page
def page(request: SignedInRequest) -> HttpResponse:
    """Compare the rings for one party at one tier; the table has every tier."""
    tier = chosen(request.GET, "tier", TIERS)
    names = ring_parties(our_party().id)
    party = parties()[chosen(request.GET, "party", names)]
    elections = ring_elections(party.id)
    here = [election for election in elections if election.tier == tier]
    context = {
        "party": party,
        "tier_name": TIERS[tier],
        "switches": {
            "Election": switch(TIERS, tier, lambda key: f"?tier={key}&party={party.id}"),
            "Party": switch(names, party.id, lambda key: f"?tier={tier}&party={key}"),
        },
        "seen": what_is_seen(here, party),
        "pictures": _pictures(here, tier, party),
        "elections": elections,
    }
    return render(request, "strategy/doughnut.html", context)


def _pictures(elections: Sequence[RingElection], tier: str, party: Party) -> list[Picture]:
    return [
        *_picture(f"{party.name}’s share", elections, f"{tier}:share:{party.id}", _shares),
        *_picture("Turnout", elections, f"{tier}:turnout", _turnouts),
        *_picture("Part of London’s votes", elections, f"{tier}:votes", _parts),
    ]


def _picture(
    title: str, elections: Sequence[RingElection], key: str, figure: Callable[[RingElection], RingPoint]
) -> list[Picture]:
    """Draw one measure, or nothing where it was published for fewer than two elections."""
    points = [point for election in elections if (point := figure(election)).inner is not None]
    if len(points) < 2:
        return []
    words = f"{title} in inner and outer London, election by election. The table below has every figure."
    return [Picture(title, chart_svg(f"doughnut:{key}", words, lambda: ring_chart(points)))]


def _shares(election: RingElection) -> RingPoint:
    return RingPoint(election.date, election.inner.share, election.outer.share, election.exact)


def _turnouts(election: RingElection) -> RingPoint:
    return RingPoint(election.date, election.inner.turnout, election.outer.turnout, election.exact)


def _parts(election: RingElection) -> RingPoint:
    outer = election.outer_part
    return RingPoint(election.date, None if outer is None else 1 - outer, outer, election.exact)
