"""What a plan gains on draws that it did not see: counted, not smoothed."""

from collections.abc import Sequence

from groundgame.electoral.allocation.control import Councils
from groundgame.electoral.allocation.effort import Floats
from groundgame.electoral.allocation.needs import WardNeed


def seats_gained(wards: Sequence[WardNeed], votes: Floats) -> float:
    """Return the expected seats that a plan's votes (wards,) win beside those won without."""
    gained = [
        ((ward.lacking > 0) & (ward.lacking <= more)).sum() / ward.lacking.shape[1]
        for ward, more in zip(wards, votes, strict=True)
    ]
    return float(sum(gained))


def councils_gained(wards: Sequence[WardNeed], votes: Floats) -> float:
    """Return the expected councils that a plan's votes (wards,) bring under the party's control."""
    with_work, without = (Councils(wards, more).chances() for more in (votes, 0 * votes))
    return sum(with_work.values()) - sum(without.values())
