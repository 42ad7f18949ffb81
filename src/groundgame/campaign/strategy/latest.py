"""Where the party stands in one place: its latest figures at each tier."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from groundgame.campaign.strategy.history import PastElection, TierHistory
from groundgame.electoral.contests.parties import Party


@dataclass(frozen=True, slots=True)
class Latest:
    """A tier's latest election in a place; `share` is ours, `lead` ours less the best other's, `change` ours since."""

    name: str
    date: dt.date
    first: Party
    share: float | None
    lead: float | None
    change: float | None
    election: PastElection


def latest_figures(tiers: Iterable[TierHistory], ours: str) -> list[Latest]:
    """Return the latest figures at each tier."""
    return [_latest(tier, ours) for tier in tiers]


def _latest(tier: TierHistory, ours: str) -> Latest:
    election = tier.elections[0]
    known = {party.id: share for party, share in zip(tier.parties, election.shares, strict=True) if share is not None}
    first = max(tier.parties, key=lambda party: known.get(party.id, 0.0))
    share = known.pop(ours, None)
    lead = None if share is None else share - max(known.values(), default=0.0)
    return Latest(tier.name, election.date, first, share, lead, _change(tier, ours), election)


def _change(tier: TierHistory, ours: str) -> float | None:
    """Return our share less that of the election before, both of the place itself or of what holds it."""
    shares = [
        share
        for election in tier.plotted[:2]
        for party, share in zip(tier.parties, election.shares, strict=True)
        if party.id == ours and share is not None
    ]
    return shares[0] - shares[1] if len(shares) == 2 else None
