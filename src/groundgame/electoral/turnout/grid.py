"""The wards of 2022 as one fixed order, and how they make up the areas that votes were counted by."""

from functools import cache
from types import MappingProxyType

import numpy as np
import numpy.typing as npt
import polars as pl

from groundgame.electoral.places import atlas, census, crosswalk, read_table
from groundgame.electoral.turnout.rings import RINGS, rings

Floats = npt.NDArray[np.float64]

WARDS = "ward22"
# A ward's seventeen-year-olds and younger among those of 16 to 24: two of nine years.
NOT_YET_18 = 2 / 9
HOLDERS = MappingProxyType({"borough": "borough", "lac": "assembly", "pcon24": "westminster", "ring": "ring"})
"""The boundary sets that each ward counts whole to, and the column of `wards` that says to which area."""


@cache
def wards() -> pl.DataFrame:
    """Return ward, borough, assembly, westminster, ring and adults (residents of 18 and over, 2021), by ward."""
    children = pl.col("age_0_15") + pl.col("age_16_24") * NOT_YET_18
    people = census(WARDS).select(ward="code", adults=pl.col("residents") - children)
    held = read_table("wards").select("borough", "assembly", "westminster", ward="code")
    ring = rings("borough").rename({"area": "borough"})
    return held.join(ring, on="borough").join(people, on="ward").sort("ward")


@cache
def lying_in(boundary_set: str) -> tuple[tuple[str, ...], Floats]:
    """Return the areas of a boundary set and, areas by wards, the share (0-1) of a ward's people in each."""
    areas = tuple(sorted(area.code for area in atlas().areas(boundary_set)))
    shares = np.zeros((len(areas), wards().height))
    if boundary_set == WARDS:
        return areas, np.eye(wards().height)
    row, column = ({code: at for at, code in enumerate(codes)} for codes in (areas, wards()["ward"]))
    for ward, area, share in crosswalk(WARDS, boundary_set).select("from", "to", "share_of_from").iter_rows():
        shares[row[area], column[ward]] = share
    return areas, shares


@cache
def groups(column: str) -> tuple[tuple[str, ...], npt.NDArray[np.intp]]:
    """Return the sorted values of a column of `wards`, and the position among them of each ward's."""
    codes, positions = np.unique(wards()[column].to_numpy(), return_inverse=True)
    return tuple(str(code) for code in codes), positions.astype(np.intp)


@cache
def outer() -> npt.NDArray[np.bool_]:
    """Return which wards lie in outer London."""
    lie_out: npt.NDArray[np.bool_] = wards()["ring"].to_numpy() == RINGS[1]
    return lie_out
