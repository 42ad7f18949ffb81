"""Insert many rows in one statement whose values travel as one array a column.

Django's own way writes every value as a parameter of its own where a column has a default of the database, as a
contact's transaction has: a thousand contacts are seventeen thousand of them, which take longer to write than to keep.
"""

from collections.abc import Sequence
from enum import Enum
from functools import lru_cache
from typing import Any

from django.db import connection
from django.db.models import AutoField, Field, Model
from django.db.models.fields import NOT_PROVIDED

from groundgame.campaign.accounts.statements import run


def insert_rows(rows: Sequence[Model]) -> None:
    """Insert rows of one model; the database fills in what it numbers or has a default of its own for."""
    if not rows:
        return
    statement, fields = _statement(type(rows[0]))
    run(statement, {str(field.column): [_plain(getattr(row, field.attname)) for row in rows] for field in fields})


@lru_cache(maxsize=20)
def _statement(model: type[Model]) -> "tuple[str, tuple[Field[Any, Any], ...]]":
    fields = tuple(
        field
        for field in model._meta.concrete_fields  # noqa: SLF001 (Django's public _meta)
        if field.db_default is NOT_PROVIDED and not isinstance(field, AutoField)
    )
    columns = ", ".join(str(field.column) for field in fields)
    arrays = ", ".join(f"%({field.column})s::{_kind(field)}[]" for field in fields)
    table = model._meta.db_table  # noqa: SLF001 (Django's public _meta)
    return f"INSERT INTO {table} ({columns}) SELECT * FROM unnest({arrays})", fields  # noqa: S608 (the model's own names)


def _kind(field: "Field[Any, Any]") -> str:
    """Return the column's type without its length, which the column itself holds to."""
    return (field.db_type(connection) or "text").split("(")[0]


def _plain(value: Any) -> Any:  # noqa: ANN401 (of whatever type the column is)
    return value.value if isinstance(value, Enum) else value
