"""Single transferable vote as councillors in Scotland are elected, to five decimal places."""

from collections.abc import Iterable

from groundgame.electoral.counting.guarding import Guarantee
from groundgame.electoral.counting.papers import Papers
from groundgame.electoral.counting.piles import Engine
from groundgame.electoral.counting.rounds import Count
from groundgame.electoral.counting.stv_inclusive import Inclusive
from groundgame.electoral.counting.stv_table import Table
from groundgame.electoral.counting.ties import TieBreak, refuse

PLACES = 5
PAPER = 10**PLACES
"""The parts of a paper in which the rule counts: hundred thousandths."""


def scottish_stv(
    papers: Papers,
    *,
    seats: int,
    tie: TieBreak = refuse,
    guaranteed: Iterable[Guarantee] = (),
    engine: Engine = "auto",
) -> Count:
    """Return the count of a ward.

    All papers of an elected candidate move on, each at its value x surplus / votes, to five places for each paper,
    the remainder ignored. The highest surplus goes first and none is put off. Equal votes are decided by the most
    recent stage at which they were unequal, then by `tie`. Papers of an excluded candidate move even when they can
    change nothing any more, as returning officers print it: that is not required (rule 53(2) as amended), and no seat
    depends on it. `guaranteed` places are no part of the law.

    Law: Scottish Local Government Elections Order 2011 (SSI 2011/399), Schedule 1, rules 46 to 53, as amended by
    SSI 2021/437.

    Raises:
        CountError: if there is no seat or nobody to count, or what is guaranteed cannot be had.
        TieError: if votes were equal at every stage and `tie` refuses to decide.

    >>> papers = Papers.of(["Ash", "Beech", "Cedar"], {("Ash", "Beech"): 6, ("Beech",): 3, ("Cedar",): 2})
    >>> count = scottish_stv(papers, seats=2)
    >>> count.quota, count.elected, count.rounds[1].votes["Beech"]
    (4, ('Ash', 'Beech'), Fraction(249999, 50000))
    """
    table = Table(papers, seats, PAPER, guaranteed, engine)
    quota = droop_quota(table.papers, seats)
    Inclusive(table, quota * PAPER, tie).run()
    return table.count("scottish-stv", quota, PLACES)


def droop_quota(valid_papers: int, seats: int) -> int:
    """Return the fewest papers that assure a candidate of a seat.

    The whole number above valid_papers / (seats + 1), so that no more than `seats` candidates can reach it.

    Law: Scottish Local Government Elections Order 2011 (SSI 2011/399), Schedule 1, rule 46.

    >>> droop_quota(valid_papers=7263, seats=3)
    1816
    """
    return valid_papers // (seats + 1) + 1
