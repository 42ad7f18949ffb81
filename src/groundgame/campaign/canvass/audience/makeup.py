"""How many electors an audience holds, and who they are: while it is built, and of a city by a sample."""

# ruff: noqa: S608 (the statement is put together from the package's own constants)

import hashlib
import json
import time
from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.core.cache import cache
from django.db import connection, transaction

from groundgame.campaign.canvass.audience.conditions import Audience
from groundgame.campaign.canvass.audience.where import FROM_SQL, where_sql
from groundgame.campaign.canvass.models import Session
from groundgame.campaign.register.figures import electors_by_ward
from groundgame.campaign.register.suppression import BARS, CALLABLE_NUMBER_SQL, SHOWN_SQL
from groundgame.electoral.places import atlas

KEPT_SECONDS = 5
# Beyond so many electors of the wards asked for, a part of the register is looked at, and the rest estimated.
MOST_COUNTED = 400_000
SAMPLED = 150_000

# Everybody who meets the conditions, with the first reason why we may not reach them, or ''. Who is below sixteen,
# anonymous or gone is in no audience, and not counted among those left out either.
_MAKEUP_SQL = f"""
WITH numbers AS (
    SELECT t.elector_id, bool_or({CALLABLE_NUMBER_SQL}) AS usable,
           bool_or(t.wrong_at IS NULL AND t.tps_since IS NOT NULL) AS listed,
           bool_or(t.wrong_at IS NULL AND t.unscreened) AS unscreened, bool_and(t.wrong_at IS NOT NULL) AS wrong
    FROM register_telephonenumber t WHERE t.borough = ANY(%(boroughs)s) GROUP BY t.elector_id
), objecting AS (
    SELECT DISTINCT elector_id FROM register_suppression WHERE lifted_at IS NULL AND kind = ANY(%(barred)s)
), everybody AS MATERIALIZED (
    SELECT e.ward, coalesce(e.address_id, -e.id) AS home,
           (CASE WHEN a.id IS NULL THEN 'n' WHEN a.flat <> '' THEN 'f' ELSE 'h' END)::"char" AS dwelling,
           (CASE WHEN c.last_contact_at IS NULL THEN 'n'
                 WHEN c.last_contact_at > now() - interval '1 month' THEN 'm'
                 WHEN c.last_contact_at > now() - interval '1 year' THEN 'y' ELSE 'o' END)::"char" AS contact,
           (CASE WHEN o.elector_id IS NOT NULL THEN 'o' ELSE WHY END)::"char" AS why
    FROM FROM_TABLES
    LEFT JOIN objecting o ON o.elector_id = e.id
    NUMBERS
    WHERE CONDITIONS AND {SHOWN_SQL}
)
SELECT ward, dwelling, contact, why, count(*) FROM everybody GROUP BY 1, 2, 3, 4
UNION ALL SELECT '', '', '', '', count(*) FROM (SELECT FROM everybody WHERE why = '' GROUP BY home) homes
"""
_BY_PHONE = {
    "WHY": """CASE WHEN n.elector_id IS NULL THEN 'n' WHEN n.usable THEN '' WHEN n.wrong THEN 'w'
                   WHEN n.listed THEN 't' WHEN n.unscreened THEN 'u' ELSE 'b' END""",
    "NUMBERS": "LEFT JOIN numbers n ON n.elector_id = e.id",
}
_BY_DOOR = {"WHY": "CASE WHEN e.address_id IS NULL THEN 'a' ELSE '' END", "NUMBERS": ""}
DWELLINGS = {"n": "none", "f": "flat", "h": "house"}
CONTACTS = {"n": "never", "m": "month", "y": "year", "o": "older"}
REASONS = {
    "o": "objects",
    "n": "no_number",
    "w": "wrong",
    "t": "tps",
    "u": "unscreened",
    "b": "barred",
    "a": "no_address",
}
# The planner takes several conditions together for nearly nobody, and joins row by row, which is right for a handful
# and takes minutes for a borough; so above that many electors it is asked not to.
ROW_BY_ROW = 20_000


