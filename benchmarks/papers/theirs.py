"""Count a file with another program and say how long it took: theirs.py PROGRAM FILE. Runs in .venv-oracles.

Each gets the papers as fast as we know how to hand them over: those alike together, where it takes a number of papers.
"""

import json
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

Lines = Counter[tuple[int, ...]]
Build = Callable[[Lines, list[str], int], Callable[[], list[str]]]


def read(file: str) -> tuple[Lines, list[str], int]:
    """Return how many papers read alike, the names, and the seats, of a BLT file with a line a paper."""
    head, *lines = Path(file).read_text(encoding="utf-8").splitlines()
    end = lines.index("0")
    standing, seats = map(int, head.split())
    papers = {tuple(map(int, line.split()[1:-1])): number for line, number in Counter(lines[:end]).items()}
    return Counter(papers), [name.strip('"') for name in lines[end + 1 : end + 1 + standing]], seats


def pref_voting(papers: Lines, names: list[str], seats: int) -> Callable[[], list[str]]:
    """Return the Scottish rule of pref_voting, ready to count."""
    from pref_voting.profiles_with_ties import ProfileWithTies
    from pref_voting.proportional_methods import stv_scottish

    rankings = [{name: place for place, name in enumerate(ranking, 1)} for ranking in papers]
    profile = ProfileWithTies(rankings, rcounts=list(papers.values()), candidates=list(range(1, len(names) + 1)))
    return lambda: [names[number - 1] for number in stv_scottish(profile, num_seats=seats)]


def votekit(papers: Lines, names: list[str], seats: int) -> Callable[[], list[str]]:
    """Return the fast STV of VoteKit, ready to count."""
    from votekit.ballot import RankBallot
    from votekit.elections import FastSTV
    from votekit.pref_profile import RankProfile

    ballots = [
        RankBallot(ranking=[{names[number - 1]} for number in ranking], weight=papers[ranking]) for ranking in papers
    ]
    profile = RankProfile(ballots=ballots, candidates=names)
    return lambda: [name for together in FastSTV(profile, n_seats=seats).get_elected() for name in together]


def pyrankvote(papers: Lines, names: list[str], seats: int) -> Callable[[], list[str]]:
    """Return the STV of pyrankvote, ready to count; it takes every paper by itself."""
    from pyrankvote import Ballot, Candidate, single_transferable_vote

    candidates = [Candidate(name) for name in names]

    def each() -> Iterator[Ballot]:
        for ranking, number in papers.items():
            for _ in range(number):
                yield Ballot([candidates[place - 1] for place in ranking])

    ballots = list(each())
    return lambda: [winner.name for winner in single_transferable_vote(candidates, ballots, seats).get_winners()]


PROGRAMS: dict[str, Build] = {"pref_voting": pref_voting, "VoteKit": votekit, "pyrankvote": pyrankvote}


def main(program: str, file: str) -> None:
    """Print the seconds of reading and of counting, and who is elected; importing is not counted."""
    __import__(
        {"VoteKit": "votekit.elections", "pref_voting": "pref_voting.proportional_methods"}.get(program, program)
    )
    start = time.perf_counter()
    count = PROGRAMS[program](*read(file))
    middle = time.perf_counter()
    elected = count()
    end = time.perf_counter()
    print(json.dumps({"read": middle - start, "count": end - middle, "elected": elected}))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
