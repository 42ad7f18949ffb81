"""Invented sessions with two openings whose true difference is known: what taking them together is proven on."""

from dataclasses import dataclass

import numpy as np

from groundgame.electoral.trials.assigning import script_arm
from groundgame.electoral.trials.measured import Floats, Measured, Numbers, Truths
from groundgame.electoral.trials.worlds import SIZES

ALIKE = 0.4
"""The correlation of two electors of a household: invented."""
WARDS_DIFFER = 0.25
"""How far a ward's part lies from the session's at most, as a part of it."""


@dataclass(frozen=True)
class OpeningsWorld:
    """Sessions of one pair of openings as they truly are; parts are 0-1.

    Of those who hear the first, `base` do what is measured (speak with us, or vote); the second adds `effect` on
    average over sessions, whose own differences vary by `spread` (a standard deviation). `known` tells that three
    earlier elections say something of each elector, as they do of who votes.
    """

    name: str
    base: float
    effect: float
    spread: float = 0.0
    sessions: int = 6
    households: int = 400
    wards: int = 4
    known: bool = False


OPENINGS_WORLDS = (
    OpeningsWorld("more speak", base=0.3, effect=0.05),
    OpeningsWorld("neither does more", base=0.3, effect=0.0),
    OpeningsWorld("branches differ", base=0.3, effect=0.04, spread=0.04, sessions=8),
    OpeningsWorld("two sessions", base=0.3, effect=0.05, spread=0.02, sessions=2),
    OpeningsWorld("single evenings", base=0.3, effect=0.05, sessions=12, households=60, wards=1),
    OpeningsWorld("few tell us", base=0.07, effect=0.02, sessions=8, households=250),
    OpeningsWorld("more vote", base=0.4, effect=0.01, sessions=8, households=800, known=True),
)


def openings_session(world: OpeningsWorld, name: str, rng: np.random.Generator) -> tuple[Measured, float]:
    """Return one invented session, drawn by the hash as a real one is, and the true difference in it.

    The electors of a household are alike, wards differ, and the second opening moves whoever would not have done it.
    """
    sizes = rng.choice(4, world.households, p=SIZES) + 1
    ward = np.sort(rng.integers(world.wards, size=world.households))
    household = np.repeat(np.arange(world.households), sizes)
    usual = world.base * (1 + WARDS_DIFFER * rng.uniform(-1, 1, world.wards))[ward]
    second = np.array([script_arm(name, str(one), "ab") == "b" for one in range(world.households)], dtype=np.bool_)
    own = world.effect + world.spread * float(rng.standard_normal())
    part = rng.beta(usual * (1 / ALIKE - 1), (1 - usual) * (1 / ALIKE - 1))
    did = (rng.random(len(household)) < _moved(part, usual, own, second)[household]).astype(float)
    return _measured(household, ward, second, did, _before(world, part, household, rng)), own


def _moved(part: Floats, usual: Floats, own: float, second: Truths) -> Floats:
    """Return what each household's electors do with what chance: over a ward exactly `own` more after the second."""
    more, fewer = part + (1 - part) * own / (1 - usual), part * (1 + own / usual)
    return np.clip(np.where(second, more if own >= 0 else fewer, part), 0, 1)


def _before(world: OpeningsWorld, part: Floats, household: Numbers, rng: np.random.Generator) -> Floats:
    if not world.known:
        return np.zeros((len(household), 0))
    return rng.binomial(3, part[household])[:, None] / 3


def _measured(household: Numbers, ward: Numbers, second: Truths, did: Floats, before: Floats) -> Measured:
    return Measured(household, ward[household], second[household], did, did, before)
