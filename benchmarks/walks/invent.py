"""A ward's doors, invented at full size on its real postcodes and streets."""

import datetime as dt

import numpy as np

from groundgame.campaign.register.synthetic.boroughs import register_wards
from groundgame.campaign.register.synthetic.wards import draw_ward
from groundgame.electoral.places import atlas, census, postcodes_of

DOOR = ("street", "number", "flat", "court", "postcode")


def invented_ward(ward: str, seed: int = 7) -> list[dict]:
    """Return the electors of a ward, with their doors, as rows."""
    borough = atlas().area(ward).borough
    counts = next(row for row in census("ward22").iter_rows(named=True) if row["code"] == ward)
    rng = np.random.default_rng([seed, int(ward[1:])])
    electorate = register_wards(borough)[ward]
    drawn = draw_ward(postcodes_of(frozenset([ward])), counts, electorate, 1, dt.date(2026, 11, 2), rng)
    return drawn.filter(drawn["markers"] != "F").select(*DOOR, "surname", "forename").to_dicts()


def doors_of(electors: list[dict]) -> list[tuple]:
    """Return each door once."""
    return list(dict.fromkeys(tuple(row[name] for name in DOOR) for row in electors))
