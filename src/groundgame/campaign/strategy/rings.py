"""Inner against outer London for one party, election by election, and what is seen in it."""

import datetime as dt
from dataclasses import dataclass

import polars as pl

from groundgame.campaign.strategy.wards import TIERS
from groundgame.electoral.contests import Party, parties
from groundgame.electoral.turnout import doughnut

NAMES = TIERS | {"referendum": "EU referendum"}
LEAST_SHARE = 0.08


@dataclass(frozen=True, slots=True)
class Ring:
    """One ring in one election: the party's share and votes, all votes, turnout, papers and electorate.

    None is what was not published. Turnout is papers over the electorate.
    """

    share: float | None
    party_votes: int | None
    votes: int | None
    turnout: float | None
    papers: int | None
    electorate: int | None


@dataclass(frozen=True, slots=True)
class RingElection:
    """One election in both rings."""

    tier: str
    date: dt.date
    inner: Ring
    outer: Ring
    basis: str
    exact: bool

    @property
    def name(self) -> str:
        """What the election was of."""
        return NAMES[self.tier]

    @property
    def gap(self) -> float | None:
        """The party's share in inner London less that in outer London."""
        if self.inner.share is None or self.outer.share is None:
            return None
        return self.inner.share - self.outer.share

    @property
    def outer_part(self) -> float | None:
        """The part of all votes that outer London cast."""
        if self.inner.votes is None or self.outer.votes is None:
            return None
        return self.outer.votes / (self.inner.votes + self.outer.votes)


def ring_elections(party: str) -> list[RingElection]:
    """Return every election that can be told by ring, newest first."""
    groups = doughnut().group_by("date", "tier", maintain_order=True)
    found = [_election(group, party) for _, group in groups]
    return sorted(found, key=lambda election: (election.date, election.tier), reverse=True)


def ring_parties(ours: str) -> dict[str, str]:
    """Return the parties worth a look, by id with their names: ours, then the others by their best share in a ring."""
    best = doughnut().filter(pl.col("tier") != "referendum").group_by("party").agg(best=pl.col("share").max())
    strong = best.filter(pl.col("best") >= LEAST_SHARE).sort("best", "party", descending=[True, False])["party"]
    ids = [ours, *(code for code in strong if code != ours)]
    return {code: parties()[code].name for code in ids if code in parties()}


def _election(rows: pl.DataFrame, party: str) -> RingElection:
    first = rows.row(0, named=True)
    inner, outer = (_ring(rows.filter(ring=name), party) for name in ("inner", "outer"))
    return RingElection(first["tier"], first["date"], inner, outer, first["basis"], first["exact"])


def _ring(rows: pl.DataFrame, party: str) -> Ring:
    ours = rows.filter(party=party)
    share, votes = ours.select("share", "votes").row(0) if ours.height else (None, None)
    everyone = None if rows["votes"].null_count() else int(rows["votes"].sum())
    return Ring(share, votes, everyone, *rows.select("turnout", "ballots", "electorate").row(0))


def what_is_seen(elections: list[RingElection], party: Party) -> str:
    """Return in a sentence or two how the rings differ in a tier's elections (newest first)."""
    told = [election for election in elections if election.gap is not None]
    if not told:
        return f"{party.name} stood in none of these elections."
    latest, first = told[0], told[-1]
    since = "" if latest is first else f"; in {first.date.year} it was {_side(first.gap or 0.0)}"
    sentence = f"In {latest.date:%B %Y} the share for {party.name} was {_side(latest.gap or 0.0)}{since}."
    return f"{sentence} {_who_voted(latest)}".strip()


def _side(gap: float) -> str:
    ring = "inner" if gap > 0 else "outer"
    return f"{abs(100 * gap):.1f} points higher in {ring} London"


def _who_voted(election: RingElection) -> str:
    """Say where more of the electors voted, and how much of the vote outer London cast."""
    parts = []
    if election.inner.turnout is not None and election.outer.turnout is not None:
        inner, outer = 100 * election.inner.turnout, 100 * election.outer.turnout
        parts.append(f"Turnout was {inner:.1f}% in inner and {outer:.1f}% in outer London.")
    if election.outer_part is not None:
        parts.append(f"Outer London cast {100 * election.outer_part:.0f}% of the votes.")
    return " ".join(parts)
