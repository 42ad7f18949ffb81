"""Invented sessions whose true effect is known: what the estimates are proven on."""

from dataclasses import dataclass, replace

import numpy as np

from groundgame.electoral.trials.assigning import held_back
from groundgame.electoral.trials.measured import Floats, Measured, Numbers, Truths

SIZES = (0.42, 0.36, 0.12, 0.10)
"""Parts of households with one, two, three and four electors: invented, as near as one needs."""


@dataclass(frozen=True)
class World:
    """A campaign of several sessions as it truly is; parts are 0-1.

    `effect` is what a contact adds to the chance of voting, on average over sessions; their true effects differ by
    `spread` (a standard deviation). `households` are a session's, in so many `wards`. With a `default` (a mean and its
    deviation) each campaign's own mean is drawn from it, as if the plan's default were right of such campaigns.
    """

    name: str
    effect: float
    spread: float = 0.0
    sessions: int = 6
    households: int = 1_000
    wards: int = 5
    held_back: float = 0.15
    contacted: float = 0.45
    turnout: float = 0.4
    default: tuple[float, float] | None = None

    def drawn(self, rng: np.random.Generator) -> "World":
        """Return the world of one campaign, its mean effect drawn where there is a default."""
        return self if self.default is None else replace(self, effect=float(rng.normal(*self.default)))


@dataclass(frozen=True)
class Session:
    """An invented trial with what is true of it: the effect per contact, and of being called."""

    measured: Measured
    per_contact: float
    as_called: float


WORLDS = (
    World("an effect", effect=0.06),
    World("no effect", effect=0.0),
    World("branches differ", effect=0.05, spread=0.04, sessions=8),
    World("few sessions", effect=0.06, spread=0.02, sessions=3),
    World("few are spoken to", effect=0.06, contacted=0.12),
    World("small wards", effect=0.06, wards=60, households=600),
    World("as the default says", effect=0.015, spread=0.01, sessions=8, households=1_500, default=(0.015, 0.010)),
)


def session(world: World, name: str, rng: np.random.Generator) -> Session:
    """Return one invented session of a world, held back by the hash as a real one is.

    Whoever would vote anyway is easier to reach, people of one household are alike, and the part of three
    earlier contests that they voted in tells something of what they do.
    """
    sizes = rng.choice(4, world.households, p=SIZES) + 1
    ward = np.sort(rng.integers(world.wards, size=world.households))
    household = np.repeat(np.arange(world.households), sizes)
    chance = _chances(world, ward, household, rng)
    before = rng.binomial(3, chance) / 3
    answers = rng.random(world.households)[household] < world.contacted * (0.75 + 0.625 * chance)
    own = world.effect + world.spread * float(rng.standard_normal())
    called = _called(name, ward, world.held_back)[household]
    spoken = answers & called
    voted = (rng.random(len(household)) < np.clip(chance + own * spoken, 0, 1)).astype(float)
    found = Measured(household, ward[household], called, spoken.astype(float), voted, before[:, None])
    return Session(found, per_contact=own, as_called=own * float(answers.mean()))


def without_before(trial: Measured) -> Measured:
    """Return a trial as if nothing were known from before."""
    return replace(trial, before=trial.before[:, :0])


def _chances(world: World, ward: Numbers, household: Numbers, rng: np.random.Generator) -> Floats:
    """Every elector's chance of voting uncalled, kept away from 0 and 1 so that an effect always fits."""
    odds = np.log(world.turnout / (1 - world.turnout))
    odds = odds + 0.4 * rng.standard_normal(world.wards)[ward][household]
    odds = odds + 2.5 * rng.standard_normal(world.households)[household] + 1.2 * rng.standard_normal(len(household))
    inside: Floats = 0.05 + 0.8 / (1 + np.exp(-odds))
    return inside


def _called(name: str, ward: Numbers, part: float) -> Truths:
    homes = {str(number): str(one) for number, one in enumerate(ward.tolist())}
    away = held_back(name, homes, part)
    return np.array([household not in away for household in homes], dtype=np.bool_)
