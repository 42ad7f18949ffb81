"""One counting rule a file; a count is a list of rounds, and prints as a returning officer's sheet.

Exact: whole numbers or fractions, with the rule's own rounding and its own way with ties.
"""

from groundgame.electoral.counting.av import av
from groundgame.electoral.counting.block import block, block_from_papers
from groundgame.electoral.counting.college import CollegeCount, college
from groundgame.electoral.counting.dhondt import dhondt, dhondt_from_papers
from groundgame.electoral.counting.ers97 import ers97
from groundgame.electoral.counting.files import FileError, as_blt, as_csv, as_preflib, read_papers
from groundgame.electoral.counting.fptp import fptp, fptp_from_papers
from groundgame.electoral.counting.limited import limited
from groundgame.electoral.counting.meek import meek
from groundgame.electoral.counting.papers import BLANK, Papers
from groundgame.electoral.counting.reading import Formal, read_as
from groundgame.electoral.counting.rounds import Count, Figure, Round
from groundgame.electoral.counting.sainte_lague import sainte_lague, sainte_lague_from_papers
from groundgame.electoral.counting.scottish_stv import scottish_stv
from groundgame.electoral.counting.sheets import sheet
from groundgame.electoral.counting.sv import sv, sv_from_papers, sv_from_totals
from groundgame.electoral.counting.ties import CountError, TieBreak, TieError, as_drawn, by_lot, refuse
from groundgame.electoral.counting.wig import wig

__all__ = [
    "BLANK",
    "CollegeCount",
    "Count",
    "CountError",
    "Figure",
    "FileError",
    "Formal",
    "Papers",
    "Round",
    "TieBreak",
    "TieError",
    "as_blt",
    "as_csv",
    "as_drawn",
    "as_preflib",
    "av",
    "block",
    "block_from_papers",
    "by_lot",
    "college",
    "dhondt",
    "dhondt_from_papers",
    "ers97",
    "fptp",
    "fptp_from_papers",
    "limited",
    "meek",
    "read_as",
    "read_papers",
    "refuse",
    "sainte_lague",
    "sainte_lague_from_papers",
    "scottish_stv",
    "sheet",
    "sv",
    "sv_from_papers",
    "sv_from_totals",
    "wig",
]
