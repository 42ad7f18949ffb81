"""ERS97 by another road: bundles of papers in front of one, each with its value, and the paragraphs read aloud."""

from dataclasses import dataclass
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundgame.electoral.counting.ers97 import ers97
from groundgame.electoral.counting.files import read_papers
from groundgame.electoral.counting.papers import Papers
from groundgame.electoral.counting.ties import TieError

NAMES = ["Ash", "Beech", "Cedar", "Elm", "Fir", "Gorse"]


@dataclass
class Bundle:
    ranking: tuple[str, ...]
    papers: int
    value: Fraction
    holder: str | None
    batch: int = 0


class UndecidedError(Exception):
    """A tie that the votes never decided."""


class ByHand:
    """The table of a counter with a pencil; nothing here is shared with what it checks."""

    def __init__(self, papers, names, seats):
        self.bundles = [Bundle(r, n, Fraction(1), r[0]) for r, n in papers if r]
        self.state = dict.fromkeys(names, "continuing")
        self.seats, self.lost, self.batches = seats, Fraction(0), 0
        self.total = sum(each.papers for each in self.bundles)
        self.kept = {}  # what an elected candidate keeps after a surplus has gone
        self.history, self.sheet, self.order = [], [], []

    def votes(self):
        held = dict.fromkeys(self.state, Fraction(0))
        for each in self.bundles:
            if each.holder:
                held[each.holder] += each.papers * each.value
        return held | self.kept

    def those(self, state):
        return [name for name, now in self.state.items() if now == state]

    def places(self):
        return self.seats - len(self.order)

    def earliest(self, tied, best):
        for past in self.history:
            wanted = best(past[name] for name in tied)
            tied = [name for name in tied if past[name] == wanted]
        return tied

    def deem(self):
        if not self.order:
            exact = (self.total - self.lost) / (self.seats + 1) * 100
            self.quota = Fraction(-(-exact.numerator // exact.denominator), 100)
        self.history.append(self.votes())
        while self.places():
            votes = self.votes()
            active = sum(votes[name] for name in self.state) - sum(min(votes[name], self.quota) for name in self.order)
            line = min(self.quota, active / (self.places() + 1))
            over = [name for name in self.those("continuing") if votes[name] >= line and votes[name] > 0]
            over = [name for name in over if votes[name] == max(votes[each] for each in over)]
            if len(over) > self.places():
                over = self.earliest(over, max)
                if len(over) > 1:
                    return
            if not over:
                return
            for name in sorted(over):
                self.state[name] = "elected"
                self.order.append(name)

    def move(self, bundles, value):
        self.batches += 1
        for each in bundles:
            each.holder = next((name for name in each.ranking if self.state[name] == "continuing"), None)
            each.value, each.batch = value, self.batches

    def surplus(self, name, votes):
        over = votes[name] - self.quota
        last = max(each.batch for each in self.bundles if each.holder == name)
        moving = [each for each in self.bundles if each.holder == name and each.batch == last]
        can = [each for each in moving if any(self.state[other] == "continuing" for other in each.ranking)]
        number = sum(each.papers for each in can)
        present = moving[0].value
        value = present if number * present <= over else Fraction(over * 100 // number, 100)
        self.lost += over - number * value
        self.kept[name] = self.quota
        self.move(moving, value)
        self.deem()

    def exclude(self, names):
        for name in names:
            self.state[name] = "excluded"
        theirs = [each for each in self.bundles if each.holder in names]
        for value in sorted({each.value for each in theirs}, reverse=True):
            if self.places():
                batch = [each for each in theirs if each.value == value]
                self.move(batch, value)
                self.lost += sum(each.papers * value for each in batch if each.holder is None)
                self.deem()

    def together(self, votes, surplus):
        """5.2.5: as many as possible, without parting equals."""
        line = sorted(self.those("continuing"), key=lambda name: votes[name])
        for number in range(len(line) - self.places(), 0, -1):
            low, above = line[:number], votes[line[number]]
            if sum(votes[name] for name in low) + surplus <= above and votes[low[-1]] != above:
                return low
        return []

    def lowest(self, votes):
        line = self.those("continuing")
        tied = [name for name in line if votes[name] == min(votes[each] for each in line)]
        tied = self.earliest(tied, min)
        if len(tied) > 1:
            raise UndecidedError
        return tied

    def run(self):
        self.deem()
        while self.places() and len(self.those("continuing")) > self.places():
            votes = self.votes()
            over = {name: votes[name] - self.quota for name in self.order if votes[name] > self.quota}
            low = self.together(votes, sum(over.values()))
            if over and not low:
                tied = self.earliest([name for name in over if over[name] == max(over.values())], max)
                if len(tied) > 1:
                    raise UndecidedError
                self.sheet.append(self.votes())
                self.surplus(tied[0], votes)
                continue
            low = low or self.lowest(votes)
            if len(self.those("continuing")) - len(low) == self.places():
                self.order += [name for name in self.those("continuing") if name not in low]
                break
            self.sheet.append(self.votes())
            self.exclude(low)
        if self.places():
            self.order += self.those("continuing")
        self.sheet.append(self.votes())
        return self


def check(papers, seats):
    hand = ByHand(
        [(tuple(papers.candidates[place] for (place,) in ranking), number) for ranking, number in papers],
        papers.candidates,
        seats,
    )
    try:
        hand.run()
    except UndecidedError:
        with pytest.raises(TieError):
            ers97(papers, seats=seats)
        return
    count = ers97(papers, seats=seats)
    assert set(count.elected) == set(hand.order)
    assert [dict(each.votes) for each in count.rounds] == hand.sheet
    assert count.rounds[-1].non_transferable == hand.lost
    assert count.quota == hand.quota


rankings = st.lists(st.sampled_from(NAMES), unique=True, max_size=6).map(tuple)


@given(st.dictionaries(rankings, st.integers(0, 4) | st.integers(0, 200), min_size=3, max_size=14), st.integers(1, 4))
def test_small_elections_with_and_without_ties(papers, seats):
    check(Papers.of(NAMES, papers), seats)


def test_real_wards(shared_data):
    for path in sorted((shared_data / "ballots" / "scottish_wards").glob("*.blt")):
        papers = read_papers(path)
        check(papers, papers.seats)
