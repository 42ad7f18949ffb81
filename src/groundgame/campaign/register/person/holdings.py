"""What the rooms hold of an elector: each hands in how to tell it and how to forget it.

Rooms above this one do so in their `AppConfig.ready`, so that a report and an erasure reach all of them and no room is
imported from below.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from groundgame.campaign.register.models import Elector

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Holding:
    """One kind of data about an elector.

    `purpose` says what it is for, on which ground, and from whom we have it; `kept` for how long, and where it names a
    time, `terms` the keys of the retention terms that see to it. `tell` gives its rows, in the words of a report.
    `forget` erases them; where it is None, or leaves a part, `stays` says what and by which law, and `goes` how many
    rows an erasure would change; without it, all of them. `lock` locks what the room's own work locks before it writes
    of the elector, so that an erasure and that work never wait for each other. `in_report_alone` tells that no page or
    record says how many rows there are: even that there is one is told to nobody but the elector.
    """

    key: str
    title: str
    purpose: str
    kept: str
    tell: Callable[[Elector], Sequence[Row]]
    forget: Callable[[Elector], None] | None = None
    stays: str = ""
    terms: tuple[str, ...] = ()
    goes: Callable[[Elector], int] | None = None
    lock: Callable[[Elector], None] | None = None
    in_report_alone: bool = False

    def forgettable(self, elector: Elector) -> int:
        """Return how many rows an erasure would forget now, in whole or in part."""
        if self.forget is None:
            return 0
        return self.goes(elector) if self.goes else len(self.tell(elector))


_HOLDINGS: dict[str, Holding] = {}


def hand_in(*holdings: Holding) -> None:
    """Take a room's holdings; the same key again takes the place of the first, as when Django is set up twice."""
    for holding in holdings:
        _HOLDINGS[holding.key] = holding


def all_holdings() -> list[Holding]:
    """Return every room's, the register's own first."""
    return sorted(_HOLDINGS.values(), key=lambda holding: not holding.key.startswith("register."))
