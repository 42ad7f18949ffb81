"""The table of a count under Meek's method: who stands how, what each keeps, and the stages so far."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

from groundgame.electoral.counting.guarding import Guarding
from groundgame.electoral.counting.meek_shares import Shares, Units
from groundgame.electoral.counting.reading import Formal
from groundgame.electoral.counting.rounds import Round
from groundgame.electoral.counting.ties import TieBreak

PLACES = 9
NANO = 10**PLACES
NO_CONTEST = "No more are left than there are seats."


@dataclass
class Table:
    """Everything that a count changes, and how; the rules decide when.

    Candidates are numbers, in the order of their names; `votes` and `quota` are in units.
    """

    formal: Formal
    seats: int
    units: Units
    shares: Shares
    guarding: Guarding
    tie: TieBreak
    keep: list[int] = field(init=False)
    hopeful: set[int] = field(init=False)
    elected: list[int] = field(default_factory=list)
    votes: list[int] = field(default_factory=list)
    quota: int = 0
    before: list[list[int]] = field(default_factory=list)
    rounds: list[Round] = field(default_factory=list)
    moved: list[str] = field(default_factory=list)
    leaving: tuple[str, ...] = ()
    reasons: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.hopeful = set(range(len(self.formal.candidates)))
        self.keep = [self.units.scale] * len(self.formal.candidates)

    @property
    def active(self) -> int:
        """The votes that stand with somebody."""
        return sum(self.votes)

    @property
    def full(self) -> bool:
        """Whether every seat is filled."""
        return len(self.elected) == self.seats

    @property
    def no_contest(self) -> bool:
        """Whether no more are left than there are seats."""
        return len(self.elected) + len(self.hopeful) <= self.seats

    def share(self) -> None:
        """Share all papers out anew."""
        self.votes = self.shares.votes(self.keep)
        self.before.append(self.votes)

    def reaching(self, least: int) -> list[int]:
        """Return the hopeful candidates with at least so many units, the highest first."""
        return self.ranked(each for each in self.hopeful if self.votes[each] >= least)

    def ranked(self, candidates: Iterable[int]) -> list[int]:
        """Return candidates from the highest to the lowest, and those who are equal by name."""
        return sorted(candidates, key=lambda each: (-self.votes[each], self.name(each)))

    def excludable(self) -> list[int]:
        """Return the hopeful candidates whom no guarantee keeps."""
        kept = self.guarding.guarded(self.names(self.elected), self.names(self.hopeful))
        return [each for each in self.hopeful if self.name(each) not in kept]

    def doomed(self) -> list[int]:
        """Return the hopeful candidates to whom a guarantee leaves no seat; nobody, once every seat is filled."""
        if self.full:
            return []
        out = self.guarding.doomed(self.names(self.elected), self.names(self.hopeful))
        return [each for each in self.hopeful if self.name(each) in out]

    def elect(self, candidate: int) -> None:
        """Give a candidate a seat."""
        self.hopeful.discard(candidate)
        self.elected.append(candidate)

    def fill(self) -> None:
        """Elect all who are left, on the votes of the last stage, or of a first one if there was none."""
        if not self.votes:
            self.share()
            self.quota = self.active // (self.seats + 1)
        rest = self.ranked(self.hopeful)
        for each in rest:
            self.elect(each)
        if not self.rounds:
            self.record(rest, (), [NO_CONTEST])
            return
        last = self.rounds[-1]
        self.rounds[-1] = replace(
            last,
            elected=last.elected + tuple(self.name(each) for each in rest),
            excluded=last.excluded + self.leaving,
            note=" ".join([*filter(None, [last.note]), *self.reasons, NO_CONTEST]),
        )

    def record(
        self, elected: Sequence[int], excluded: Collection[int], notes: Iterable[str], reasons: Sequence[str] = ()
    ) -> None:
        """Write down a stage, with what everybody stood at, and take out those who are excluded on it.

        Their papers pass on at the next sharing, and the stage written down then is that of their exclusion and of the
        `reasons` for it, as under every other rule; only where there is no other stage do they stand in this one.
        """
        there = [each for each in range(len(self.keep)) if self.keep[each]]
        votes = {self.name(each): self.nano(self.votes[each]) for each in there}
        self.rounds.append(
            Round(
                votes,
                elected=tuple(self.name(each) for each in elected),
                excluded=self.leaving,
                non_transferable=self.formal.valid - sum(votes.values()),
                transferred_from=tuple(sorted(self.moved)),
                note=" ".join([*self.reasons, *notes]) or None,
                quota=self.nano(self.quota),
            )
        )
        self.leaving, self.reasons = tuple(sorted(self.names(excluded))), list(reasons)
        for each in excluded:
            self.hopeful.discard(each)
            self.keep[each] = 0
        self.moved = [*self.names(excluded), *(self.name(each) for each in self.elected if self._over(each))]

    def figure(self, candidate: int) -> Fraction:
        """Return the votes of a candidate, to nine places."""
        return self.nano(self.votes[candidate])

    def nano(self, units: int) -> Fraction:
        """Return units as votes, to nine places."""
        # Finer units are cut off at nine places, so that the figures never add up to more than the papers; but what
        # lacks less than a thousandth of the last place is there but for the arithmetic.
        per_nano = self.units.scale // NANO
        return Fraction((units + per_nano // 1000) // per_nano, NANO)

    def name(self, candidate: int) -> str:
        """Return a candidate's name."""
        return self.formal.candidates[candidate]

    def names(self, candidates: Iterable[int]) -> set[str]:
        """Return candidates' names."""
        return {self.name(each) for each in candidates}

    def _over(self, candidate: int) -> bool:
        return self.votes[candidate] > self.quota
