"""What was gained and lost, in plain sentences, with what the two bases mean."""

from groundgame.electoral.contests.parties import parties
from groundgame.electoral.swing.gains import Gain, Gains

EVE = (
    "Since the eve: against the same councils a year before, the nearest in the record to what is declared on the "
    "night. By-elections and defections of that year are in it."
)
WHOLE = (
    "Whole council: against the same councils when these seats were last fought. It has no memory of what was won and "
    "lost in the years between."
)


def sentence(gain: Gain, gains: Gains) -> str:
    """Return one sentence on a party: both bases, and why they differ."""
    name = parties()[gain.party].name
    if not gains.eve_known:
        return f"{name}: {gain.whole:+,} councillors since {gains.since}; who sat on the eve is not in the record."
    said = "" if gain.declared is None else f" (declared: {gain.declared:+,}{_councils(gain)})"
    return (
        f"{name}: {gain.eve:+,} councillors since the eve{said}, {gain.whole:+,} since {gains.since}{_library(gain)}: "
        f"in the years between it had already {_moved(gain.between)}."
    )


def _library(gain: Gain) -> str:
    return "" if gain.published is None else f" (House of Commons Library, England: {gain.published:+,})"


def _councils(gain: Gain) -> str:
    return "" if gain.councils_declared is None else f" and {gain.councils_declared:+} councils"


def _moved(between: int) -> str:
    if between == 0:
        return "neither gained nor lost on balance"
    return f"{'gained' if between > 0 else 'lost'} {abs(between):,}"
