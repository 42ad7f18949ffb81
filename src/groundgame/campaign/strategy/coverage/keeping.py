"""Keep the coverage of every street: a borough at once, or only the streets that the contact log speaks of anew."""

# ruff: noqa: S608 (the statements are put together from the package's own constants)

from django.db import connection, transaction

from groundgame.campaign.strategy.models import CoverageKept

LATELY = "interval '1 year'"
COLUMNS = (
    "borough, ward, polling_district, street, electors, homes, homes_tried, homes_spoken, homes_spoken_lately, "
    "attempts, conversations, last_attempt_at, last_contact_at"
)
FIGURES = COLUMNS.split(", ")[4:]

# `e` is an elector on the register now, `a` the front door, `c` what the contact log says of the elector.
_STREETS = f"""
SELECT borough, ward, polling_district, street, sum(electors), count(*), count(last_attempt_at), count(last_contact_at),
       count(*) FILTER (WHERE last_contact_at > statement_timestamp() - {LATELY}),
       sum(attempts), sum(conversations), max(last_attempt_at), max(last_contact_at)
FROM (
    SELECT e.borough, e.ward, e.polling_district, a.street, a.id, count(*) AS electors,
           coalesce(sum(c.attempts), 0) AS attempts, coalesce(sum(c.conversations), 0) AS conversations,
           max(c.last_attempt_at) AS last_attempt_at, max(c.last_contact_at) AS last_contact_at
    FROM %s
    GROUP BY e.borough, e.ward, e.polling_district, a.street, a.id
) home
GROUP BY borough, ward, polling_district, street
"""

_ALL_OF_A_BOROUGH = """
    register_elector e
    JOIN register_address a ON a.id = e.address_id AND a.borough = e.borough
    LEFT JOIN canvass_electorstate c ON c.elector_id = e.id AND c.borough = e.borough
    WHERE e.borough = %(borough)s AND e.left_at IS NULL
"""

_MAKE_SQL = f"INSERT INTO strategy_streetcoverage ({COLUMNS}) {_STREETS % _ALL_OF_A_BOROUGH}"

_WRITTEN = "v.borough = %(borough)s AND v.transaction >= %(from)s AND v.transaction < %(to)s"

# Session by session, as the log is indexed, so that only what is new is read.
_NEWS = f"""
    SELECT DISTINCT e.ward, e.polling_district, a.street
    FROM (
        SELECT v.elector_id FROM canvass_session n CROSS JOIN LATERAL (
            SELECT v.elector_id FROM canvass_contactevent v WHERE v.session_id = n.id AND {_WRITTEN}) v
        UNION ALL
        SELECT v.elector_id FROM canvass_contactevent v WHERE v.session_id IS NULL AND {_WRITTEN}
    ) v
    JOIN register_elector e ON e.id = v.elector_id AND e.borough = %(borough)s
    JOIN register_address a ON a.id = e.address_id AND a.borough = %(borough)s
"""

_STREETS_WITH_NEWS = f"""
    ({_NEWS}) t
    JOIN register_address a ON upper(a.street) = upper(t.street) AND a.street = t.street AND a.borough = %(borough)s
    JOIN register_elector e ON e.address_id = a.id AND e.borough = %(borough)s AND e.left_at IS NULL
        AND e.ward = t.ward AND e.polling_district = t.polling_district
    LEFT JOIN canvass_electorstate c ON c.elector_id = e.id AND c.borough = %(borough)s
"""

_READ_SQL = f"""
INSERT INTO strategy_streetcoverage ({COLUMNS}) {_STREETS % _STREETS_WITH_NEWS}
ON CONFLICT (ward, polling_district, street, borough) DO UPDATE SET
    {", ".join(f"{name} = EXCLUDED.{name}" for name in FIGURES)}
"""

# Rows of the log below it are all committed, so that a cursor put there skips none.
_HORIZON_SQL = "SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint, statement_timestamp()"

# The registers that a borough's electors come from: one that is taken, or taken back, gives another mark.
_MARK = """coalesce((SELECT md5(string_agg(i.id || i.state, ' ' ORDER BY i.id)) FROM register_registerimport i
    WHERE i.borough = b.borough AND i.state IN ('applied', 'undone')), '')"""
_MARK_SQL = f"SELECT {_MARK} FROM (SELECT %(borough)s::text AS borough) b"
_STALE_SQL = f"""
SELECT b.borough FROM (SELECT DISTINCT borough FROM register_wardcount) b
LEFT JOIN strategy_coveragekept k ON k.borough = b.borough
WHERE k.registers IS DISTINCT FROM {_MARK} ORDER BY b.borough
"""


@transaction.atomic
def make_coverage(borough: str) -> int:
    """Work a borough's coverage out from the ground; return how many streets it has."""
    with connection.cursor() as cursor:
        _lock(borough)
        cursor.execute(_HORIZON_SQL)
        horizon, now = cursor.fetchone()
        cursor.execute(_MARK_SQL, {"borough": borough})
        (registers,) = cursor.fetchone()
        cursor.execute("DELETE FROM strategy_streetcoverage WHERE borough = %s", [borough])
        cursor.execute(_MAKE_SQL, {"borough": borough})
        streets = int(cursor.rowcount)
    kept = {"read_to": horizon, "registers": registers, "made_at": now, "read_at": now}
    CoverageKept.objects.update_or_create(borough=borough, defaults=kept)
    return streets


@transaction.atomic
def read_news(borough: str) -> int:
    """Work out anew the streets that the contact log speaks of since the last look; return how many."""
    with connection.cursor() as cursor:
        _lock(borough)
        kept = CoverageKept.objects.get(borough=borough)
        cursor.execute(_HORIZON_SQL)
        horizon, now = cursor.fetchone()
        cursor.execute(_READ_SQL, {"borough": borough, "from": kept.read_to, "to": horizon})
        streets = int(cursor.rowcount)
    CoverageKept.objects.filter(borough=borough).update(read_to=horizon, read_at=now)
    return streets


def stale_boroughs() -> list[str]:
    """Return the boroughs whose coverage was never made, or made of other registers than they have now."""
    with connection.cursor() as cursor:
        cursor.execute(_STALE_SQL)
        return [borough for (borough,) in cursor.fetchall()]


def keep_coverage() -> None:
    """Bring every borough's coverage up to date."""
    stale = stale_boroughs()
    for borough in stale:
        make_coverage(borough)
    for borough in CoverageKept.objects.exclude(borough__in=stale).order_by("borough").values_list("pk", flat=True):
        read_news(borough)


def _lock(borough: str) -> None:
    """Keep two workers from working out one borough at once, until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('coverage'), hashtext(%s))", [borough])
