"""The seats outside London that a director offers a plan, as they are typed and kept."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from groundgame.campaign.strategy.models import DayOut, KeptPlan
from groundgame.electoral.allocation.across.asking import Ask
from groundgame.electoral.allocation.away.answer import DaysOut
from groundgame.electoral.allocation.away.going import WESTMINSTER, AwayDays
from groundgame.electoral.allocation.away.seats import DAY_HOURS, AwaySeat, away_seats
from groundgame.electoral.allocation.errors import AllocationError
from groundgame.electoral.contests import record
from groundgame.electoral.forecasting.london.known import Known

SEATS, WITHIN = "away", "away_within"
"""The names of the two fields in a form and an address."""
MOST_LETTERS = 2_000
MOST_MINUTES = 240
AWAY = "away"
"""Where a kept plan's figures have what was offered, and what came of it."""


@dataclass(frozen=True, slots=True)
class Offer:
    """Seats as they are typed, `Watford` or `Dover and Deal=90`, and the longest journey to any others, as typed."""

    words: tuple[str, ...] = ()
    within: str = ""

    def __bool__(self) -> bool:
        return bool(self.words or self.within)

    def seats(self, known: Known) -> tuple[AwaySeat, ...]:
        """Return the seats.

        Raises:
            AllocationError: if one is not known or too far, or the journey is no number.
        """
        return away_seats(known, self.words, _minutes(self.within))

    def as_json(self) -> dict[str, Any]:
        """Return what JSON can hold of it."""
        return {"words": list(self.words), "within": self.within}

    def fields(self) -> list[tuple[str, str]]:
        """Return the fields by which an address offers the same again."""
        return [(SEATS, "\n".join(self.words))] * bool(self.words) + [(WITHIN, self.within)] * bool(self.within)


NO_SEATS = Offer()


def offered(query: Mapping[str, str]) -> Offer:
    r"""Return what a form or an address offers: a seat a line, and the minutes of the longest journey.

    >>> offered({"away": " Watford \n\nDover and Deal=90", "away_within": "45"})
    Offer(words=('Watford', 'Dover and Deal=90'), within='45')
    """
    lines = query.get(SEATS, "")[:MOST_LETTERS].splitlines()
    words = tuple(line.strip() for line in lines if line.strip())
    return Offer(words, query.get(WITHIN, "").strip()[:10])


def offer_from(kept: Mapping[str, Any] | None) -> Offer:
    """Return an offer from what JSON held of it; no seats where there was none."""
    return Offer(tuple(kept["words"]), kept["within"]) if kept else NO_SEATS


def offer_of(plan: KeptPlan) -> Offer:
    """Return the seats that a kept plan was offered."""
    return offer_from(plan.figures.get(AWAY))


def check_offer(offer: Offer, ask: Ask, as_of: dt.date) -> None:
    """Refuse seats that no plan can send anybody to.

    Raises:
        AllocationError: with what to change.
    """
    if not offer:
        return
    if not ask.weights.get(WESTMINSTER):
        raise AllocationError(
            "A day out is worth only the seat in Parliament: let “A seat in Parliament” count for more than 0, or "
            "offer no seat outside London."
        )
    offer.seats(Known(record(None), as_of))


def out_of(offer: Offer, as_of: dt.date, given: Sequence[AwayDays]) -> DaysOut:
    """Return what a plan is asked of days out, with those that are given already."""
    known = Known(record(None), as_of)
    return DaysOut(known, offer.seats(known), DAY_HOURS, tuple(given))


def given_days(days: Sequence[DayOut], moved_weeks: int) -> list[AwayDays]:
    """Return days that are done or promised as a plan takes them, put back by so many weeks into its own."""
    later = dt.timedelta(weeks=moved_weeks)
    return [
        AwayDays(
            AwaySeat(one.seat, one.seat_name, "", 0.0, float(one.minutes)),
            one.week - later,
            one.places or 0,
            one.spent_hours,
            one.spent_hours * one.left,
            float(one.minutes),
            one.sent_by,
        )
        for one in days
    ]


def _minutes(text: str) -> float | None:
    if not text:
        return None
    try:
        minutes = float(text)
    except ValueError:
        minutes = -1.0
    if not 0 < minutes <= MOST_MINUTES:
        raise AllocationError(
            f"The longest journey cannot be {text!r}: write minutes each way, such as 60, and {MOST_MINUTES} at most."
        )
    return minutes
