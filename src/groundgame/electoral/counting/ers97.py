"""Single transferable vote by the rules of the Electoral Reform Society, third edition (1997)."""

from collections.abc import Iterable

from groundgame.electoral.counting.guarding import Guarantee
from groundgame.electoral.counting.papers import Papers
from groundgame.electoral.counting.piles import Engine
from groundgame.electoral.counting.rounds import Count
from groundgame.electoral.counting.stv_ers97 import Ers97
from groundgame.electoral.counting.stv_ers97_plan import PAPER, PLACES
from groundgame.electoral.counting.stv_table import Table
from groundgame.electoral.counting.ties import TieBreak, refuse


def ers97(
    papers: Papers,
    *,
    seats: int,
    tie: TieBreak = refuse,
    guaranteed: Iterable[Guarantee] = (),
    engine: Engine = "auto",
) -> Count:
    """Return a count under the ERS97 rules, as unions, societies and parties use them.

    The quota is papers / (seats + 1) to two places, rounded up, and is worked out again without the papers that are
    lost while nobody is elected. Whoever reaches it is elected, and so is whoever has the votes still active / (places
    left + 1). A surplus comes out of the last batch received alone, at a value of two places, and is put off while all
    surpluses together could not change who goes next. The lowest are excluded together where their votes and the
    surpluses are no more than the votes of the next; their papers move batch by batch, the highest value first, in one
    stage. Equal votes are decided by the earliest point at which they were unequal, then by `tie`. Where an exclusion
    would leave as many as there are places, those are elected and nothing more moves. `guaranteed` places are no part
    of the rules.

    Source: R. A. Newland and F. S. Britton, How to conduct an election by the Single Transferable Vote, third edition,
    Electoral Reform Society 1997, sections 5 and 6.

    Raises:
        CountError: if there is no seat or nobody to count, or what is guaranteed cannot be had.
        TieError: if votes were equal at every point and `tie` refuses to decide.

    >>> papers = Papers.of(["Ash", "Beech", "Cedar"], {("Ash", "Beech"): 6, ("Beech",): 3, ("Cedar",): 3})
    >>> count = ers97(papers, seats=2)
    >>> count.quota, count.elected, count.rounds[1].votes["Beech"]
    (4, ('Ash', 'Beech'), Fraction(249, 50))
    """
    table = Table(papers, seats, PAPER, guaranteed, engine)
    Ers97(table, tie).run()
    return table.count("ers97", table.rounds[-1].quota, PLACES)
