"""Where a postcode is."""

from dataclasses import dataclass

import polars as pl
from uk_postcodes_parsing.fix import fix
from uk_postcodes_parsing.postcode_utils import to_normalised

from groundgame.electoral.places.tables import read_table

PLACES = 5
PER_DEGREE = 10**PLACES


@dataclass(frozen=True, slots=True)
class PostcodePlace:
    """A live postcode and the areas of today that hold it; `street` is the street nearest to its centre.

    The degrees are WGS84, to five places.
    """

    postcode: str
    ward: str
    borough: str
    westminster: str
    assembly: str
    latitude: float
    longitude: float
    street: str


def normalise_postcode(text: str) -> str | None:
    """Return a postcode as Royal Mail writes it, mending a letter O or I typed for a figure; None if it is none.

    >>> normalise_postcode(" sw1a  1aa")
    'SW1A 1AA'
    >>> normalise_postcode("St James") is None
    True
    """
    written: str | None = to_normalised(fix("".join(text.split())).replace(" ", ""))
    return written


def find_postcode(text: str) -> PostcodePlace | None:
    """Return the place of a live London postcode, typed in any spacing or case, or None."""
    written = normalise_postcode(text)
    if written is None:
        return None
    table = read_table("postcodes")
    at = table["postcode"].search_sorted(written)
    if at == table.height or table["postcode"][at] != written:
        return None
    row = table.row(at, named=True)
    borough, assembly = read_table("wards").filter(code=row["ward"]).select("borough", "assembly").row(0)
    return PostcodePlace(
        postcode=written,
        ward=row["ward"],
        borough=borough,
        westminster=row["westminster"],
        assembly=assembly,
        latitude=row["latitude_e5"] / PER_DEGREE,
        longitude=row["longitude_e5"] / PER_DEGREE,
        street=row["street"],
    )


def postcodes_of(wards: frozenset[str]) -> pl.DataFrame:
    """Return postcode, ward, street, latitude and longitude (degrees) of the live postcodes of some wards of today."""
    degrees = [(pl.col(f"{axis}_e5") / PER_DEGREE).round(PLACES).alias(axis) for axis in ("latitude", "longitude")]
    chosen = read_table("postcodes").filter(pl.col("ward").is_in(sorted(wards)))
    return chosen.select("postcode", "ward", "street", *degrees)
