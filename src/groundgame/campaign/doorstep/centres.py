"""Where postcodes are on the ground, in metres."""

import numpy as np

from groundgame.electoral.places import atlas, postcodes_of

METRES_A_DEGREE = 111_195.0  # of a great circle of the mean earth, 6,371 km


def centres_of(ward: str) -> dict[str, tuple[float, float]]:
    """Return the centre of each live postcode of the ward's borough, in metres east and north of the ward's middle.

    A plane is true to some centimetres over a ward. All of the borough, since a street may end beyond the ward.
    """
    borough = atlas().area(ward).borough or ""
    table = postcodes_of(atlas().wards_within(borough) | {ward})
    here = table.filter(table["ward"] == ward) if (table["ward"] == ward).any() else table
    if not table.height:
        return {}
    north, east = (np.mean(here[axis].to_numpy()) for axis in ("latitude", "longitude"))
    y = (table["latitude"].to_numpy() - north) * METRES_A_DEGREE
    x = (table["longitude"].to_numpy() - east) * METRES_A_DEGREE * np.cos(np.radians(north))
    return dict(zip(table["postcode"], zip(x.tolist(), y.tolist(), strict=True), strict=True))
