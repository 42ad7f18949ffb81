"""One long street of one ward, for the benchmarks: as many households and people in each as they ask for."""

WARD, BOROUGH = "E05013628", "E09000003"

STREET_SQL = """
INSERT INTO register_address
    (borough, ward, polling_district, key, lines, street, number, number_suffix, flat, postcode)
SELECT %(borough)s, %(ward)s, 'AA', n || ' HIGH STREET', n || ' High Street', 'High Street', n, '', '', 'EN5 5XX'
FROM generate_series(1, %(households)s) n;
INSERT INTO register_elector
    (borough, ward, address_id, name_key, forename, surname, polling_district, elector_number, franchise_markers,
     joined_at)
SELECT borough, ward, id, 'ELECTOR|' || m, 'Elector', m::text, 'AA', id || '-' || m, '', current_date
FROM register_address, generate_series(1, %(each)s) m;
"""


def build_street(households: int, each: int) -> None:
    """Put the street into the register, which is empty."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(STREET_SQL, {"borough": BOROUGH, "ward": WARD, "households": households, "each": each})
        cursor.execute("ANALYZE")
