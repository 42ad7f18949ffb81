"""The doughnut's two sliders: what London's last elections would have given at other turnouts of its rings."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from groundgame.campaign.strategy.wards import TIERS
from groundgame.electoral.contests import Party, parties
from groundgame.electoral.forecasting.sliders import Turned, turned
from groundgame.electoral.places import UnknownAreaError, atlas

LEAST, MOST = 15, 85
"""The ends of the sliders, in per cent of the electors."""
WHO = {"": "as their neighbours do", "1": "as people who seldom vote do"}
MOST_CHANGED = 12


@dataclass(frozen=True, slots=True)
class Sliders:
    """Where the sliders stand: turnouts in per cent, None where a ring is left as it was; `tilted` as `turned` says."""

    inner: int | None
    outer: int | None
    tilted: bool

    @property
    def moved(self) -> bool:
        """Whether anything was moved."""
        return self.inner is not None or self.outer is not None


@dataclass(frozen=True, slots=True)
class Standing:
    """A party in one contest: its votes, its share of them and its lead over the best other (0-1), and its seats."""

    votes: int
    share: float
    lead: float
    seats: int


@dataclass(frozen=True, slots=True)
class TurnedRow:
    """One contest as it was and as the sliders make it; shares 0-1, `turnout` by ring."""

    name: str
    total_seats: int
    before: Standing
    after: Standing
    turnout: Mapping[str, float]
    changed: tuple[str, ...]
    more_changed: int


def sliders(query: Mapping[str, str]) -> Sliders:
    """Return where an address puts the sliders; what is no turnout leaves a ring as it was."""
    return Sliders(_percent(query.get("inner", "")), _percent(query.get("outer", "")), tilted=query.get("who") == "1")


def turned_rows(at: Sliders, ours: str) -> list[TurnedRow]:
    """Return the last elections of mayor, list, Assembly constituencies and boroughs, before and after."""
    shares = {
        ring: None if value is None else value / 100 for ring, value in (("inner", at.inner), ("outer", at.outer))
    }
    pairs = zip(_as_it_was(), turned(**shares, tilted=at.tilted), strict=True)
    return [_row(before, after, ours) for before, after in pairs]


@cache
def _as_it_was() -> tuple[Turned, ...]:
    return turned()


def told(rows: Sequence[TurnedRow], at: Sliders, ours: Party) -> str:
    """Return what the sliders do, in a sentence for each contest that they move."""
    if not at.moved:
        return "The sliders stand where the last elections were. Move them."
    mayor = next(row for row in rows if row.name == TIERS["mayor"])
    lead = (
        f"{ours.name}’s lead for mayor would be {100 * mayor.after.lead:.1f} points, not {100 * mayor.before.lead:.1f}"
    )
    seats = [
        f"{row.name}: {row.after.seats:,} seats, not {row.before.seats:,}"
        for row in rows
        if row.total_seats > 1 and row.after.seats != row.before.seats
    ]
    return f"{lead}. {'; '.join(seats) if seats else 'No seat would change hands for it'}.".replace("-", "−")


def slider_value(rows: Sequence[TurnedRow], ring: str, asked: int | None) -> int:
    """Return where a slider stands: where it was put, or at the turnout of the last mayoral election."""
    return round(100 * rows[0].turnout[ring]) if asked is None else asked


def _percent(text: str) -> int | None:
    return int(text) if text.isdecimal() and LEAST <= int(text[:4]) <= MOST else None


def _row(before: Turned, after: Turned, ours: str) -> TurnedRow:
    told_of = [_changed(*one) for one in after.changed[:MOST_CHANGED]]
    return TurnedRow(
        name=TIERS[after.tier],
        total_seats=sum(before.seats.values()),
        before=_standing(before, ours),
        after=_standing(after, ours),
        turnout=after.turnout,
        changed=tuple(told_of),
        more_changed=len(after.changed) - len(told_of),
    )


def _standing(one: Turned, ours: str) -> Standing:
    total = sum(one.votes.values())
    votes = one.votes.get(ours, 0)
    best = max((count for party, count in one.votes.items() if party != ours), default=0)
    return Standing(votes, votes / total, (votes - best) / total, one.seats.get(ours, 0))


def _changed(place: str, before: tuple[str, ...], after: tuple[str, ...]) -> str:
    lost, won = list(before), list(after)
    for party in before:
        if party in won:
            lost.remove(party)
            won.remove(party)
    names = [", ".join(parties()[party].name for party in side) for side in (lost, won)]
    return f"{_name(place)}: {names[0]} to {names[1]}"


def _name(place: str) -> str:
    try:
        return atlas().area(place).name
    except UnknownAreaError:
        return place
