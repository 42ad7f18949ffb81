"""One area of a boundary set: a ward, a borough, a seat, or the whole city."""

from dataclasses import dataclass
from enum import StrEnum


class AreaKind(StrEnum):
    """What sort of area a code names."""

    CITY = "city"
    BOROUGH = "borough"
    WARD = "ward"
    ASSEMBLY = "assembly"
    WESTMINSTER = "westminster"


@dataclass(frozen=True, slots=True)
class Area:
    """An area as the Office for National Statistics codes it.

    `boundary_set` is one of `city`, `borough`, `ward02`, `ward14`, `ward18`, `ward22`, `lac`, `pcon05`, `pcon10`,
    `pcon24`; `borough` is the code of the borough a ward lies in, or that a borough is. `inner` tells inner from outer
    London by where most of the area's people live; the city has none. `electorate` counts the latest electors
    published for the area, and `latitude`, `longitude` are the centre of its population in WGS84 degrees.
    """

    code: str
    name: str
    kind: AreaKind
    boundary_set: str
    latitude: float
    longitude: float
    borough: str | None = None
    inner: bool | None = None
    electorate: int | None = None
