"""Any forecast run as of a past day, and scored against what happened.

It reads every other room; no room reads it.
"""

from groundgame.electoral.replay.scoring import Replay, Truth, scored

__all__ = ["Replay", "Truth", "scored"]
