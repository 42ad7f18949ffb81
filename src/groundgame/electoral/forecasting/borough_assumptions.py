"""What a forecast of the borough elections takes for true, in sentences with their sources."""

from datetime import date

import numpy as np

from groundgame.electoral.contests import parties
from groundgame.electoral.forecasting import settings
from groundgame.electoral.forecasting.answers import Assumption
from groundgame.electoral.forecasting.london.groups import GROUPS, OTHERS
from groundgame.electoral.forecasting.london.known import Known
from groundgame.electoral.forecasting.london.past import last_results
from groundgame.electoral.forecasting.london.seats_moved import general_elections
from groundgame.electoral.forecasting.london.target import national, polls_of, risen
from groundgame.electoral.forecasting.london.wards import nominations
from groundgame.electoral.forecasting.rules import rule_of

OURS = "docs/forecasting.md"
POLLS = "Mark Pack, PollBase, averaged as in docs/polls.md"


def assumptions(known: Known, day: date) -> tuple[Assumption, ...]:
    """Return the assumptions of a forecast of a day's borough elections."""
    past, last = last_results(known), general_elections(known)[-1]
    law = rule_of("borough", day, as_of=known.as_of)
    found = [
        Assumption(f"Every ward fills its seats by the block vote on {day:%-d %B %Y}.", law.source),
        Assumption(
            f"Each party stands where it stood on {past.day:%-d %B %Y}, and moves by {settings.DAMPING:.0%} of the "
            f"change since then of its share in the polls and of London's distance from the country, give or take "
            f"{settings.DAMPING_SD:.0%}.",
            f"{OURS}: one setting, chosen on 2018 and 2022",
        ),
        Assumption(_polled(known, day), POLLS),
        Assumption(
            f"A place keeps {settings.PLACE_KEPT:.0%} of what it moved against London by the general election of "
            f"{last.day:%-d %B %Y}.",
            f"House of Commons Library, general election results; {OURS}",
        ),
        _nominations(known, day),
    ]
    return (*found, *_risen(known, day), *_errors())


def _polled(known: Known, day: date) -> str:
    polled = national(polls_of(known.as_of, (day - known.as_of).days))
    said = ", ".join(
        f"{parties()[name].name} {share:.0%}" for name, share in zip(GROUPS[:OTHERS], polled, strict=False)
    )
    return f"The polls before {known.as_of:%-d %B %Y} stand at {said}."


def _nominations(known: Known, day: date) -> Assumption:
    if not nominations(known, day).is_empty():
        return Assumption(
            "Those nominated stand, and nobody else.", "Statements of persons nominated, as the results name them"
        )
    return Assumption(
        "Nominations are not known: each national party is taken to stand with a full slate in every ward, and one "
        "local party or independent beside them, as last time where one stood.",
        OURS,
    )


def _risen(known: Known, day: date) -> list[Assumption]:
    polled = national(polls_of(known.as_of, (day - known.as_of).days))
    up = np.flatnonzero(risen(last_results(known), polled))
    return [
        Assumption(
            f"{parties()[GROUPS[at]].name} stood in few wards last time: its share of London is that of the polls at "
            "the odds it had there at the last general election, and its strong wards are those of that election and "
            "of its forerunner on the London-wide list of 2016.",
            f"{OURS}; London Elects, results by ward 2016",
        )
        for at in up
    ]


def _errors() -> list[Assumption]:
    return [
        Assumption(
            "Errors of the polls, of London, of inner against outer London, of a borough and of a ward come together "
            f"in each draw, with the tails of a Student's t of {settings.FREEDOM} degrees of freedom.",
            f"{OURS}: sizes as the misses of 2018 and 2022 bear out",
        )
    ]
