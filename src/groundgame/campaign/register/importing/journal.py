"""What an import made and what it replaced, table by table, so that it can be undone."""

import io
from dataclasses import dataclass, field

import polars as pl

from groundgame.campaign.register.models import RegisterImport, UndoPart

MADE, BEFORE, AFTER = "made", "before", "after"
# Of the tables that say something of a person, the column that names them.
_NAMING = {"elector": "id", "entry": "elector_id"}


@dataclass(slots=True)
class Journal:
    """Frames by table and by what they hold: keys of rows made, rows before, and the same rows after."""

    parts: dict[tuple[str, str], pl.DataFrame] = field(default_factory=dict)

    def made(self, table: str, keys: pl.DataFrame) -> None:
        """Note rows that were made, by their keys."""
        self._add(table, MADE, keys)

    def replaced(self, table: str, before: pl.DataFrame, after: pl.DataFrame) -> None:
        """Note rows as they were and as they are now; both have the row's key."""
        self._add(table, BEFORE, before)
        self._add(table, AFTER, after.select(before.columns))

    def _add(self, table: str, what: str, frame: pl.DataFrame) -> None:
        if not frame.is_empty():
            held = self.parts.get((table, what))
            self.parts[table, what] = frame if held is None else pl.concat([held, frame])

    def part(self, table: str, what: str) -> pl.DataFrame:
        """Return what was noted, an empty frame for nothing."""
        return self.parts.get((table, what), pl.DataFrame())

    def keep(self, made_by: RegisterImport) -> None:
        """Write the journal of an import, and erase those of the borough's earlier ones: nothing goes back past it."""
        UndoPart.objects.filter(borough=made_by.borough).delete()
        UndoPart.objects.bulk_create(
            UndoPart(made_by=made_by, borough=made_by.borough, part=f"{table}:{what}", content=_packed(frame))
            for (table, what), frame in self.parts.items()
        )

    @classmethod
    def of(cls, made_by: RegisterImport) -> "Journal":
        """Read the journal of an import."""
        journal = cls()
        for part in made_by.undo_parts.all():
            table, _, what = part.part.partition(":")
            journal.parts[table, what] = pl.read_parquet(io.BytesIO(bytes(part.content)))
        return journal


def forget_in_journals(borough: str, elector: int) -> None:
    """Take an elector (id) out of what an undo in the borough would put back, in the caller's transaction.

    An undo then leaves their row as the import left it, and goes its way for everybody else.
    """
    for part in UndoPart.objects.filter(borough=borough).select_for_update():
        table, _, what = part.part.partition(":")
        column = _NAMING.get(table)
        if column is None or what == MADE:
            continue
        frame = pl.read_parquet(io.BytesIO(bytes(part.content)))
        others = frame.filter(pl.col(column) != elector)
        if others.height < frame.height:
            UndoPart.objects.filter(pk=part.pk).update(content=_packed(others))


def _packed(frame: pl.DataFrame) -> bytes:
    packed = io.BytesIO()
    frame.write_parquet(packed, compression="zstd")
    return packed.getvalue()
