"""Any forecast run as of a past day, and scored against what happened.

It reads every other room; no room reads it.
"""

from groundgame.electoral.replay.kinds import GIVEN, KINDS, ReplayError, baselines, replay, years
from groundgame.electoral.replay.scoring import Baseline, Replay, Truth, scored

__all__ = ["GIVEN", "KINDS", "Baseline", "Replay", "ReplayError", "Truth", "baselines", "replay", "scored", "years"]
