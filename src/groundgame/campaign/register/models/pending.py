"""Indexes of the register that are set aside for a while."""

from django.db import models


class PendingIndex(models.Model):
    """An index that was dropped while very many rows are loaded, and is to be built again.

    Written with the drop and deleted with the building, each in one transaction: whatever dies in between, the next
    worker or the next start reads here what is missing. `definition` is the statement that builds it; `constraint` is
    UNIQUE or PRIMARY KEY where it stood behind a constraint of its name. After the indexes of a table comes a row that
    builds none: its statement lets autovacuum see to the table again.
    """

    name = models.CharField(primary_key=True, max_length=63)
    table = models.CharField(max_length=63)
    definition = models.TextField()
    constraint = models.CharField(max_length=11, blank=True)
    turn = models.PositiveSmallIntegerField()

    def __str__(self) -> str:
        return self.name

    @property
    def builds(self) -> bool:
        """Tell whether an index is built, and not autovacuum let in again."""
        return self.definition.startswith("CREATE ")
