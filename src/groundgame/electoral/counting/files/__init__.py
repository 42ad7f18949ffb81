"""Files of papers and of votes, in and out: BLT, PrefLib and CSV.

A broken file is refused whole, with its line, the value and what to do.
"""

from groundgame.electoral.counting.files.broken import FileError
from groundgame.electoral.counting.files.csv_votes import Totals
from groundgame.electoral.counting.files.reader import Contents, read, read_papers
from groundgame.electoral.counting.files.writers import as_blt, as_csv, as_preflib

__all__ = ["Contents", "FileError", "Totals", "as_blt", "as_csv", "as_preflib", "read", "read_papers"]
