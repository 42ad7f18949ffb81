"""Transferable counts by another road: bundles of papers in front of one, and the rules read aloud.

Nothing here is shared with what it checks.
"""

from dataclasses import dataclass
from fractions import Fraction
from math import floor


class UndecidedError(Exception):
    """A tie that the votes never decided."""


class Scottish:
    """Bundles are lists of ranking, papers, value and holder; nothing here is shared with what it checks."""

    def __init__(self, papers, names, seats):
        self.bundles = [[ranking, number, Fraction(1), ranking[0]] for ranking, number in papers if ranking]
        self.names, self.seats, self.elected, self.out = names, seats, [], []
        self.kept, self.stages = {}, []
        self.quota = floor(sum(number for _, number, _, _ in self.bundles) / (seats + 1)) + 1

    def votes(self):
        held = dict.fromkeys(self.names, Fraction(0))
        for _, number, value, holder in self.bundles:
            if holder:
                held[holder] += number * value
        return held | self.kept

    def standing(self):
        return [name for name in self.names if name not in self.elected and name not in self.out]

    def close(self):
        votes = self.votes()
        ready = sorted((name for name in self.standing() if votes[name] >= self.quota), key=lambda name: -votes[name])
        self.elected += ready
        if len(self.elected) + len(self.standing()) <= self.seats:
            self.elected += self.standing()
        self.stages.append(votes)

    def one(self, tied, best):
        for past in reversed(self.stages):
            wanted = best(past[name] for name in tied)
            tied = [name for name in tied if past[name] == wanted]
        if len(tied) > 1:
            raise UndecidedError
        return tied[0]

    def hand_on(self, name, worth):
        for bundle in self.bundles:
            if bundle[3] == name:
                bundle[3] = next((other for other in bundle[0] if other in self.standing()), None)
                bundle[2] = worth(bundle[2])

    def run(self):
        self.close()
        while len(self.elected) < self.seats and self.standing():
            votes = self.votes()
            over = [name for name in self.elected if votes[name] > self.quota]
            if over:
                name = self.one([each for each in over if votes[each] == max(votes[other] for other in over)], max)
                part = (votes[name] - self.quota) / votes[name]
                self.kept[name] = Fraction(self.quota)
                self.hand_on(name, lambda value, part=part: Fraction(floor(value * part * 100_000), 100_000))
            else:
                line = self.standing()
                name = self.one([each for each in line if votes[each] == min(votes[other] for other in line)], min)
                self.out.append(name)
                self.hand_on(name, lambda value: value)
            self.close()
        return self


@dataclass
class Bundle:
    ranking: tuple[str, ...]
    papers: int
    value: Fraction
    holder: str | None
    batch: int = 0


class Ers97:
    """The table of a counter with a pencil; nothing here is shared with what it checks."""

    def __init__(self, papers, names, seats):
        self.bundles = [Bundle(r, n, Fraction(1), r[0]) for r, n in papers if r]
        self.state = dict.fromkeys(names, "continuing")
        self.seats, self.lost, self.batches = seats, Fraction(0), 0
        self.total = sum(each.papers for each in self.bundles)
        self.kept = {}  # what an elected candidate keeps after a surplus has gone
        self.history, self.stages, self.elected = [], [], []

    def votes(self):
        held = dict.fromkeys(self.state, Fraction(0))
        for each in self.bundles:
            if each.holder:
                held[each.holder] += each.papers * each.value
        return held | self.kept

    def those(self, state):
        return [name for name, now in self.state.items() if now == state]

    def places(self):
        return self.seats - len(self.elected)

    def earliest(self, tied, best):
        for past in self.history:
            wanted = best(past[name] for name in tied)
            tied = [name for name in tied if past[name] == wanted]
        return tied

    def deem(self):
        if not self.elected:
            exact = (self.total - self.lost) / (self.seats + 1) * 100
            self.quota = Fraction(-(-exact.numerator // exact.denominator), 100)
        self.history.append(self.votes())
        while self.places():
            votes = self.votes()
            active = sum(votes[name] for name in self.state) - sum(
                min(votes[name], self.quota) for name in self.elected
            )
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
                self.elected.append(name)

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
            over = {name: votes[name] - self.quota for name in self.elected if votes[name] > self.quota}
            low = self.together(votes, sum(over.values()))
            if over and not low:
                tied = self.earliest([name for name in over if over[name] == max(over.values())], max)
                if len(tied) > 1:
                    raise UndecidedError
                self.stages.append(self.votes())
                self.surplus(tied[0], votes)
                continue
            low = low or self.lowest(votes)
            if len(self.those("continuing")) - len(low) == self.places():
                self.elected += [name for name in self.those("continuing") if name not in low]
                break
            self.stages.append(self.votes())
            self.exclude(low)
        if self.places():
            self.elected += self.those("continuing")
        self.stages.append(self.votes())
        return self
