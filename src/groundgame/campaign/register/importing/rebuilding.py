"""One index of the register built again, by what is written down of it."""

from collections.abc import Callable

from django.db import connection, transaction
from psycopg import sql

from groundgame.campaign.register.importing.trusting import lengthen_log_at_once, set_where_allowed
from groundgame.campaign.register.models import PendingIndex

Doing = Callable[[str], None]
"""Is told in words what is done now."""


def no_word(_what: str) -> None:
    """Say nothing."""


def build_next(doing: Doing = no_word) -> bool:
    """Build the next index that is pending and that nobody else builds; tell whether there was one.

    Readers do not wait for it, writers do. It is there, and no longer pending, or neither.
    """
    with transaction.atomic():
        pending = PendingIndex.objects.select_for_update(skip_locked=True).order_by("turn").first()
        if pending is None:
            return False
        if pending.builds:
            doing(f"building the index {pending.name}")
        _spare_the_log()
        with connection.cursor() as cursor:
            # Two of us build side by side: that keeps both processors busy to the end, one with helpers does not.
            cursor.execute("SET LOCAL max_parallel_maintenance_workers = 0")
            cursor.execute(pending.definition)
            if pending.constraint:
                names = {"table": sql.Identifier(pending.table), "name": sql.Identifier(pending.name)}
                stood = sql.SQL("ALTER TABLE {table} ADD CONSTRAINT {name} {kind} USING INDEX {name}")
                cursor.execute(stood.format(kind=sql.SQL(pending.constraint), **names))
        pending.delete()
    return True


def _spare_the_log() -> None:
    """Log the new pages as they are, where we may: to compress them takes twice as long as to build them."""
    set_where_allowed("wal_compression", "off")
    lengthen_log_at_once()


def let_sweep() -> None:
    """Let autovacuum see to the tables again though an index could not be built: they may stand so for days."""
    with transaction.atomic(), connection.cursor() as cursor:
        for pending in PendingIndex.objects.select_for_update(skip_locked=True):
            if not pending.builds:
                cursor.execute(pending.definition)
                pending.delete()
