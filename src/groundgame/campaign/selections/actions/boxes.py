"""The tables of marks and papers: who may be in them together, and how they are written anew.

A voter's mark and papers are written by one transaction, or either could be lost without the other. Until they are
written anew, that transaction's number (xmin) and the order of the rows tie them. A sweep ends that: it takes every
table for itself, writes a handful of marks in the order of the roll and their papers in the order of their receipts,
and empties the tables they came from, whose files the database then throws away with all that stood in them.
"""

from collections.abc import Collection
from contextlib import suppress

from django.db import OperationalError, connection, transaction

from groundgame.campaign.selections.models import How, NewMark

HANDFUL = 20
"""So many voters online at least are swept together, but for the last."""

_ARRIVALS = ("selections_newmark", "selections_inboxpaper")
_BOXES = ("selections_mark", "selections_boxpaper", "selections_provisionalpaper")


def join() -> None:
    """Enter as one of many who cast a paper; waits for a sweep or a close that is going on."""
    _lock(_ARRIVALS, "ROW EXCLUSIVE")


def take_all() -> None:
    """Have every table for oneself: no paper is being cast until the transaction ends."""
    _lock((*_ARRIVALS, *_BOXES), "ACCESS EXCLUSIVE")


def _lock(tables: Collection[str], mode: str) -> None:
    """Lock the tables, always in this one order, so that no ring forms."""
    with connection.cursor() as cursor:
        cursor.execute(f"LOCK TABLE {', '.join(tables)} IN {mode} MODE")


def hold_voter(entry_id: int) -> None:
    """Let one request at a time vote for an entry. Not by locking its row, which would write our number there."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('selections.entry:' || %s, 0))", [entry_id])


def sweep_if_due(group: int) -> None:
    """Sweep a group if a handful waits; whoever comes while a sweep is going on leaves it alone."""
    if _is_due(group):
        with suppress(OperationalError), transaction.atomic():
            _sweep_now(group)


def _is_due(group: int) -> bool:
    """Tell whether enough wait who voted online: those on paper have nothing here that they could hide among."""
    return NewMark.objects.filter(group=group, how=How.ONLINE).count() >= HANDFUL


def _sweep_now(group: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(hashtextextended('selections.sweep', 0))")
        if not cursor.fetchone()[0]:
            return
        cursor.execute("SET LOCAL lock_timeout = '3s'")  # votes come first: the next voter tries again
    _lock(_ARRIVALS, "ACCESS EXCLUSIVE")
    if _is_due(group):
        sweep([group])


def sweep(groups: Collection[int]) -> None:
    """Move the arrivals of these groups into the box and the marked electorate; the tables are held already."""
    chosen = [list(groups)]
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO selections_mark (entry_id, how) "
            'SELECT entry_id, how FROM selections_newmark WHERE "group" = ANY(%s) ORDER BY entry_id',
            chosen,
        )
        cursor.execute(
            "INSERT INTO selections_boxpaper (receipt, form_id, envelope, card_votes) "
            "SELECT receipt, form_id, envelope, card_votes FROM selections_inboxpaper "
            'WHERE "group" = ANY(%s) ORDER BY receipt',
            chosen,
        )
    _rewrite("selections_newmark", "entry_id", '"group" <> ALL(%s)', chosen)
    _rewrite("selections_inboxpaper", "receipt", '"group" <> ALL(%s)', chosen)


def _rewrite(table: str, order: str, kept: str = "true", given: list[list[int]] | None = None) -> None:
    """Write the rows that are kept anew in an order of their own, and throw the old file away."""
    take = f"CREATE TEMPORARY TABLE kept ON COMMIT DROP AS SELECT * FROM {table} WHERE {kept}"  # noqa: S608 (our own names)
    put_back = f"INSERT INTO {table} SELECT * FROM kept ORDER BY {order}"  # noqa: S608 (likewise)
    with connection.cursor() as cursor:
        cursor.execute(take, given)
        cursor.execute(f"TRUNCATE {table}")
        cursor.execute(put_back)
        cursor.execute("DROP TABLE kept")


def shut(groups: Collection[int], *, admitted: Collection[int], refused: Collection[int]) -> None:
    """Sweep these groups for the last time, however few, and write every mark and paper anew in one go.

    The provisional papers of the entries `admitted` go into the box with all others, in the order of their receipts;
    those of the entries `refused` are destroyed unopened. The tables are held already (`take_all`).
    """
    sweep(groups)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO selections_boxpaper (receipt, form_id, envelope, card_votes) "
            "SELECT receipt, form_id, envelope, card_votes FROM selections_provisionalpaper WHERE entry_id = ANY(%s)",
            [list(admitted)],
        )
    _rewrite("selections_mark", "entry_id")
    _rewrite("selections_boxpaper", "receipt")
    settled = [*admitted, *refused]
    _rewrite("selections_provisionalpaper", "receipt", "entry_id <> ALL(%s)", [settled])


def destroy(forms: Collection[int]) -> None:
    """Throw the boxes of these forms away; the tables are held already (`take_all`)."""
    _rewrite("selections_boxpaper", "receipt", "form_id <> ALL(%s)", [list(forms)])
