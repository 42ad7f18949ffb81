"""One counting rule a file; a count is a list of rounds, and prints as a returning officer's sheet.

Exact: whole numbers or fractions, with the rule's own rounding and its own way with ties.
"""

from groundgame.electoral.counting.block import block
from groundgame.electoral.counting.dhondt import dhondt
from groundgame.electoral.counting.fptp import fptp
from groundgame.electoral.counting.papers import BLANK, Papers
from groundgame.electoral.counting.rounds import Count, Figure, Round
from groundgame.electoral.counting.sheets import sheet
from groundgame.electoral.counting.sv import sv, sv_from_totals
from groundgame.electoral.counting.ties import CountError, TieBreak, TieError, as_drawn, by_lot, refuse

__all__ = [
    "BLANK",
    "Count",
    "CountError",
    "Figure",
    "Papers",
    "Round",
    "TieBreak",
    "TieError",
    "as_drawn",
    "block",
    "by_lot",
    "dhondt",
    "fptp",
    "refuse",
    "sheet",
    "sv",
    "sv_from_totals",
]
