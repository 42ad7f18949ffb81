"""What is known of one member, and no more than the rules ask for."""

import datetime as dt
from dataclasses import dataclass, fields
from typing import Any


@dataclass(frozen=True, slots=True)
class Tie:
    """What ties a member to an organisation: belonging to it, being its delegate, or holding an office in it.

    `until` is the first day on which it no longer holds.
    """

    organisation: str
    kind: str
    role: str
    since: dt.date
    until: dt.date | None = None
    office: str = ""
    card_votes: int = 0

    def holds_on(self, day: dt.date) -> bool:
        """Tell whether it holds on a day."""
        return self.since <= day and (self.until is None or day < self.until)


@dataclass(frozen=True, slots=True)
class Facts:
    """One member's facts. `ward` is a GSS code, or empty where the address is not known; None is a date not known.

    `paid_until` is the last day that a subscription covers; `suspended_until` and `left_on` are the first day after.
    """

    number: str
    kind: str = "member"
    joined_on: dt.date | None = None
    paid_until: dt.date | None = None
    suspended_from: dt.date | None = None
    suspended_until: dt.date | None = None
    left_on: dt.date | None = None
    born_on: dt.date | None = None
    ward: str = ""
    local_party: str = ""
    ties: tuple[Tie, ...] = ()

    def suspended_on(self, day: dt.date) -> bool:
        """Tell whether a suspension holds on a day."""
        began = self.suspended_from is not None and self.suspended_from <= day
        return began and (self.suspended_until is None or day < self.suspended_until)

    def as_json(self) -> dict[str, Any]:
        """Return what is known in plain values, to be kept beside what was decided on it."""
        known = {name: value for name in FACTS if (value := _plain(getattr(self, name)))}
        return known | ({"ties": [_tie(tie) for tie in self.ties]} if self.ties else {})


FACTS = tuple(each.name for each in fields(Facts) if each.name != "ties")
TIES = tuple(each.name for each in fields(Tie))


def _tie(tie: Tie) -> dict[str, Any]:
    return {name: _plain(getattr(tie, name)) for name in TIES}


def _plain(value: Any) -> Any:  # noqa: ANN401 (a date, a text or a number)
    return value.isoformat() if isinstance(value, dt.date) else value
