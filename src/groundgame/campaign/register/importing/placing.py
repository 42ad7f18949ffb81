"""Which borough a register is of, by where its postcodes lie."""

import polars as pl

from groundgame.campaign.register.importing.errors import RegisterFileError
from groundgame.electoral.places import atlas

SAMPLE, LEAST_SHARE = 400, 0.5


def borough_of(postcodes: pl.Series) -> str:
    """Return the code of the borough in which most of a register's postcodes ("" for none) lie.

    Raises:
        RegisterFileError: if half of them or fewer lie in any one borough.
    """
    sample = postcodes.gather_every(max(1, postcodes.len() // SAMPLE))
    places = [atlas().postcode(text) for text in sample.filter(sample != "")]
    boroughs = [place.borough for place in places if place is not None and place.borough]
    likely = max(sorted(set(boroughs)), key=boroughs.count, default="")
    if boroughs.count(likely) <= LEAST_SHARE * len(places):
        raise RegisterFileError(
            "Its postcodes do not lie in one borough, so whose register it is cannot be told. Import it "
            "by itself, with --borough."
        )
    return likely
