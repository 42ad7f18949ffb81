"""What days out take for true, in sentences with their sources."""

from collections.abc import Iterator

from groundgame.electoral.allocation.across.effects import EVENING
from groundgame.electoral.allocation.across.times import UNSAID
from groundgame.electoral.allocation.away.days import ELECTORS_A_HOME, FLATS
from groundgame.electoral.allocation.away.seats import KM_A_MINUTE, LEAST_LEFT, MINUTES_MORE
from groundgame.electoral.allocation.away.split import Going
from groundgame.electoral.forecasting import Assumption

OURS = "docs/planning.md, Days out"


def assumptions(going: Going, day_hours: float) -> Iterator[Assumption]:
    """Return the assumptions of a plan with days out."""
    there, days = going.grounds, sum(one.days for one in going.days)
    yield Assumption(
        f"{len(there)} seats outside London were considered; {days:,} days out of one volunteer go to them. A day has "
        f"{day_hours:g} hours from door to door; nobody goes so far that less than {LEAST_LEFT:.0%} of it is left.",
        "As asked for; a guess",
    )
    told = ", ".join(f"{one.seat.name} {one.seat.minutes:g}" for one in there if one.seat.told)
    if told:
        whose = ", whichever branch goes" if going.setting else ""
        yield Assumption(f"Minutes each way{whose}: {told}.", "As asked for")
    yield from _guessed(going)
    if going.setting:
        yield Assumption(
            "Days out are taken of hours at weekends and on weekdays by day, as whole days of a volunteer in a week; "
            f"of hours of which nobody said when they are, {1 - UNSAID[EVENING]:.0%} are taken to be such.",
            "A guess; a column `time` in the hours by branch and week says it",
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


def _guessed(going: Going) -> Iterator[Assumption]:
    """Say how long the ways are that nobody told."""
    unsaid = [at for at, one in enumerate(going.grounds) if not one.seat.told]
    if not unsaid:
        return
    how = f"{MINUTES_MORE:g} and one for every {KM_A_MINUTE:g} km as the crow flies."
    if going.setting is None:
        ways = ", ".join(f"{going.grounds[at].seat.name} {going.grounds[at].seat.minutes:g}" for at in unsaid)
        yield Assumption(
            f"Minutes each way from the middle of London: {ways}; {how}", "A guess, on the middle of each seat's area"
        )
        return
    minutes = going.setting.minutes
    ways = ", ".join(
        f"{going.grounds[at].seat.name} {minutes[:, at].min():g} to {minutes[:, at].max():g}" for at in unsaid
    )
    yield Assumption(
        f"Minutes each way from the middle of a branch, the nearest to the farthest: {ways}; {how}",
        "A guess, on the middle of each borough and each seat's area",
    )
