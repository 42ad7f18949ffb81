"""What the database holds of a borough, or of those whom a monthly update names."""

from collections.abc import Sequence

import polars as pl
from psycopg import sql

from groundgame.campaign.register.importing.changes import DOOR, PERSON, Known
from groundgame.campaign.register.importing.checks import newest_register
from groundgame.campaign.register.importing.copying import copy_in, identifiers, raw_cursor, read_columns
from groundgame.campaign.register.importing.matching import DECISION
from groundgame.campaign.register.importing.monthly import DELETE
from groundgame.campaign.register.importing.numbers import NUMBER
from groundgame.campaign.register.models import Elector, Register, WardCount

TYPES = {
    "number": pl.Int32,
    "date_of_attainment": pl.Date,
    "left_at": pl.Date,
    "id": pl.Int64,
    "address_id": pl.Int64,
    "uprn": pl.Int64,
}
DOORS, PEOPLE = ("id", *DOOR), ("id", "address_id", "key", "name_key", *PERSON)


def _schema(names: Sequence[str]) -> dict[str, pl.DataType | type[pl.DataType]]:
    return {name: TYPES.get(name, pl.String) for name in names}


_DOORS_SQL = sql.SQL("SELECT {} FROM register_address").format(identifiers(DOORS))
_PEOPLE_SQL = sql.SQL(
    "SELECT e.id, e.address_id, coalesce(a.key, '') AS key, e.name_key, {} FROM register_elector e "
    "LEFT JOIN register_address a ON a.id = e.address_id"
).format(identifiers(PERSON, "e"))
_DECISIONS_SQL = sql.SQL(
    "SELECT elector_id AS id, address_key, name_key, same FROM register_matchdecision WHERE borough = %s "
    "ORDER BY at, id"
)
# All names of the borough are read off their index, and held against the surnames at once: to look each of very many
# surnames up by itself takes a minute.
_BEARERS_SQL = sql.SQL(
    "SELECT name_key FROM register_elector WHERE borough = %s AND left_at IS NULL "
    "AND split_part(name_key, '|', 1) = ANY(%s)"
)
# What is looked for bears register and borough too. Given as values they would be weighed by statistics that know no
# borough of this hour, and PostgreSQL would read all of it for each row, thinking that it holds one.
_TABLES = {
    "named_numbers": "register_id bigint, polling_district text, number int, suffix int",
    "named_keys": 'key text COLLATE "C", borough text',
    "named_people": "id bigint",
    "named_homes": "id bigint",
}
_NUMBERED_SQL = """
INSERT INTO named_people
SELECT DISTINCT r.elector_id
FROM named_numbers n
JOIN register_registerentry r ON r.register_id = n.register_id AND r.polling_district = n.polling_district
    AND r.number = n.number AND r.suffix = n.suffix
WHERE r.until IS NULL
"""
_HOMES_SQL = """
INSERT INTO named_homes
SELECT a.id FROM named_keys k JOIN register_address a ON a.key = k.key AND a.borough = k.borough
UNION
SELECT e.address_id FROM named_people n JOIN register_elector e ON e.id = n.id WHERE e.address_id IS NOT NULL
"""
_MATES_SQL = """
INSERT INTO named_people
SELECT e.id FROM named_homes h JOIN register_elector e ON e.address_id = h.id EXCEPT SELECT id FROM named_people
"""
# Of some of each district's electors, the ward where most live.
_WARDS_SQL = """
SELECT d.district, (
    SELECT e.ward
    FROM (SELECT elector_id FROM register_registerentry
          WHERE register_id = %s AND polling_district = d.district AND until IS NULL LIMIT 100) r
    JOIN register_elector e ON e.id = r.elector_id
    GROUP BY e.ward ORDER BY count(*) DESC, e.ward LIMIT 1)
FROM unnest(%s::text[]) AS d (district)
"""


