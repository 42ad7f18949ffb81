"""Meek's method of the single transferable vote: every paper is shared out anew whenever anything changes."""

from collections.abc import Callable, Iterable
from typing import Literal

from groundgame.electoral.counting.guarding import Guarantee, Guarding
from groundgame.electoral.counting.meek_fast import MOST_PAPERS, FastShares
from groundgame.electoral.counting.meek_rules import Original, Reference, Revised, Version
from groundgame.electoral.counting.meek_shares import PlainShares, Shares, Units
from groundgame.electoral.counting.meek_table import NANO, PLACES, Table
from groundgame.electoral.counting.papers import Papers
from groundgame.electoral.counting.piles import WORTH_ARRAYS, Engine
from groundgame.electoral.counting.reading import Formal, read_as
from groundgame.electoral.counting.rounds import Count
from groundgame.electoral.counting.ties import CountError, TieBreak, refuse

Variant = Literal["2006", "original", "reference"]

VARIANTS: dict[str, tuple[Callable[[], Version], Units]] = {
    "2006": (Revised, Units(NANO, up=True)),
    "original": (Original, Units(NANO * NANO, up=False)),
    "reference": (Reference, Units(NANO, up=True)),
}


def meek(
    papers: Papers,
    *,
    seats: int,
    tie: TieBreak = refuse,
    variant: Variant = "2006",
    engine: Engine = "auto",
    guaranteed: Iterable[Guarantee] = (),
) -> Count:
    """Return the count of papers under Meek's method; figures have nine places.

    A candidate who is elected keeps, of each paper that arrives, the part that leaves the quota, and passes the rest on
    to the next preference, whether that one is elected or not; one who is excluded is passed over as if never there.
    The quota falls as papers run out. All this is shared out again and again until it settles, as the variant says:

    - "2006", the default: as revised by I. D. Hill, "Implementing STV by Meek's method", Voting matters 22 (2006),
      7-10. Each share, and each part that somebody keeps, is rounded up to nine places; the quota is cut off at nine
      and raised by one in the last.
    - "reference": the reference rule of the Proportional Representation Foundation, which has the same arithmetic
      and shares all surpluses out before anybody is excluded (prfound.org/resources/reference/reference-meek-rule).
    - "original": I. D. Hill, B. A. Wichmann and D. R. Woodall, "Algorithm 123: single transferable vote by Meek's
      method", Computer Journal 30 (1987), 277-281.

    Candidates who are equal at a preference share it evenly over all the orders that they could have been put in, as
    Meek's second paper of 1970 says. A skipped preference and a candidate named again are passed over. A stage of the
    count is written down whenever somebody is elected or excluded, with the votes and the quota of that moment.

    Raises:
        CountError: if there is no seat to fill or nobody stands, or a guarantee cannot be met.
        TieError: if candidates are equal, the rule does not part them, and `tie` refuses to decide.

    >>> papers = Papers.of(["Ash", "Beech", "Cedar"], {("Ash", "Beech"): 4, ("Cedar",): 3, ("Beech",): 1})
    >>> count = meek(papers, seats=2)
    >>> count.elected, [float(each.quota) for each in count.rounds]
    (('Ash', 'Cedar'), [2.666666667])
    """
    if seats < 1:
        raise CountError(f"There are {seats} seats to fill: give 1 or more.")
    if variant not in VARIANTS:
        raise CountError(f"{variant!r} is not a version of Meek's method: say one of {', '.join(VARIANTS)}.")
    rule, units = VARIANTS[variant]
    formal = read_as(papers, overvote="keep")
    guarding = Guarding.of(guaranteed, formal.candidates, seats)
    table = Table(formal, seats, units, _shares(formal, units, engine), guarding, tie)
    _run(table, rule())
    rounds = tuple(table.rounds)
    return Count("meek", seats, rounds, formal.valid, formal.invalid, rounds[-1].quota, PLACES)


def _shares(formal: Formal, units: Units, engine: Engine) -> Shares:
    fast = len(formal.numbers) > WORTH_ARRAYS if engine == "auto" else engine == "fast"
    return FastShares(formal, units) if fast and formal.valid <= MOST_PAPERS else PlainShares(formal, units)


def _run(table: Table, version: Version) -> None:
    while not table.full:
        if table.no_contest:
            table.fill()
            return
        version.turn(table)
