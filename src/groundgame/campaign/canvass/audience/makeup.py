"""How many electors an audience holds, and who they are: while it is built, and of a city by a sample."""

# ruff: noqa: S608 (the statement is put together from the package's own constants)

import hashlib
import json
import time
from dataclasses import dataclass
from typing import Any

from django.core.cache import cache
from django.db import connection

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
           bool_or(t.wrong_at IS NULL AND t.tps_since IS NOT NULL) AS listed, bool_and(t.wrong_at IS NOT NULL) AS wrong
    FROM register_telephonenumber t WHERE %(phone)s AND t.borough = ANY(%(boroughs)s) GROUP BY t.elector_id
), objecting AS (
    SELECT DISTINCT elector_id FROM register_suppression WHERE lifted_at IS NULL AND kind = ANY(%(barred)s)
), everybody AS MATERIALIZED (
    SELECT e.ward, coalesce(e.address_id, -e.id) AS home,
           CASE WHEN a.id IS NULL THEN 'none' WHEN a.flat <> '' THEN 'flat' ELSE 'house' END AS dwelling,
           CASE WHEN c.last_contact_at IS NULL THEN 'never'
                WHEN c.last_contact_at > now() - interval '1 month' THEN 'month'
                WHEN c.last_contact_at > now() - interval '1 year' THEN 'year' ELSE 'older' END AS contact,
           CASE WHEN o.elector_id IS NOT NULL THEN 'objects'
                WHEN NOT %(phone)s AND e.address_id IS NULL THEN 'no_address'
                WHEN NOT %(phone)s THEN ''
                WHEN n.elector_id IS NULL THEN 'no_number'
                WHEN n.usable THEN ''
                WHEN n.wrong THEN 'wrong'
                WHEN n.listed THEN 'tps' ELSE 'barred' END AS why
    FROM FROM_TABLES
    LEFT JOIN objecting o ON o.elector_id = e.id
    LEFT JOIN numbers n ON n.elector_id = e.id
    WHERE CONDITIONS AND {SHOWN_SQL}
)
SELECT 'all', '', count(*) FILTER (WHERE why = '') FROM everybody
UNION ALL SELECT 'homes', '', count(DISTINCT home) FROM everybody WHERE why = ''
UNION ALL SELECT 'why', why, count(*) FROM everybody WHERE why <> '' GROUP BY why
UNION ALL SELECT 'ward', ward, count(*) FROM everybody WHERE why = '' GROUP BY ward
UNION ALL SELECT 'dwelling', dwelling, count(*) FROM everybody WHERE why = '' GROUP BY dwelling
UNION ALL SELECT 'contact', contact, count(*) FROM everybody WHERE why = '' GROUP BY contact
"""


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
    statement = _MAKEUP_SQL.replace("CONDITIONS", conditions).replace("FROM_TABLES", _tables(share))
    with connection.cursor() as cursor:
        cursor.execute(statement, values | _reaching(audience, channel))
        rows = cursor.fetchall()
    return _makeup(rows, share, time.monotonic() - started)


def _tables(share: float) -> str:
    """Return the tables to look at: of the register, pages drawn by a fixed seed, so that a figure stands still."""
    sample = f"register_elector e TABLESAMPLE SYSTEM ({100 * share:.4f}) REPEATABLE (1)"
    return FROM_SQL if share == 1.0 else FROM_SQL.replace("register_elector e", sample)


def _reaching(audience: Audience, channel: str) -> dict[str, Any]:
    return {
        "phone": channel == Session.Channel.PHONE,
        "barred": [str(kind) for kind in BARS[channel]],
        "boroughs": sorted({atlas().area(ward).borough or "" for ward in audience.wards}),
    }


def _makeup(rows: list[tuple[str, str, int]], share: float, seconds: float) -> Makeup:
    counts: dict[str, dict[str, int]] = {"all": {}, "homes": {}, "why": {}, "ward": {}, "dwelling": {}, "contact": {}}
    for what, key, count in rows:
        counts[what][key] = round(count / share)
    return Makeup(
        electors=counts["all"][""],
        households=counts["homes"][""],
        why_not=counts["why"],
        wards=counts["ward"],
        dwellings=counts["dwelling"],
        contacts=counts["contact"],
        sampled=share,
        seconds=seconds,
    )
