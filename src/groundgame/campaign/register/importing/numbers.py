"""Elector numbers as they hold now: those of the full register, with what its monthly updates added and ended."""

import polars as pl
from psycopg import sql

from groundgame.campaign.register.importing.copying import read_columns
from groundgame.campaign.register.models import Register

NUMBER = ("polling_district", "number", "suffix")
_IN_FORCE = sql.SQL(
    "SELECT polling_district, number, suffix, elector_id FROM register_registerentry "
    "WHERE register_id = %s AND until IS NULL"
)


def numbers_in_force(register: Register) -> pl.DataFrame:
    """Return the elector (`elector_id`) of every number (`polling_district`, `number`, `suffix`) in force."""
    schema = {"polling_district": pl.String, "number": pl.Int64, "suffix": pl.Int64, "elector_id": pl.Int64}
    return read_columns(_IN_FORCE, [register.numbering_id], schema)