@dataclass(frozen=True, slots=True)
class Makeup:
    """How many electors may be reached, in how many households, and who they are; `why_not` of those who may not.

    `sampled` is the share of the register that was looked at (0-1): below 1 every count is an estimate.
    """

    electors: int
    households: int
    why_not: dict[str, int]
    wards: dict[str, int]
    dwellings: dict[str, int]
    contacts: dict[str, int]
    sampled: float = 1.0
    seconds: float = 0.0


def makeup_of(audience: Audience, channel: str = Session.Channel.PHONE) -> Makeup:
    """Return how many electors the audience holds now, and who they are; of very many by a sample."""
    return _counted(audience, channel, _share_to_look_at(audience))


def count_audience(audience: Audience, channel: str = Session.Channel.PHONE) -> tuple[int, int]:
    """Return how many electors the audience holds now, and in how many households, each of them counted."""
    makeup = _counted(audience, channel, 1.0)
    return makeup.electors, makeup.households


def recent_makeup(audience: Audience, channel: str = Session.Channel.PHONE) -> Makeup:
    """Return the same as of some seconds ago, the longer the more it took to count: a form asks at every tick."""
    asked = json.dumps([audience.as_json(), str(channel)])
    key = "audience:" + hashlib.sha256(asked.encode()).hexdigest()
    kept: Makeup | None = cache.get(key)
    if kept is None:
        kept = makeup_of(audience, channel)
        cache.set(key, kept, KEPT_SECONDS + 10 * kept.seconds)
    return kept


def _share_to_look_at(audience: Audience) -> float:
    if audience.streets or audience.polling_districts:
        return 1.0
    electors = sum(electors_by_ward(audience.wards).values())
    return min(1.0, SAMPLED / electors) if electors > MOST_COUNTED else 1.0


def _counted(audience: Audience, channel: str, share: float) -> Makeup:
    started = time.monotonic()
    conditions, values = where_sql(audience)
    statement = _statement(channel, share).replace("CONDITIONS", conditions)
    many = sum(electors_by_ward(audience.wards).values()) > ROW_BY_ROW
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL work_mem = '64MB'")
        cursor.execute(f"SET LOCAL enable_nestloop = {'off' if many else 'on'}")
        cursor.execute(statement, values | _reaching(audience, channel))
        rows = cursor.fetchall()
        cursor.execute("SET LOCAL work_mem TO DEFAULT; SET LOCAL enable_nestloop TO DEFAULT")
    return _makeup(rows, share, time.monotonic() - started)


def _statement(channel: str, share: float) -> str:
    """Return the statement: of the register, pages drawn by a fixed seed, so that a figure stands still."""
    sample = f"register_elector e TABLESAMPLE SYSTEM ({100 * share:.4f}) REPEATABLE (1)"
    tables = FROM_SQL if share == 1.0 else FROM_SQL.replace("register_elector e", sample)
    statement = _MAKEUP_SQL.replace("FROM_TABLES", tables)
    for name, piece in (_BY_PHONE if channel == Session.Channel.PHONE else _BY_DOOR).items():
        statement = statement.replace(name, piece)
    return statement


def _reaching(audience: Audience, channel: str) -> dict[str, Any]:
    boroughs = {atlas().area(ward).borough or "" for ward in audience.wards}
    return {"barred": [str(kind) for kind in BARS[channel]], "boroughs": sorted(boroughs)}


def _makeup(rows: list[tuple[str, str, str, str, int]], share: float, seconds: float) -> Makeup:
    *groups, (*_, homes) = rows
    why_not, wards, dwellings, contacts = (Counter[str]() for _ in range(4))
    for ward, dwelling, contact, why, count in groups:
        if why:
            why_not[REASONS[why]] += count
            continue
        wards[ward] += count
        dwellings[DWELLINGS[dwelling]] += count
        contacts[CONTACTS[contact]] += count
    return Makeup(
        electors=round(wards.total() / share),
        households=round(homes / share),
        why_not=_scaled(why_not, share),
        wards=_scaled(wards, share),
        dwellings=_scaled(dwellings, share),
        contacts=_scaled(contacts, share),
        sampled=share,
        seconds=seconds,
    )


def _scaled(counts: Counter[str], share: float) -> dict[str, int]:
    return {key: round(count / share) for key, count in counts.items()}
