"""How far places differ in turnout, and how much of it is lasting: the model's standard deviations, logit scale.

Chosen by the likelihood of the contests before May 2018 (general elections 1997-2017, mayor 2012 and 2016, boroughs
2014, the referendum) and frozen; see docs/turnout.md.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Effects:
    """Standard deviations of what belongs to all contests, to one kind, or to one contest alone.

    `census` is that of one covariate's slope; `borough`, `seat` (of 2024), `ring` and `ward` those of a place's own
    departure.
    """

    census: float
    borough: float
    seat: float
    ring: float
    ward: float


@dataclass(frozen=True)
class Spreads:
    """The lasting departures of places, those of a kind of contest, and those of a single one."""

    lasting: Effects
    kind: Effects
    contest: Effects


SPREADS = Spreads(
    lasting=Effects(census=0.07, borough=0.09, seat=0.06, ring=0.09, ward=0.13),
    # One borough election by ward before 2018 says next to nothing of a ward's habit in a kind; its likelihood is best
    # at 0.012, and a wider one is taken so that a second election may speak. A seat's habit in a kind is left out (its
    # best was 0.045): the errors are the same without it, and the model is fitted in half the time.
    kind=Effects(census=0.03, borough=0.035, seat=0.0, ring=0.045, ward=0.03),
    contest=Effects(census=0.0, borough=0.046, seat=0.0, ring=0.045, ward=0.045),
)
