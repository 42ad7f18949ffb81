"""What is counted: the papers of each section, with its weight."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from groundgame.electoral.counting import Papers
from groundgame.electoral.counting.guarding import Guarantee


@dataclass(frozen=True, slots=True)
class Box:
    """The opened papers of one section; `section` is empty where all are counted together."""

    papers: Papers
    section: str = ""
    weight: Fraction = Fraction(1)


@dataclass(frozen=True, slots=True)
class Ask:
    """What a post asks of its count: the rule by name, the seats, the guaranteed places, and the rule's own options."""

    rule: str
    seats: int
    guaranteed: tuple[Guarantee, ...] = ()
    votes_each: int | None = None


def papers_of(
    candidates: Sequence[str],
    rankings: Iterable[tuple[Sequence[int], int]],
    *,
    seats: int,
    withdrawn: Iterable[str] = (),
    title: str = "",
) -> Papers:
    """Return papers from places on the form (from 0) and how many votes each paper carries."""
    counted: Counter[tuple[str | tuple[str, ...] | None, ...]] = Counter()
    for ranking, number in rankings:
        counted[tuple(candidates[place] for place in ranking)] += number
    papers = Papers.of(candidates, dict(sorted(counted.items(), key=repr)), seats=seats, withdrawn=tuple(withdrawn))
    return Papers(papers.candidates, papers.prefs, papers.numbers, papers.equal, papers.withdrawn, seats, title)
