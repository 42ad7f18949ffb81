"""A city's first load: how its rows lie, what keeps away from its tables meanwhile, and that no cell is read amiss."""

from itertools import groupby
from pathlib import Path

import polars as pl
import psycopg
import pytest
from django.db import connection

from groundgame.campaign.register.actions import load_files
from groundgame.campaign.register.importing.copying import copy_in
from groundgame.campaign.register.importing.twice import standing_twice
from groundgame.campaign.register.models import Elector

from .registers import HERE, JUNE, THERE, entry, register_file

UNSWEPT = "SELECT relname FROM pg_class WHERE 'autovacuum_enabled=off' = ANY(reloptions)"
TABLES = ("register_address", "register_elector", "register_registerentry")
database = [pytest.mark.database, pytest.mark.django_db(transaction=True)]


def written(folder: Path, name: str, postcodes: list[str]) -> Path:
    """Write a register of 80 whose polling districts lie in several wards, turn by turn."""
    people = [
        entry(n, "Name", f"F{n}", district=f"A{n % len(postcodes)}", postcode=postcodes[n % len(postcodes)])
        for n in range(1, 81)
    ]
    path = folder / f"{name}.csv"
    path.write_bytes(register_file(people))
    return path


def unswept() -> set[str]:
    """Return the tables that autovacuum is kept from, as anybody else sees them."""
    with psycopg.connect(**connection.get_connection_params()) as another:
        return {name for (name,) in another.execute(UNSWEPT).fetchall()}


@pytest.mark.usefixtures("transactional_db")
class TestLoad:
    pytestmark = database

    def test_the_electors_of_a_ward_lie_together_and_those_of_a_borough(self, tmp_path):
        with connection.cursor() as cursor:  # rows would fill what those of other tests have left
            cursor.execute(f"TRUNCATE {', '.join(TABLES)} CASCADE")
        paths = [written(tmp_path, "barnet", [HERE[0], THERE[0]]), written(tmp_path, "camden", ["NW1 0AA"])]
        assert len(list(load_files(paths, published_on=JUNE, together=2))) == 2
        with connection.cursor() as cursor:
            cursor.execute("SELECT borough, ward, id FROM register_elector ORDER BY ctid")
            rows = cursor.fetchall()
        assert len(list(groupby(rows, key=lambda row: row[0]))) == 2
        assert len(list(groupby(rows, key=lambda row: row[1]))) == len({ward for _, ward, _ in rows}) == 3
        assert [pk for _, _, pk in rows] == sorted(pk for _, _, pk in rows)

    def test_nothing_is_swept_while_it_loads_and_everything_may_be_afterwards(self, tmp_path):
        paths = [written(tmp_path, "barnet", HERE)]
        seen = [unswept() for _ in load_files(paths, published_on=JUNE, together=2)]
        assert seen == [set(TABLES)]
        assert unswept() == set()
        assert Elector.objects.count() == 80


@pytest.mark.database
@pytest.mark.django_db
@pytest.mark.parametrize("cell", ["a\\b", "a\\N", "\\N", "\\.", "tab\there", "line\nfeed", "é\\", ""])
def test_a_cell_with_a_sign_of_the_databases_own_is_read_back_as_it_stood(cell):
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMP TABLE written (place int, text text, other text) ON COMMIT DROP")
    copy_in("written", pl.DataFrame({"place": [1, 2], "text": [cell, "plain"], "other": [None, "x"]}))
    with connection.cursor() as cursor:
        cursor.execute("SELECT text, other FROM written ORDER BY place")
        assert cursor.fetchall() == [(cell.replace("\t", " ").replace("\n", " "), None), ("plain", "x")]


def test_rows_that_stand_twice_are_all_found_in_their_order_and_no_others():
    frame = pl.DataFrame({"at": [1, 1, 2, 1, 2], "name": ["A", "B", "A", "A", "A"], "row": [0, 1, 2, 3, 4]})
    assert standing_twice(frame, ("at", "name"))["row"].to_list() == [0, 2, 3, 4]
    assert standing_twice(frame, ("row",)).is_empty()
    assert standing_twice(frame.clear(), ("at", "name")).is_empty()
