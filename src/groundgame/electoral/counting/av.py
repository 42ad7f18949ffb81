"""The alternative vote: the lowest drops out until somebody has more than half of the papers in play."""

from collections import Counter
from typing import Literal

from groundgame.electoral.counting.dropping import Dropping
from groundgame.electoral.counting.holdings import Holdings, Moves, hold, received
from groundgame.electoral.counting.papers import Papers
from groundgame.electoral.counting.piles import Engine
from groundgame.electoral.counting.reading import Skipped, read_as
from groundgame.electoral.counting.rounds import Count, Round
from groundgame.electoral.counting.ties import CountError, TieBreak, refuse


def av(
    papers: Papers,
    *,
    seats: int = 1,
    tie: TieBreak = refuse,
    together: bool = False,
    to_two: bool = False,
    overvote: Literal["exhaust", "skip", "invalid"] = "exhaust",
    skipped: Skipped = "close",
    engine: Engine = "auto",
) -> Count:
    """Return the count of a single seat by preferences.

    One candidate drops out a stage; with `together` all who cannot catch up even with one another's votes, as Maine
    and Burlington publish it. It is over when somebody has more than half of the papers still in play; with `to_two`
    only when two are left. Equal votes at the bottom, or of the last two, are decided by the latest stage at which
    they were unequal, then by `tie`.

    A paper without any preference is invalid. A skipped preference or a candidate named again is passed over; Maine
    exhausts a paper at two skipped together, which is `skipped="close one"`. Several at one preference exhaust the
    paper when it gets there, unless one alone of them still stands; `overvote` may say "skip" or "invalid" instead.
    Votes are of those who still stand.

    Law: Parliamentary Voting System and Constituencies Act 2011, section 9 (never in force; the more than half of
    votes still in play, and the lowest out); Maine, Revised Statutes title 21-A, section 723-A (those who go together).

    Raises:
        CountError: if there is not one seat, or nobody stands.
        TieError: if candidates were equal at every stage and `tie` refuses to decide.

    >>> papers = Papers.of(["Ash", "Beech", "Cedar"], {("Ash",): 4, ("Beech", "Cedar"): 3, ("Cedar", "Beech"): 2})
    >>> count = av(papers)
    >>> count.elected, dict(count.rounds[1].votes)
    (('Beech',), {'Ash': 4, 'Beech': 5})
    """
    if seats != 1:
        raise CountError(f"There are {seats} seats to fill: the alternative vote fills 1; take a rule for several.")
    formal = read_as(papers, overvote="keep" if overvote == "exhaust" else overvote, skipped=skipped)
    rounds = _rounds(hold(formal, engine), formal.candidates, formal.valid, Dropping(tie, together, to_two))
    return Count("av", seats, rounds, formal.valid, formal.invalid)


def _rounds(papers: Holdings, candidates: tuple[str, ...], valid: int, dropping: Dropping) -> tuple[Round, ...]:
    rounds: list[Round] = []
    votes = received(candidates, papers.move([None], candidates))
    out: tuple[str, ...] = ()
    note: str | None = None
    moves: Moves = Counter()
    while True:
        winner = dropping.winner(votes)
        notes = [each for each in (note, winner and winner.note) if each]
        rounds.append(
            Round(
                votes,
                elected=(winner.name,) if winner else (),
                excluded=out,
                non_transferable=valid - sum(votes.values()),
                transferred_from=out,
                note="; ".join(notes) or None,
                transfers={(giver, to): number for (giver, to), number in sorted_moves(moves) if giver},
            )
        )
        if winner:
            return tuple(rounds)
        out, note = dropping.losers(votes)
        left = [name for name in votes if name not in out]
        moves = papers.move(out, left)
        gained = received(left, moves)
        votes = {name: votes[name] + gained[name] for name in left}


def sorted_moves(moves: Moves) -> list[tuple[tuple[str | None, str | None], int]]:
    """Return the moves in an order of their own, whichever papers were looked at first."""
    return sorted(moves.items(), key=lambda each: (each[0][0] or "", each[0][1] is None, each[0][1] or ""))
