"""What is asked about a session stays quick where the database last looked at its tables while they were empty."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection

from groundgame.campaign.canvass.leasing import put_aside
from groundgame.campaign.canvass.queue import queue_of

pytestmark = pytest.mark.django_db

ELECTORS = 120
# The planner takes every table for a single row, as after somebody's look at it in the middle of its first load: its
# pages were there, and no row of them was committed.
LIE = """
UPDATE pg_class SET relpages = pg_relation_size(oid) / 8192, reltuples = 0
WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND pg_relation_size(oid) > 0
"""


def _rows_looked_at(plan: dict[str, Any]) -> float:
    """Return how many rows a plan's nodes gave or threw away, each time that they were run."""
    names = ("Actual Rows", "Rows Removed by Filter", "Rows Removed by Join Filter", "Rows Removed by Index Recheck")
    return plan["Actual Loops"] * sum(plan.get(name, 0) for name in names) + sum(
        _rows_looked_at(part) for part in plan.get("Plans", ())
    )


def _work_of(statements: list[tuple[str, Any]]) -> Iterator[float]:
    with connection.cursor() as cursor:
        for statement, values in statements:
            cursor.execute(f"EXPLAIN (ANALYZE, FORMAT JSON) {statement}", values)
            (found,) = cursor.fetchone()
            (told,) = json.loads(found) if isinstance(found, str) else found
            yield _rows_looked_at(told["Plan"])


@pytest.mark.parametrize("ask", [queue_of, put_aside])
def test_no_part_is_worked_out_anew_for_every_elector(field_work, ask):
    for _ in range(ELECTORS):
        field_work.elector()
    session = field_work.session(field_work.organiser())
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
        if cursor.fetchone() != (True,):
            pytest.skip("only a superuser of the database may write what the planner believes")
        cursor.execute(LIE)
    asked: list[tuple[str, Any]] = []

    def note(execute, statement, values, many, context):
        asked.append((statement, values))
        return execute(statement, values, many, context)

    with connection.execute_wrapper(note):
        ask(session)
    (work,) = _work_of(asked)
    assert ELECTORS < work < 20 * ELECTORS**2
