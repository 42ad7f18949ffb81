"""Run by the oracles' own Python: counts elections given as JSON with pref_voting, and answers with who is elected.

What it is given: a list of [method, candidates, seats, [[ranking, number], ...]]; candidates are numbers. What it
answers: a list of the numbers elected, sorted, or null where a lot decides. (pref_voting also draws lots that decide
nothing: which of two equal surpluses goes first when every seat is filled already.)
"""

import json
import sys
from random import Random

from pref_voting.profiles_with_ties import ProfileWithTies
from pref_voting.proportional_methods import stv_meek, stv_scottish


class Always(Random):
    """A lot that always falls on the first, or always on the last."""

    def __init__(self, place: int) -> None:
        super().__init__()
        self.place = place

    def choice(self, seq):
        return seq[self.place]


def elected(method: str, candidates: int, seats: int, papers: list) -> list[int] | None:
    rankings = [{name: place for place, name in enumerate(ranking)} for ranking, _ in papers]
    profile = ProfileWithTies(rankings, rcounts=[number for _, number in papers], candidates=list(range(candidates)))
    if method == "meek":
        return sorted(stv_meek(profile, num_seats=seats))
    first, last = (sorted(stv_scottish(profile, num_seats=seats, rng=Always(place))) for place in (0, -1))
    return first if first == last else None


if __name__ == "__main__":
    json.dump([elected(*each) for each in json.load(sys.stdin)], sys.stdout)
