"""Degrees to kilometres on a flat map of one city."""

import math

import numpy as np

from groundgame.electoral.places.topology import Points

KM_PER_DEGREE = 111.32
LATITUDE = 51.5


def flatten(longitude_latitude: Points) -> Points:
    """Return kilometres east and kilometres south (as screens count) of the point (0, 0).

    An equirectangular map true to scale at London's latitude; across one city its error is under 1%.
    """
    east = KM_PER_DEGREE * math.cos(math.radians(LATITUDE))
    flat: Points = longitude_latitude * np.array([east, -KM_PER_DEGREE])
    return flat


def degrees(flat: Points) -> Points:
    """Return longitude and latitude of kilometres of the flat map.

    >>> degrees(flatten(np.array([-0.1, 51.5]))).round(6).tolist()
    [-0.1, 51.5]
    """
    east = KM_PER_DEGREE * math.cos(math.radians(LATITUDE))
    found: Points = flat / np.array([east, -KM_PER_DEGREE])
    return found
