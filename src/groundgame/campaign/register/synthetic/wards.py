"""The invented electors of one ward."""

import datetime as dt

import numpy as np
import polars as pl

from groundgame.campaign.register.synthetic.districts import cut, district_count
from groundgame.campaign.register.synthetic.homes import draw_homes
from groundgame.campaign.register.synthetic.names import draw_names
from groundgame.campaign.register.synthetic.people import draw_people, electors_a_home

DAYS_A_YEAR = 365.25
SUFFIX_SHARE = 0.003


def draw_ward(
    postcodes: pl.DataFrame,
    census: dict[str, int],
    electorate: int,
    one_in: int,
    published_on: dt.date,
    rng: np.random.Generator,
) -> pl.DataFrame:
    """Return one row an elector of a ward: district (from 0), door, name, age, markers and date of attainment.

    `postcodes` are the ward's (`postcode`, `street`, `latitude`, `longitude`); of its `electorate`, one household in
    `one_in` is made.
    """
    along = postcodes.sort("street", "longitude", "latitude", "postcode")
    district = cut(along["latitude"].to_numpy(), along["longitude"].to_numpy(), district_count(electorate))
    people = draw_people(round(electorate / one_in), electors_a_home(electorate, census), census, rng)
    homes = draw_homes(along, census, int(people.household[-1]) + 1, one_in, rng)
    forename, surname = draw_names(people.household, rng)
    place = homes.place[people.household]
    attained = np.datetime64(published_on) + np.ceil((18 - people.age) * DAYS_A_YEAR).astype("timedelta64[D]")
    attained = attained - rng.integers(0, 300, size=len(place)).astype("timedelta64[D]")
    return pl.DataFrame(
        {
            "district": district[place],
            "street": along["street"].gather(place),
            "postcode": along["postcode"].gather(place),
            "number": homes.number[people.household],
            "flat": homes.flat[people.household],
            "court": homes.court[people.household],
            "household": people.household,
            "surname": surname,
            "forename": forename,
            "age": people.age,
            "markers": people.markers,
            "late": rng.random(len(place)) < SUFFIX_SHARE,
            "attainment": pl.Series(attained).cast(pl.Date),
        }
    ).with_columns(
        attainment=pl.when((pl.col("age") < 18) & (pl.col("attainment") > published_on)).then(pl.col("attainment"))
    )
