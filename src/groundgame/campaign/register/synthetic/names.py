"""Invented names: first names and weighted surnames of the package Faker's British lists, drawn by the thousand."""

from functools import cache

import numpy as np
from faker.providers.person.en_GB import Provider

SHARES_SURNAME = 0.72


@cache
def _lists() -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    surnames = np.array(list(Provider.last_names), dtype=str)
    weights = np.array(list(Provider.last_names.values()), dtype=float)
    women = np.array(list(Provider.first_names_female), dtype=str)
    men = np.array(list(Provider.first_names_male), dtype=str)
    return women, men, surnames, np.cumsum(weights / weights.sum())


def draw_names(household: np.ndarray, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Return forenames and surnames of people, given each one's household, numbered from 0 in order.

    Most members of a household share the surname of its first; two in three people have a second forename.
    """
    women, men, surnames, cumulative = _lists()
    count = len(household)
    at = np.minimum(np.searchsorted(cumulative, rng.random(count)), len(surnames) - 1)
    first_of = np.searchsorted(household, household)  # households are in order, so this is each one's first member
    at = np.where(rng.random(count) < SHARES_SURNAME, at[first_of], at)
    woman = rng.random(count) < 0.51
    forename = np.where(woman, women[rng.integers(len(women), size=count)], men[rng.integers(len(men), size=count)])
    second = np.where(woman, women[rng.integers(len(women), size=count)], men[rng.integers(len(men), size=count)])
    has_second = (rng.random(count) < 0.67) & (second != forename)
    both = np.char.add(np.char.add(forename, " "), second)
    return np.where(has_second, both, forename), surnames[at]
