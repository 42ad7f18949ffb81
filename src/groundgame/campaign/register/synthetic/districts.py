"""Polling districts cut from a ward: its postcodes halved again and again across its longer side."""

import numpy as np

ELECTORS_A_DISTRICT = 1800
FEWEST, MOST = 3, 7
LONGITUDE_SQUEEZE = 0.62  # a degree of longitude against one of latitude, at London


def district_count(electorate: int) -> int:
    """Return into how many polling districts a ward of so many electors (of the real register) is cut."""
    return int(min(MOST, max(FEWEST, round(electorate / ELECTORS_A_DISTRICT))))


def cut(latitude: np.ndarray, longitude: np.ndarray, districts: int) -> np.ndarray:
    """Return the district, from 0, of each place: connected, and of nearly equal numbers of places.

    There are as many districts as asked for, or as there are places.
    """
    assigned = np.zeros(len(latitude), dtype=np.int64)
    _split(
        np.arange(len(latitude)), latitude, longitude * LONGITUDE_SQUEEZE, min(districts, len(latitude)), 0, assigned
    )
    return assigned


def _split(
    places: np.ndarray, north: np.ndarray, east: np.ndarray, districts: int, first: int, assigned: np.ndarray
) -> None:
    if districts <= 1:
        assigned[places] = first
        return
    along = north if np.ptp(north[places]) >= np.ptp(east[places]) else east
    ordered = places[np.argsort(along[places], kind="stable")]
    left = districts // 2
    at = len(places) * left // districts
    _split(ordered[:at], north, east, left, first, assigned)
    _split(ordered[at:], north, east, districts - left, first + left, assigned)
