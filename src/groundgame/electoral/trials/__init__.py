"""Randomised hold-outs: who is held back, how much a trial will tell, and what it told.

Every session can be one. Estimates come as intervals, tried on invented campaigns whose truth is known.
"""

from groundgame.electoral.trials.assigning import hash_parts, held_back, is_held_back_late, script_arm
from groundgame.electoral.trials.association import Association, BranchEffort, association
from groundgame.electoral.trials.beliefs import Belief, Prior, believe
from groundgame.electoral.trials.believed_fading import FadingBelief, FadingPrior, believe_fading
from groundgame.electoral.trials.combining import Combined, Tried, combine
from groundgame.electoral.trials.errors import TrialError
from groundgame.electoral.trials.estimating import Result, estimate
from groundgame.electoral.trials.fading import HalfLife, Look, half_life
from groundgame.electoral.trials.intervals import Estimate
from groundgame.electoral.trials.measured import Measured, from_frame
from groundgame.electoral.trials.pooling import Pooled, pool
from groundgame.electoral.trials.power import Design, promise, smallest_effect, smallest_per_contact

__all__ = [
    "Association",
    "Belief",
    "BranchEffort",
    "Combined",
    "Design",
    "Estimate",
    "FadingBelief",
    "FadingPrior",
    "HalfLife",
    "Look",
    "Measured",
    "Pooled",
    "Prior",
    "Result",
    "TrialError",
    "Tried",
    "association",
    "believe",
    "believe_fading",
    "combine",
    "estimate",
    "from_frame",
    "half_life",
    "hash_parts",
    "held_back",
    "is_held_back_late",
    "pool",
    "promise",
    "script_arm",
    "smallest_effect",
    "smallest_per_contact",
]
