"""Invented households of a ward: how many electors each has, how old they are, and their markers."""

from dataclasses import dataclass

import numpy as np

# First year and last of each of the census's age bands, and the share of the first band that is 16 or 17.
BANDS = {
    "age_16_24": (16, 24),
    "age_25_34": (25, 34),
    "age_35_49": (35, 49),
    "age_50_64": (50, 64),
    "age_65_over": (65, 95),
}
FEWEST_A_HOME, MOST_A_HOME, LARGEST_HOME = 1.35, 2.6, 8
EUROPEAN_SHARE = 0.08
MARKERS = {"F": 0.004, "L": 0.0002, "N": 0.0005}


@dataclass(frozen=True, slots=True)
class People:
    """Electors of a ward, household by household: its number from 0, the elector's age in years, the markers."""

    household: np.ndarray
    age: np.ndarray
    markers: np.ndarray


def electors_a_home(electorate: int, census: dict[str, int]) -> float:
    """Return the mean number of electors of a home in a ward, held to what is likely."""
    homes = sum(count for name, count in census.items() if name.startswith("home_"))
    return float(min(MOST_A_HOME, max(FEWEST_A_HOME, electorate / max(homes, 1))))


def draw_people(electors: int, mean: float, census: dict[str, int], rng: np.random.Generator) -> People:
    """Return exactly so many electors, in households of `mean` on average, aged as the ward's residents are."""
    sizes = np.minimum(1 + rng.poisson(mean - 1, size=electors), LARGEST_HOME)
    household = np.repeat(np.arange(electors), sizes)[:electors]
    member = np.arange(electors) - np.searchsorted(household, household)
    return People(household, _ages(household, member, census, rng), _markers(electors, rng))


def _ages(household: np.ndarray, member: np.ndarray, census: dict[str, int], rng: np.random.Generator) -> np.ndarray:
    """Return ages: whoever comes third or later in the home of somebody over 40 is taken for a grown child."""
    count = len(household)
    weights = np.array([census[band] for band in BANDS], dtype=float)
    band = rng.choice(len(BANDS), size=count, p=weights / weights.sum())
    first, last = np.array(list(BANDS.values())).T
    drawn = rng.integers(first[band], last[band] + 1)
    head = drawn[np.searchsorted(household, household)]
    partner = np.clip(head + rng.integers(-6, 7, size=count), 18, 97)
    child = rng.integers(16, 30, size=count)
    age = np.where((member == 1) & (rng.random(count) < 0.75), partner, drawn)
    age = np.where((member >= 2) & (head > 40), child, age)
    return np.where(member == 0, np.maximum(drawn, 18), age)


def _markers(count: int, rng: np.random.Generator) -> np.ndarray:
    """Return markers: B or G of the citizens of the European Union, F overseas, L of peers, N anonymous."""
    draw = rng.random(count)
    european = np.where(rng.random(count) < 0.7, "B", "G")
    markers = np.where(draw < EUROPEAN_SHARE, european, "")
    edge = EUROPEAN_SHARE
    for letter, share in MARKERS.items():
        markers = np.where((draw >= edge) & (draw < edge + share), letter, markers)
        edge += share
    return markers
