"""The command line: `groundgame`, one file a group of commands.

Each group is a thin skin over a room; nothing is worked out here.
"""

from groundgame.cli.main import main

__all__ = ["main"]
