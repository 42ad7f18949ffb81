"""The conditions of an audience, as plain data that a session or a name keeps."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Any, Self

# Among the values of an answer: nobody has given one yet.
NOT_KNOWN = "not-known"


class Dwelling(StrEnum):
    """Where an elector lives, by whether the address has something before the house number."""

    ANY = ""
    HOUSE = "house"
    FLAT = "flat"


class Attained(StrEnum):
    """Of what age an elector is, as far as a date of attainment tells: on the day the audience is worked out."""

    ANY = ""
    COMING = "coming"
    LATELY = "lately"


@dataclass(frozen=True, slots=True)
class Audience:
    """Electors of these wards (codes) who meet every condition that is set.

    Places: `polling_districts` and `streets` narrow the wards, one or the other being enough.
    Contact: `last_contact_before` leaves out those reached on that day or later, `never_contacted` all who ever were,
    `attempted_before` those whom anybody tried on that day or later.
    Answers: the newest one is among `intentions` or `promises` (`NOT_KNOWN` for none); any of `issues` was raised.
    Whoever objects to profiling has told nothing, and is in no audience that turns on turnout, postal vote or age.
    Turnout: voted at least `voted_least` and at most `voted_most` times of the last `voted_of` polling days that have a
    marked register loaded. Whoever was not on the register then has not voted.
    `by_post`: has a postal vote on the newest list, or has none. `attained`: the register, which knows no other ages,
    says when they turn or turned 18. `ages` are what people told us themselves.
    `numbered`: has a telephone that may be rung, or none. `contest`: may vote in such a contest on `contest_on`.
    """

    wards: tuple[str, ...]
    last_contact_before: dt.date | None = None
    never_contacted: bool = False
    attempted_before: dt.date | None = None
    polling_districts: tuple[str, ...] = ()
    streets: tuple[str, ...] = ()
    intentions: tuple[str, ...] = ()
    promises: tuple[str, ...] = ()
    issues: tuple[str, ...] = ()
    voted_least: int | None = None
    voted_most: int | None = None
    voted_of: int = 3
    by_post: bool | None = None
    attained: Attained = Attained.ANY
    ages: tuple[str, ...] = ()
    dwelling: Dwelling = Dwelling.ANY
    numbered: bool | None = None
    contest: str = ""
    contest_on: dt.date | None = None

    @classmethod
    def of(cls, wards: Iterable[str], last_contact_before: dt.date | None = None, *, never: bool = False) -> Self:
        """Return the audience of these wards, in the order that is kept."""
        return cls(tuple(sorted(wards)), last_contact_before, never)

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Self:
        """Return the audience that a session or a name keeps."""
        return cls(**{name: _read(name, value) for name, value in kept.items() if name in _NAMES})

    def as_json(self) -> dict[str, Any]:
        """Return what a session or a name keeps: what is set, and always the wards."""
        kept = {one.name: getattr(self, one.name) for one in fields(self)}
        usual = Audience(())
        set_ones = {name: value for name, value in kept.items() if value != getattr(usual, name)}
        return {name: _write(value) for name, value in ({"wards": self.wards} | set_ones).items()}


_NAMES = frozenset(one.name for one in fields(Audience))
_DAYS = frozenset({"last_contact_before", "attempted_before", "contest_on"})
_KINDS = {"dwelling": Dwelling, "attained": Attained}


def _read(name: str, value: Any) -> Any:  # noqa: ANN401 (what JSON holds)
    if name in _DAYS:
        return dt.date.fromisoformat(value) if value else None
    if name in _KINDS:
        return _KINDS[name](value)
    return tuple(value) if isinstance(value, list) else value


def _write(value: object) -> object:
    if isinstance(value, dt.date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value
