"""Single transferable vote by the weighted inclusive Gregory method, in exact fractions."""

from collections.abc import Iterable
from fractions import Fraction
from typing import Literal

from groundgame.electoral.counting.guarding import Guarantee
from groundgame.electoral.counting.papers import Papers
from groundgame.electoral.counting.piles import Engine
from groundgame.electoral.counting.rounds import Count
from groundgame.electoral.counting.scottish_stv import droop_quota
from groundgame.electoral.counting.stv_inclusive import Basis, Inclusive
from groundgame.electoral.counting.stv_table import Table
from groundgame.electoral.counting.stv_ties import Look
from groundgame.electoral.counting.ties import TieBreak, refuse

SHOWN_PLACES = 5

Quota = Literal["droop", "exact"]
"""The whole number above papers / (seats + 1), to be reached; or papers / (seats + 1) itself, to be exceeded."""


def wig(
    papers: Papers,
    *,
    seats: int,
    tie: TieBreak = refuse,
    quota: Quota = "droop",
    basis: Basis = "all",
    look: Look = "backwards",
    guaranteed: Iterable[Guarantee] = (),
    engine: Engine = "auto",
) -> Count:
    """Return a count in which every paper of an elected candidate moves on at its value x surplus / votes.

    Nothing is rounded; five places are shown. The largest surplus goes first, none is put off, the lowest candidate is
    excluded alone, and equal votes are decided by the latest stage at which they were unequal, then by `tie`. Where
    published versions differ the default is Scotland's way without its rounding, and these choose another: `quota`;
    `basis`, "transferable" to share the surplus among papers that name somebody next, none above its present value;
    `look`, "forwards" to decide equal votes by the earliest stage, or "lot" by `tie` alone.

    Source: the method of J. B. Gregory (1880), with papers weighted by the value at which they came; Western Australia,
    Electoral Act 1907, Schedule 1, has it in law, and Scotland with five places.

    Raises:
        CountError: if there is no seat or nobody to count, or what is guaranteed cannot be had.
        TieError: if votes were equal wherever the rule looks and `tie` refuses to decide.

    >>> papers = Papers.of(["Ash", "Beech", "Cedar"], {("Ash", "Beech"): 6, ("Beech",): 3, ("Cedar",): 2})
    >>> wig(papers, seats=2).rounds[1].votes["Beech"], wig(papers, seats=2, quota="exact").quota
    (5, Fraction(11, 3))
    """
    table = Table(papers, seats, 1, guaranteed, engine)
    exact = quota == "exact"
    needed = Fraction(table.papers, seats + 1) if exact else droop_quota(table.papers, seats)
    Inclusive(table, needed, tie, exact=True, must_exceed=exact, look=look, basis=basis).run()
    return table.count("wig", needed, SHOWN_PLACES)
