"""What a forecast of a general election takes for true, in sentences."""

from groundgame.electoral.forecasting.answers import Assumption
from groundgame.electoral.forecasting.general.coming import Coming

RECORD = "The record's general elections 1974-2024 (House of Commons Library; C. Rallings and M. Thrasher)"
METHOD = "docs/seats.md"


def assumptions(coming: Coming) -> tuple[Assumption, ...]:
    """Return what was assumed, the day and the nominations first."""
    last = coming.history.elections[-1].day
    found = [
        _day(coming),
        Assumption(
            "Great Britain's shares are those of the polls, with the errors that such averages have had.",
            "PollBase (Mark Pack), markpack.org.uk/opinion-polls; docs/polls.md",
        ),
        Assumption(
            "Scotland and Wales move as Great Britain does, and apart from it as far as they have before; there are no "
            "polls of theirs in the record.",
            RECORD,
        ),
        Assumption(f"Departures from uniform swing are those of the elections until {last}.", f"{RECORD}; {METHOD}"),
        Assumption(
            "A seat's council is the one of like name, and what parties gained on it since the last election tells.",
            f"Open Council Data UK; {METHOD}",
        ),
        Assumption(
            "The Speaker keeps the Speaker's seat, which counts as one of the other parties'.",
            "The larger parties have not stood against a Speaker since 1992",
        ),
        Assumption(
            "Northern Ireland's seats are left out, and nobody's when a majority of the House is counted.", METHOD
        ),
    ]
    if coming.setting.before.matched.any():
        found.append(
            Assumption("The votes of last time in redrawn seats are guessed from seats of like names.", METHOD)
        )
    return tuple(found)


def _day(coming: Coming) -> Assumption:
    day = coming.setting.day
    if coming.law:
        return Assumption(
            f"The election is on {day}, the last day that the law allows, in the seats of the last one, and whoever "
            "stood in a seat then stands there again.",
            coming.law,
        )
    return Assumption(f"The election is on {day}, and who stands is as nominated: both are taken for known.", RECORD)
