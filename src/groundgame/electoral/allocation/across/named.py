"""The wards that somebody asks about by name."""

from collections.abc import Sequence
from difflib import get_close_matches

from groundgame.electoral.allocation.errors import AllocationError
from groundgame.electoral.forecasting.london.seats import Wards
from groundgame.electoral.places import atlas


def codes_of(wards: Wards, names: Sequence[str]) -> frozenset[str]:
    """Return the codes of wards by name or code; where several boroughs have a ward of a name, all of those.

    Raises:
        AllocationError: if there is no such ward; it names those that are written nearly so.
    """
    known: dict[str, set[str]] = {}
    for code in wards.codes:
        for word in (code, atlas().area(code, wards.boundary_set).name):
            known.setdefault(word.casefold(), set()).add(code)
    for name in names:
        if name.strip().casefold() not in known:
            near = get_close_matches(name.strip().casefold(), known, n=3)
            named = [atlas().area(min(known[one]), wards.boundary_set).name for one in near]
            hint = f" Is it {' or '.join(named)}?" if named else ""
            raise AllocationError(f"The plan has no ward {name!r}.{hint}")
    return frozenset(code for name in names for code in known[name.strip().casefold()])
