"""What a trial told, in a sentence with its interval."""

from math import isinf

from groundgame.electoral.trials.combining import Combined
from groundgame.electoral.trials.estimating import Result
from groundgame.electoral.trials.intervals import Estimate
from groundgame.electoral.trials.pooling import Pooled


def interval_words(found: Estimate) -> str:
    """Return an estimate in points with its interval, or that it has no end.

    >>> interval_words(Estimate(0.021, 0.01, 0.004, 0.038))
    '+2.1 points (nine times in ten between +0.4 and +3.8)'
    """
    if isinf(found.low) or isinf(found.high):
        return "not to be told: too few were spoken to"
    return f"{_signed(found.value)} points (nine times in ten between {_signed(found.low)} and {_signed(found.high)})"


def result_words(result: Result, outcome: str = "turnout") -> str:
    """Return what one trial told, and whether it is told from nothing."""
    clear = "" if _is_clear(result.as_called) else " That is not told from no effect at all."
    return (
        f"Of {result.households:,} households {result.households_held_back:,} were held back. Being on the list "
        f"changed {outcome} by {interval_words(result.as_called)}; a conversation: "
        f"{interval_words(result.per_contact)}.{clear}"
    )


def openings_words(result: Result, outcome: str) -> str:
    """Return which of two openings did more, of which "held back" are those who were given the first."""
    first = result.households_held_back
    clear = "" if _is_clear(result.as_called) else " That is not told from no difference at all."
    return (
        f"Of {result.households:,} households that were tried {first:,} were given the first opening and "
        f"{result.households - first:,} the second. The part of their electors who {outcome} differs with "
        f"the second by {interval_words(result.as_called)}.{clear}"
    )


def openings_together_words(found: Combined, outcome: str) -> str:
    """Return which of two openings did more over several sessions, and how much they differ."""
    mean = found.belief.mean
    clear = "" if _is_clear(mean) else " That is not told from no difference at all."
    chance = "" if found.chance is None else f" Chance alone shows as much in {found.chance:.1%} of all draws."
    return (
        f"Over {len(found.tried)} sessions and {found.households:,} households that were tried, the part of electors "
        f"who {outcome} differs with the second by {interval_words(mean)}; from session to session that differs by "
        f"about {found.belief.spread * 100:.1f} points.{clear}{chance}"
    )


def pooled_words(found: Pooled, sessions: int) -> str:
    """Return what several sessions told together, and how much they differ."""
    return (
        f"Over {sessions} sessions a conversation was worth {interval_words(found.mean)}; from session to session it "
        f"differs by about {found.spread.value * 100:.1f} points (between {found.spread.low * 100:.1f} and "
        f"{found.spread.high * 100:.1f})."
    )


def _is_clear(found: Estimate) -> bool:
    return not found.holds(0.0)


def _signed(value: float) -> str:
    return f"{value * 100:+.1f}".replace("-0.0", "+0.0")
