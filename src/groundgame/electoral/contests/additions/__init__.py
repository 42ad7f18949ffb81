"""A user's own results: read from a documented layout, checked row by row, and kept beside the packaged record.

Nothing is added unless every row of a file is right; docs/data.md tells the layout.
"""

from groundgame.electoral.contests.additions.errors import AdditionError
from groundgame.electoral.contests.additions.reading import read_results
from groundgame.electoral.contests.additions.store import add_file, added_results

__all__ = ["AdditionError", "add_file", "added_results", "read_results"]
