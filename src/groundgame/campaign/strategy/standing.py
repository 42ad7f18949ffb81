"""Where the party is nearest to winning and to losing: the areas whose votes are counted, closest first."""

from dataclasses import dataclass
from functools import lru_cache

from groundgame.campaign.strategy.wards import Ward, WardTable

SHOWN = 8


@dataclass(frozen=True, slots=True)
class Standing:
    """The closest areas, one ward each for those that hold many; and how many of all areas the party won."""

    won: int
    areas: int
    to_win: tuple[Ward, ...]
    to_hold: tuple[Ward, ...]


@lru_cache(maxsize=32)
def standing(table: WardTable, party: str) -> Standing:
    """Return the areas that the party is nearest to winning and to losing."""
    areas = {ward.counted_in.code: ward for ward in table.wards if ward.winner and ward.lead is not None}
    held = [ward for ward in areas.values() if ward.winner and ward.winner.id == party]
    others = [ward for ward in areas.values() if ward not in held]
    return Standing(
        won=len(held),
        areas=len(areas),
        to_win=tuple(sorted(others, key=lambda ward: (-(ward.lead or 0), ward.counted_in.code))[:SHOWN]),
        to_hold=tuple(sorted(held, key=lambda ward: (ward.lead or 0, ward.counted_in.code))[:SHOWN]),
    )
