"""What the census says of each ward's people, as a regression wants it."""

from functools import cache

import numpy as np
import polars as pl

from groundgame.electoral.places import census
from groundgame.electoral.turnout.grid import WARDS, Floats, wards

# Shares of residents, or of households for tenure and homes.
OF_RESIDENTS = (
    "age_16_24",
    "age_25_34",
    "age_65_over",
    "ethnicity_asian",
    "ethnicity_black",
    "religion_muslim",
    "religion_none",
    "religion_jewish",
)
OF_HOUSEHOLDS = ("tenure_owned_outright", "tenure_mortgaged", "tenure_private_rented", "home_purpose_built_flat")
AS_THEY_ARE = ("income_deprived_share",)


@cache
def covariates() -> Floats:
    """Return wards by covariates of the census of 2021, each with mean 0 and standard deviation 1.

    Age, belief and ethnicity are shares of residents, tenure and homes of households; and the share of people
    deprived of income. Where a ward has no household counts (the smallest of the City), it gets the mean.
    """
    rows = census(WARDS).sort("code")
    if rows["code"].to_list() != wards()["ward"].to_list():
        raise AssertionError("The census and the wards of 2022 are not the same areas.")
    tenures = [name for name in rows.columns if name.startswith("tenure_")]
    shares = rows.select(
        *(pl.col(name) / pl.col("residents") for name in OF_RESIDENTS),
        *(pl.col(name) / pl.sum_horizontal(tenures) for name in OF_HOUSEHOLDS),
        *AS_THEY_ARE,
    ).to_numpy()
    standard: Floats = (shares - np.nanmean(shares, axis=0)) / np.nanstd(shares, axis=0)
    return np.nan_to_num(np.clip(standard, -4, 4))
