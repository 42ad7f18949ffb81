"""One counting rule a file; a count is a list of rounds, and prints as a returning officer's sheet.

Exact: whole numbers or fractions, with the rule's own rounding and its own way with ties.
"""

from groundgame.electoral.counting.as_json import count_fields, count_json
from groundgame.electoral.counting.av import av
from groundgame.electoral.counting.block import block, block_from_papers
from groundgame.electoral.counting.college import CollegeCount, college
from groundgame.electoral.counting.counting_files import count_contents
from groundgame.electoral.counting.dhondt import dhondt, dhondt_from_papers
from groundgame.electoral.counting.ers97 import ers97
from groundgame.electoral.counting.files import Contents, FileError, as_blt, as_csv, as_preflib, read, read_papers
from groundgame.electoral.counting.fptp import fptp, fptp_from_papers
from groundgame.electoral.counting.guarding import Guarantee
from groundgame.electoral.counting.limited import limited
from groundgame.electoral.counting.lots import asking, by_lot_named
from groundgame.electoral.counting.meek import meek
from groundgame.electoral.counting.papers import BLANK, Papers
from groundgame.electoral.counting.reading import Formal, read_as
from groundgame.electoral.counting.registry import RULES, Rule, rule_named
from groundgame.electoral.counting.rounds import Count, Figure, Round
from groundgame.electoral.counting.sainte_lague import sainte_lague, sainte_lague_from_papers
from groundgame.electoral.counting.scottish_stv import scottish_stv
from groundgame.electoral.counting.sheets import Particulars, csv_sheet, html_sheet, papers_digest, pdf_sheet, sheet
from groundgame.electoral.counting.sv import sv, sv_from_papers, sv_from_totals
from groundgame.electoral.counting.ties import CountError, TieBreak, TieError, as_drawn, by_lot, refuse
from groundgame.electoral.counting.wig import wig

__all__ = [
    "BLANK",
    "RULES",
    "CollegeCount",
    "Contents",
    "Count",
    "CountError",
    "Figure",
    "FileError",
    "Formal",
    "Guarantee",
    "Papers",
    "Particulars",
    "Round",
    "Rule",
    "TieBreak",
    "TieError",
    "as_blt",
    "as_csv",
    "as_drawn",
    "as_preflib",
    "asking",
    "av",
    "block",
    "block_from_papers",
    "by_lot",
    "by_lot_named",
    "college",
    "count_contents",
    "count_fields",
    "count_json",
    "csv_sheet",
    "dhondt",
    "dhondt_from_papers",
    "ers97",
    "fptp",
    "fptp_from_papers",
    "html_sheet",
    "limited",
    "meek",
    "papers_digest",
    "pdf_sheet",
    "read",
    "read_as",
    "read_papers",
    "refuse",
    "rule_named",
    "sainte_lague",
    "sainte_lague_from_papers",
    "scottish_stv",
    "sheet",
    "sv",
    "sv_from_papers",
    "sv_from_totals",
    "wig",
]
