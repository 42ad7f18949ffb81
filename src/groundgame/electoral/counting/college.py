"""The electoral college: sections that count by weight, and a candidate's share as the mean of its section shares."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction

import numpy as np

from groundgame.electoral.counting.av import sorted_moves
from groundgame.electoral.counting.dropping import Dropping
from groundgame.electoral.counting.holdings import Holdings, Moves, hold, received
from groundgame.electoral.counting.papers import BLANK, Papers, code_type
from groundgame.electoral.counting.piles import Engine
from groundgame.electoral.counting.reading import Formal, read_as
from groundgame.electoral.counting.rounds import Count, Round
from groundgame.electoral.counting.ties import CountError, TieBreak, refuse

PLACES = 5


@dataclass(frozen=True, slots=True)
class CollegeCount(Count):
    """A count by sections: `sections` holds each one's own rounds, in papers, beside the rounds in shares."""

    sections: Mapping[str, tuple[Round, ...]] = field(default_factory=dict)


def college(
    sections: Mapping[str, Papers],
    *,
    weights: Mapping[str, int | Fraction] | None = None,
    seats: int = 1,
    tie: TieBreak = refuse,
    engine: Engine = "auto",
) -> CollegeCount:
    """Return the count of a single seat by sections of an electoral college.

    A candidate's figure is a share, 0 to 1: the mean, by weight, of its shares of each section's papers still in play.
    Sections weigh the same unless `weights` says otherwise. The lowest drops out until somebody has more than half of
    the whole; equal shares are decided by the latest stage at which they were unequal, then by `tie`. A section none of
    whose papers is in play counts no more, and the others share its weight.

    Papers are read as `av` reads them. Candidates are the same by name; who withdrew in one section withdrew in all.

    Source: Labour Party Rule Book 2010, chapter 4, clause II (leader and deputy leader: three sections of one third,
    preferences redistributed until one candidate has more than half).

    Raises:
        CountError: if there is not one seat, no section, a weight that is missing or not above zero, or a name in one
            section that the section with the most candidates has not.
        TieError: if candidates were equal at every stage and `tie` refuses to decide.

    >>> members = Papers.of(["Ash", "Beech"], {("Ash",): 60, ("Beech",): 40})
    >>> unions = Papers.of(["Ash", "Beech"], {("Ash",): 100, ("Beech",): 300})
    >>> count = college({"members": members, "unions": unions})
    >>> count.elected, count.rounds[0].votes["Beech"]
    (('Beech',), Fraction(23, 40))
    """
    if seats != 1:
        raise CountError(f"There are {seats} seats to fill: an electoral college fills 1; take a rule for several.")
    weighed = _weights(sections, weights)
    formal = {name: read_as(papers, overvote="keep") for name, papers in _as_one(sections).items()}
    parts = {name: _Section(weighed[name], each, engine) for name, each in formal.items()}
    rounds = _rounds(parts, Dropping(tie))
    valid, invalid = sum(each.valid for each in formal.values()), sum(each.invalid for each in formal.values())
    own = {name: tuple(part.rounds) for name, part in parts.items()}
    return CollegeCount("college", 1, rounds, valid, invalid, places=PLACES, sections=own)


class _Section:
    """One section's papers while the count goes on."""

    def __init__(self, weight: Fraction, formal: Formal, engine: Engine) -> None:
        self.weight = weight
        self.rounds: list[Round] = []
        self._valid = formal.valid
        self._papers: Holdings = hold(formal, engine)
        self._note_down(received(formal.candidates, self._papers.move([None], formal.candidates)), (), Moves())

    @property
    def votes(self) -> Mapping[str, int]:
        """The section's papers by candidate, at the latest stage."""
        return {name: int(number) for name, number in self.rounds[-1].votes.items()}

    def drop(self, out: tuple[str, ...]) -> None:
        """Pass on the papers of those who drop out."""
        left = [name for name in self.votes if name not in out]
        moves = self._papers.move(out, left)
        gained = received(left, moves)
        self._note_down({name: self.votes[name] + gained[name] for name in left}, out, moves)

    def _note_down(self, votes: dict[str, int], out: tuple[str, ...], moves: Moves) -> None:
        transfers = {(giver, to): number for (giver, to), number in sorted_moves(moves) if giver}
        lost = self._valid - sum(votes.values())
        self.rounds.append(Round(votes, excluded=out, non_transferable=lost, transferred_from=out, transfers=transfers))


def _rounds(parts: Mapping[str, _Section], dropping: Dropping) -> tuple[Round, ...]:
    rounds: list[Round] = []
    out: tuple[str, ...] = ()
    note: str | None = None
    while True:
        shares = _shares(parts)
        winner = dropping.winner(shares)
        notes = [each for each in (note, winner and winner.note) if each]
        rounds.append(Round(shares, excluded=out, transferred_from=out, note="; ".join(notes) or None))
        if winner:
            rounds[-1] = replace(rounds[-1], elected=(winner.name,))
            return tuple(rounds)
        out, note = dropping.losers(shares)
        for part in parts.values():
            part.drop(out)


def _shares(parts: Mapping[str, _Section]) -> dict[str, Fraction]:
    names = list(next(iter(parts.values())).votes)
    played = [(part.weight, part.votes, sum(part.votes.values())) for part in parts.values()]
    weight = sum((weight for weight, _, papers in played if papers), Fraction(0))
    return {
        name: sum(
            (each * Fraction(votes[name], papers) / weight for each, votes, papers in played if papers), Fraction(0)
        )
        for name in names
    }


def _weights(sections: Mapping[str, Papers], weights: Mapping[str, int | Fraction] | None) -> dict[str, Fraction]:
    if not sections:
        raise CountError("There is no section: give at least one, with its papers.")
    given = dict.fromkeys(sections, 1) if weights is None else weights
    if set(given) != set(sections):
        raise CountError(f"Weights are given for {sorted(given)}: give them for the sections {sorted(sections)}.")
    for name, weight in given.items():
        if not isinstance(weight, int | Fraction) or weight <= 0:
            raise CountError(f"Section {name!r} weighs {weight!r}: give a whole number or fraction above 0.")
    return {name: Fraction(given[name]) for name in sections}


def _as_one(sections: Mapping[str, Papers]) -> dict[str, Papers]:
    """Return the sections' papers with the same candidates at the same places."""
    fullest = max(sorted(sections), key=lambda name: len(sections[name].candidates))
    names = tuple(sorted(sections[fullest].candidates))
    for section, papers in sections.items():
        # A list may lack somebody whom nobody there marked; a name spelt in two ways would count as two people.
        if strange := sorted(set(papers.candidates) - set(names)):
            raise CountError(f"Section {section!r} has {', '.join(strange)}, {fullest!r} has not: spell names alike.")
    place = {name: number for number, name in enumerate(names)}
    gone = {papers.candidates[each] for papers in sections.values() for each in papers.withdrawn}
    withdrawn = frozenset(place[name] for name in gone)
    return {name: _renumbered(papers, names, place, withdrawn) for name, papers in sections.items()}


def _renumbered(papers: Papers, names: tuple[str, ...], place: Mapping[str, int], withdrawn: frozenset[int]) -> Papers:
    moved = [place[name] for name in papers.candidates]
    codes = len(names) + len(papers.equal)
    table = np.array([BLANK, *moved, *range(len(names), codes)], dtype=code_type(codes))
    equal = tuple(tuple(sorted(moved[each] for each in together)) for together in papers.equal)
    return Papers(names, table[papers.prefs + 1], papers.numbers, equal, withdrawn)
