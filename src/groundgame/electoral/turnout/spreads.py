"""How far places differ in turnout, and how much of it is lasting: the model's standard deviations, logit scale.

Chosen by the likelihood of the contests before May 2018 (general elections 1997-2017, mayor 2012 and 2016, boroughs
2014, the referendum) and frozen; see docs/turnout.md.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Effects:
    """Standard deviations of what belongs to all contests, to one kind, or to one contest alone.

    `census` is that of one covariate's slope, `borough`, `ring` and `ward` those of a place's own departure.
    """

    census: float
    borough: float
    ring: float
    ward: float


@dataclass(frozen=True)
class Spreads:
    """The lasting departures of places, those of a kind of contest, and those of a single one."""

    lasting: Effects
    kind: Effects
    contest: Effects


SPREADS = Spreads(
    lasting=Effects(census=0.08, borough=0.11, ring=0.055, ward=0.14),
    # One borough election by ward before 2018 says next to nothing of a ward's own habit in a kind: it is held at a
    # quarter of the lasting one, above the 0.01 of the best likelihood.
    kind=Effects(census=0.034, borough=0.037, ring=0.05, ward=0.035),
    contest=Effects(census=0.0, borough=0.08, ring=0.044, ward=0.07),
)
