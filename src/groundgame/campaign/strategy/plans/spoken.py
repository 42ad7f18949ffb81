"""The homes where somebody was spoken to since a plan began, ward by ward: one that is redone goes on from there."""

# ruff: noqa: S608 (the statement is put together from the module's own constants)

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace

import numpy as np
from django.db import connection

from groundgame.campaign.canvass.figures import SPOKEN_SQL, STANDING_SQL
from groundgame.campaign.strategy.plans.worked import start_of
from groundgame.electoral.allocation.across.rounds import Field

# Whoever lives at no address that we know is a home of their own.
_SPOKEN_SQL = f"""
SELECT v.ward, count(DISTINCT coalesce(e.address_id, -e.id))
FROM canvass_contactevent v JOIN register_elector e ON e.id = v.elector_id
WHERE v.happened_at >= %(since)s AND v.outcome <> 'withdrawn' AND {SPOKEN_SQL} AND {STANDING_SQL}
GROUP BY v.ward
"""


def spoken_since(day: dt.date) -> dict[str, int]:
    """Return in how many homes of each ward somebody was spoken to from a day on."""
    with connection.cursor() as cursor:
        cursor.execute(_SPOKEN_SQL, {"since": start_of(day)})
        return dict(cursor.fetchall())


def without_spoken(ahead: Field, spoken: Mapping[str, int]) -> Field:
    """Return the field when in so many homes of its wards somebody was spoken to already."""
    homes = np.array([float(spoken.get(code, 0)) for code in ahead.wards.codes])
    return replace(ahead, homes=replace(ahead.homes, spoken=homes)) if spoken else ahead
