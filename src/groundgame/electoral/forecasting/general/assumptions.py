"""What a forecast of a general election takes for true, in sentences."""

from datetime import date

from groundgame.electoral.contests import parties
from groundgame.electoral.contests.parties import OTHER
from groundgame.electoral.forecasting.answers import Assumption
from groundgame.electoral.forecasting.general.coming import Coming
from groundgame.electoral.polls import PollAverage

RECORD = "The record's general elections 1974-2024 (House of Commons Library; C. Rallings and M. Thrasher)"
METHOD = "docs/seats.md"
POLLS = "PollBase (Mark Pack), markpack.org.uk/opinion-polls; docs/polls.md"
# Averages of polls have been tried so long before a vote, and no longer (docs/polls.md).
FARTHEST_DAYS = 700


def assumptions(coming: Coming, polls: PollAverage | None) -> tuple[Assumption, ...]:
    """Return what was assumed, the day and the nominations first; `polls` are None where the shares were given."""
    last = coming.history.elections[-1].day
    found = [
        _day(coming),
        *(_from_polls(polls, last, coming.setting.day) if polls is not None else _given()),
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


def _given() -> tuple[Assumption, ...]:
    return (Assumption("The shares of each nation are given, and have no error.", METHOD),)


def _from_polls(polls: PollAverage, last: date, day: date) -> tuple[Assumption, ...]:
    """Say how far the polls lean to the last result, and how wrong such an average has been."""
    ahead = (day - polls.date).days
    said = ["Great Britain's shares are those of the polls, with the errors that such averages have had."]
    said.append(_lean(polls, last, ahead))
    said.append(
        f"Even so the lead of the two largest parties is taken to be {100 * polls.error.lead:.1f} points wrong (root "
        f"mean square), as averages so long before the last {polls.error.elections} general elections have been."
    )
    if ahead > FARTHEST_DAYS:
        said.append(
            f"How far polls of more than {FARTHEST_DAYS} days before a vote should lean, and how they miss, was not "
            f"tried: they do as at {FARTHEST_DAYS}, which may be too little."
        )
    return tuple(Assumption(sentence, POLLS) for sentence in said)


def _lean(polls: PollAverage, last: date, ahead: int) -> str:
    named = [place for place, party in enumerate(polls.parties) if party != OTHER]
    most = max(named, key=lambda place: abs(polls.mean[place] - polls.shares[place]))
    when = f"{ahead:,} days before the vote" if ahead else "The day before the vote"
    return (
        f"{when} the polls lean {polls.error.pull:.0%} of the way to the result of {last}, as would have been best "
        f"before earlier elections: it moves {parties()[polls.parties[most]].name} most, from {polls.shares[most]:.1%} "
        f"to {polls.mean[most]:.1%}."
    )


def _day(coming: Coming) -> Assumption:
    day = coming.setting.day
    again = (
        "in the seats of the last one, and whoever stood in a seat then stands there again, but of independents and "
        "small parties with over a tenth of its vote only those who won it"
    )
    if coming.as_if:
        return Assumption(f"As if a general election were held on {day}, {again}.", f"As asked for; {METHOD}")
    if coming.law:
        return Assumption(f"The election is on {day}, the last day that the law allows, {again}.", coming.law)
    return Assumption(f"The election is on {day}, and who stands is as nominated: both are taken for known.", RECORD)
