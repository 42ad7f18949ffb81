"""Where we have been, as figures: of boroughs, wards and polling districts, and of the streets that wait longest."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import Any, Self

from django.db.models import Count, F, Max, Q, QuerySet, Sum
from django.utils import timezone

from groundgame.campaign.strategy.models import CoverageKept, StreetCoverage

LEAST_HOMES = 5
"""A street of fewer homes is told together with others: its figures would tell on one household."""
DAYS_A_YEAR = 365.25


@dataclass(frozen=True, slots=True)
class Coverage:
    """What the contact log says of the people who live somewhere now.

    `homes_spoken` are homes where we ever heard from one of them, `homes_spoken_lately` within the last year.
    """

    electors: int = 0
    homes: int = 0
    homes_tried: int = 0
    homes_spoken: int = 0
    homes_spoken_lately: int = 0
    attempts: int = 0
    conversations: int = 0
    last_attempt_at: dt.datetime | None = None
    last_contact_at: dt.datetime | None = None
    streets: int = 0

    @classmethod
    def of(cls, row: dict[str, Any]) -> Self:
        """Return the figures of a row of sums."""
        return cls(**{each.name: row[each.name] for each in fields(cls) if each.name in row})

    @property
    def share_spoken(self) -> float | None:
        """The share (0-1) of homes where we ever spoke, or None where nobody lives."""
        return self.homes_spoken / self.homes if self.homes else None

    @property
    def share_spoken_lately(self) -> float | None:
        """The share (0-1) of homes where we spoke within a year."""
        return self.homes_spoken_lately / self.homes if self.homes else None

    @property
    def years(self) -> float | None:
        """How many years ago we last spoke to anybody there, or None where never."""
        if self.last_contact_at is None:
            return None
        return (timezone.now() - self.last_contact_at) / dt.timedelta(days=DAYS_A_YEAR)


_SUMS = {
    name: Sum(name)
    for name in (
        "electors",
        "homes",
        "homes_tried",
        "homes_spoken",
        "homes_spoken_lately",
        "attempts",
        "conversations",
    )
} | {name: Max(name) for name in ("last_attempt_at", "last_contact_at")}


def coverage_by(level: str, wards: Iterable[str]) -> dict[str, Coverage]:
    """Return the figures of some wards, by `ward`, `borough` or `polling_district`."""
    # The sums go by other names than the columns, which Django would otherwise take for what is summed.
    sums = {f"of_{name}": each for name, each in _SUMS.items()} | {"of_streets": Count("id")}
    rows = _within(wards).order_by().values(level).annotate(**sums)
    named = ({key.removeprefix("of_"): value for key, value in row.items()} for row in rows)
    return {row[level]: Coverage.of(row) for row in named}


def together(figures: Iterable[Coverage]) -> Coverage:
    """Return the figures of several places as one."""
    parts = list(figures)
    sums: dict[str, Any] = {
        name: sum(getattr(part, name) for part in parts) for name, each in _SUMS.items() if isinstance(each, Sum)
    }
    newest: dict[str, Any] = {
        name: max((at for part in parts if (at := getattr(part, name)) is not None), default=None)
        for name, each in _SUMS.items()
        if isinstance(each, Max)
    }
    return Coverage.of(sums | newest | {"streets": sum(part.streets for part in parts)})


@dataclass(frozen=True, slots=True)
class Neglected:
    """The streets where nobody has called since a day: how many, who lives there, and the first of them."""

    streets: int
    homes: int
    electors: int
    page: list[StreetCoverage]
    small: Coverage
    """Those of too few homes to be told one by one."""

    @property
    def listed(self) -> int:
        """How many are told one by one."""
        return self.streets - self.small.streets


ATTEMPT, CONVERSATION = "last_attempt_at", "last_contact_at"


def neglected_streets(
    wards: Iterable[str], since: dt.date, *, by: str = ATTEMPT, district: str = "", first: int = 0, count: int = 100
) -> Neglected:
    """Return the streets without an attempt (or a conversation) since a day: never first, then the longest ago.

    Of those that are equal the one with the most homes comes first.
    """
    day = timezone.make_aware(dt.datetime.combine(since, dt.time()))
    found = _within(wards).filter(Q(**{by: None}) | Q(**{f"{by}__lt": day}))
    if district:
        found = found.filter(polling_district=district)
    big = found.filter(homes__gte=LEAST_HOMES)
    total = found.aggregate(streets=Count("id"), homes=Sum("homes"), electors=Sum("electors"))
    few = found.filter(homes__lt=LEAST_HOMES).aggregate(
        streets=Count("id"), homes=Sum("homes"), electors=Sum("electors")
    )
    order = (F(by).asc(nulls_first=True), "-homes", "street", "polling_district", "id")
    return Neglected(
        **{name: value or 0 for name, value in total.items()},
        page=list(big.order_by(*order)[first : first + count]),
        small=Coverage.of({name: value or 0 for name, value in few.items()}),
    )


def streets_called(text: str, wards: Iterable[str], limit: int) -> list[StreetCoverage]:
    """Return the streets whose names begin so, in some wards; those of too few homes have no figures of their own."""
    if len(text) < LEAST_LETTERS:
        return []
    found = _within(wards).filter(street__istartswith=text)
    return list(found.order_by("street", "-homes", "polling_district")[:limit])


LEAST_LETTERS = 3


def as_of(wards: Iterable[str]) -> dt.datetime | None:
    """Return the time up to which the figures of some wards have followed the log; None where nothing is kept yet."""
    boroughs = _within(wards).order_by().values("borough").distinct()
    return (
        CoverageKept.objects.filter(borough__in=boroughs).order_by("read_at").values_list("read_at", flat=True).first()
    )


def _within(wards: Iterable[str]) -> QuerySet[StreetCoverage]:
    return StreetCoverage.objects.filter(ward__in=sorted(wards))