def read_known(borough: str) -> Known:
    """Return what the database holds of the borough; nothing is read where it has no register yet."""
    if not Register.objects.filter(borough=borough).exists() and not Elector.objects.filter(borough=borough).exists():
        return nobody_known()
    return Known(
        read_columns(sql.SQL("{} WHERE borough = %s").format(_DOORS_SQL), [borough], _schema(DOORS)),
        read_columns(sql.SQL("{} WHERE e.borough = %s").format(_PEOPLE_SQL), [borough], _schema(PEOPLE)),
        read_decisions(borough),
    )


def nobody_known() -> Known:
    """Return what the database holds of a borough that never had a register."""
    doors, people, decided = (pl.DataFrame(schema=schema) for schema in (_schema(DOORS), _schema(PEOPLE), DECISION))
    return Known(doors, people, decided)


def read_decisions(borough: str) -> pl.DataFrame:
    """Return who is and who is not whom, as people decided."""
    read = read_columns(_DECISIONS_SQL, [borough], DECISION | {"same": pl.String})
    return read.with_columns(pl.col("same") == "true")


def read_known_of_update(borough: str, register: Register, rows: pl.DataFrame) -> Known:
    """Return what the database holds of those whom an update names: by number, and at their doors old and new."""
    with raw_cursor() as cursor:
        for table, columns in _TABLES.items():
            cursor.execute(f"CREATE TEMP TABLE {table} ({columns}) ON COMMIT DROP")
    copy_in("named_numbers", rows.select(*NUMBER, register_id=pl.lit(register.pk)))
    keys = rows.filter(pl.col("address_key") != "").select(key="address_key", borough=pl.lit(borough)).unique()
    copy_in("named_keys", keys)
    with raw_cursor() as cursor:
        cursor.execute("ANALYZE named_numbers, named_keys")
        cursor.execute(_NUMBERED_SQL)
        cursor.execute("ANALYZE named_people")
        cursor.execute(_HOMES_SQL)
        cursor.execute("ANALYZE named_homes")
        cursor.execute(_MATES_SQL)
        cursor.execute("ANALYZE named_people")
    doors = sql.SQL("{} WHERE id IN (SELECT id FROM named_homes)").format(_DOORS_SQL)
    people = sql.SQL("{} WHERE e.id IN (SELECT id FROM named_people)").format(_PEOPLE_SQL)
    known = Known(
        read_columns(doors, [], _schema(DOORS)),
        read_columns(people, [], _schema(PEOPLE)),
        read_decisions(borough),
        sum(WardCount.objects.filter(borough=borough).values_list("electors", flat=True)),
    )
    with raw_cursor() as cursor:
        cursor.execute(f"DROP TABLE {', '.join(_TABLES)}")
    return known


def bearers_of_surnames(borough: str, known: Known, rows: pl.DataFrame) -> pl.DataFrame:
    """Return `name_key` of all in the borough with a surname that somebody added and somebody known share."""
    surname = pl.col("name_key").str.extract(r"^([^|]+)\|")
    added = rows.filter(pl.col("change") != DELETE).select(surname.alias("surname")).drop_nulls().unique()
    shared = added.join(known.people.select(surname.alias("surname")), on="surname", how="semi").sort("surname")
    return read_columns(_BEARERS_SQL, [borough, shared["surname"].to_list()], {"name_key": pl.String})


def numbering_register(borough: str) -> Register:
    """Return the full register in force, whose numbers an update amends.

    Raises:
        RegisterFileError: if there is none yet.
    """
    newest = newest_register(borough)
    return newest.amends or newest


def wards_of_districts(register: Register, rows: pl.DataFrame) -> dict[str, str]:
    """Return the ward of each of the rows' polling districts that the register has."""
    districts = rows["polling_district"].unique().sort().to_list()
    with raw_cursor() as cursor:
        found = cursor.execute(_WARDS_SQL, [register.pk, districts]).fetchall()
    return {district: ward for district, ward in found if ward is not None}
