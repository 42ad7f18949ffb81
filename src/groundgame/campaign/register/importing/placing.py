"""Which borough a register is of, by where its postcodes lie."""

from functools import cache

import polars as pl

from groundgame.campaign.register.importing.errors import RegisterFileError
from groundgame.electoral.places import atlas, postcodes_of

SAMPLE, LEAST_SHARE = 400, 0.5


def borough_of(postcodes: pl.Series) -> str:
    """Return the code of the borough in which most of a register's postcodes ("" for none) lie.

    Raises:
        RegisterFileError: if half of them or fewer lie in any one borough.
    """
    sample = postcodes.gather_every(max(1, postcodes.len() // SAMPLE))
    given = sample.filter(sample != "").to_frame("postcode")
    boroughs = given.join(_boroughs_of_postcodes(), on="postcode")["borough"].to_list()
    likely = max(sorted(set(boroughs)), key=boroughs.count, default="")
    if boroughs.count(likely) <= LEAST_SHARE * given.height:
        raise RegisterFileError(
            "Its postcodes do not lie in one borough, so whose register it is cannot be told. Import it "
            "by itself, with --borough."
        )
    return likely


@cache
def _boroughs_of_postcodes() -> pl.DataFrame:
    boroughs = {ward: area.code for area in atlas().areas("borough") for ward in atlas().wards_within(area.code)}
    live = postcodes_of(frozenset(boroughs)).select("postcode", "ward")
    return live.select("postcode", borough=pl.col("ward").replace_strict(boroughs, return_dtype=pl.String))
