"""The two settings that were chosen on these elections, chosen anew on two of them and tried on the third."""

from itertools import product
from statistics import mean

import numpy as np
from flows.contests import SETS, District, districts, error_index

from groundgame.electoral.flows import beliefs, estimate, two_way

STRENGTHS, STEEPNESS = (3.0, 3.9, 4.8), (1.0, 1.5, 2.0)
EVERY, DRAWS = 4, 40


def choose() -> None:
    """Print, for each election, the setting that is best on the other two, and its error there."""
    print("strength and steepness of the beliefs, chosen on the two other elections (one district in four)")
    sample = {contest: list(districts(contest, EVERY)) for contest in SETS}
    found = {setting: _errors(sample, *setting) for setting in product(STRENGTHS, STEEPNESS)}
    for setting, errors in found.items():
        print(f"  strength {setting[0]}, steepness {setting[1]}: {', '.join(f'{errors[c]:.2f}' for c in SETS)}")
    for contest in SETS:
        rest = [other for other in SETS if other != contest]
        best = min(found, key=lambda setting: mean(found[setting][other] for other in rest))
        print(f"  {contest:30}{found[best][contest]:7.2f}  with strength {best[0]}, steepness {best[1]}")


def _errors(sample: dict[str, list[District]], strength: float, steepness: float) -> dict[str, float]:
    kept = two_way.STRENGTH, two_way.MOST_STRENGTH, beliefs.STEEPNESS
    two_way.STRENGTH, two_way.MOST_STRENGTH, beliefs.STEEPNESS = strength, 2 * strength, steepness
    try:
        return {contest: mean(_error(each) for each in every) for contest, every in sample.items()}
    finally:
        two_way.STRENGTH, two_way.MOST_STRENGTH, beliefs.STEEPNESS = kept


def _error(district: District) -> float:
    found = estimate(district.first, district.second, rng=np.random.default_rng(1), merge_below=0, draws=DRAWS)
    return error_index(found.votes, district.truth)
