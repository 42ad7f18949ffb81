"""What a dialler must do, whoever sells it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol


class DiallerError(Exception):
    """The dialler did not take a call; the sentence says why, and what the caller can do."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A call to make: ring `caller`, then connect them with `elector`, to whom `shown` shows (all in E.164).

    `report_to` is the address to which the dialler tells how the call goes.
    """

    caller: str
    elector: str
    shown: str
    report_to: str


@dataclass(frozen=True, slots=True)
class Told:
    """What a dialler told us of a call: our state for it, and its own word."""

    state: str
    said: str


class Dialler(Protocol):
    """The small interface behind which each dialler stands."""

    @property
    def name(self) -> str:
        """What people call it."""

    def ring(self, asked: Asked) -> str:
        """Start a call; return the dialler's own reference of it.

        Raises:
            DiallerError: if it did not take the call.
        """

    def hang_up(self, reference: str) -> None:
        """End a call; one that has ended is left as it is."""

    def is_genuine(self, address: str, fields: Mapping[str, str], headers: Mapping[str, str]) -> bool:
        """Tell whether a report that came to this address was sent by the dialler."""

    def told(self, fields: Mapping[str, str]) -> Told | None:
        """Return what a report tells, or None where it tells nothing that we keep."""
