"""Seats of two boundary sets matched by name, where nobody has published the old votes on the new boundaries."""

from collections import Counter
from collections.abc import Sequence

import numpy as np

from groundgame.electoral.forecasting.general.elections import Election, Floats

JOINING = frozenset({"and", "of", "the", "upon"})
# A point of the compass tells nothing by itself: Devon North is no nearer to Norfolk North.
COMPASS = frozenset({"north", "south", "east", "west", "central", "mid", "city"})
COMPASS_WEIGHT = 0.3
NEAR_THE_BEST = 0.6


def matched_by_name(old: Election, names: Sequence[str], new: Election) -> Floats:
    """Return weights, shape (new seats, old seats), whose rows sum to 1: which old seats stand in for each new one.

    The seat of the same name, or of the same words in another order; else those of the same nation that share its
    rarest words (Leeds North stands in for a new seat of Leeds); else every seat of its region.
    """
    words = [_words(name) for name in old.names]
    rarity = Counter(word for each in words for word in each)
    same: dict[frozenset[str], list[int]] = {}
    for row, each in enumerate(words):
        same.setdefault(each, []).append(row)
    rows = []
    for row, name in enumerate(names):
        wanted = _words(name)
        nation = (old.nation == new.nation[row]).astype(float)
        weights = np.zeros(len(words))
        weights[same.get(wanted, [])] = 1.0
        if not weights.any():
            weights = nation * _alike(wanted, words, rarity)
        if not weights.any():
            weights = _region(old, new.regions[row], nation)
        rows.append(weights / weights.sum())
    return np.array(rows)


def _words(name: str) -> frozenset[str]:
    return frozenset(name.split("-")) - JOINING


def _alike(wanted: frozenset[str], words: Sequence[frozenset[str]], rarity: Counter[str]) -> Floats:
    """Weigh old seats by the rare words that they share with a name; only the nearest count."""
    alike = np.zeros(len(words))
    for row, each in enumerate(words):
        if (wanted & each) - COMPASS:
            alike[row] = sum((COMPASS_WEIGHT if word in COMPASS else 1) / rarity[word] ** 0.5 for word in wanted & each)
    near: Floats = np.where(alike >= NEAR_THE_BEST * alike.max(), alike, 0.0)
    return near


def _region(old: Election, region: str, nation: Floats) -> Floats:
    """Return every seat of a region, or of the nation where the region was drawn differently then."""
    inside = np.array([name == region for name in old.regions], dtype=float)
    return inside if inside.any() else nation
