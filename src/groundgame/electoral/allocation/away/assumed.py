"""What days out take for true, in sentences with their sources."""

from collections.abc import Iterator, Sequence
from typing import Protocol

from groundgame.electoral.allocation.away.days import ELECTORS_A_HOME, FLATS, Ground
from groundgame.electoral.allocation.away.seats import KM_A_MINUTE, LEAST_LEFT, MINUTES_MORE
from groundgame.electoral.forecasting import Assumption

OURS = "docs/planning.md, Days out"


class HasDays(Protocol):
    """Days that are planned."""

    @property
    def days(self) -> int:
        """How many days of a volunteer."""


def assumptions(there: Sequence[Ground], day_hours: float, dated: Sequence[HasDays]) -> Iterator[Assumption]:
    """Return the assumptions of a plan with days out."""
    days = sum(one.days for one in dated)
    yield Assumption(
        f"{len(there)} seats outside London were considered; {days:,} days out of one volunteer go to them. A day has "
        f"{day_hours:g} hours from door to door; nobody goes so far that less than {LEAST_LEFT:.0%} of it is left.",
        "As asked for; a guess",
    )
    told = ", ".join(f"{one.seat.name} {one.seat.minutes:g}" for one in there if one.seat.told)
    if told:
        yield Assumption(f"Minutes each way: {told}.", "As asked for")
    guessed = ", ".join(f"{one.seat.name} {one.seat.minutes:g}" for one in there if not one.seat.told)
    if guessed:
        yield Assumption(
            f"Minutes each way from the middle of London: {guessed}; {MINUTES_MORE:g} and one for every "
            f"{KM_A_MINUTE:g} km as the crow flies.",
            "A guess, on the middle of each seat's area",
        )
    yield Assumption(
        "A seat outside London moves with its region, and each region with the country, on the same draws of the "
        "country as London; the errors of regions and seats are of London's size, each its own.",
        f"{OURS}; results of the last general election",
    )
    yield Assumption(
        f"{ELECTORS_A_HOME:g} electors to a home and {FLATS:.0%} of homes in flats; work is at the door, by day as by "
        "evening, and what those who live there do themselves is not known.",
        f"A guess; {OURS}",
    )
