"""What two openings will tell apart, before a session is made."""

import datetime as dt

from groundgame.campaign.canvass.audience import Makeup
from groundgame.campaign.canvass.trials.promised import SPOKEN_TO, TURNOUT
from groundgame.electoral.trials import Design, TrialError
from groundgame.electoral.trials.power import known_within


def promised_of_openings(makeup: Makeup, part: float, polling_day: dt.date | None) -> list[str]:
    """Return what is to be learnt of two openings where a part (0-1) of the households is held back beside."""
    households = round(makeup.households * (1 - part))
    try:
        spoken, voted = (
            known_within(Design(households, 0.5, base, contacted=SPOKEN_TO, electors=_electors(makeup)))
            for base in (SPOKEN_TO, TURNOUT)
        )
    except TrialError:
        return ["So few households do not tell one opening from another."]
    vote = ""
    if polling_day is not None:
        vote = (
            f", and within {_points(voted)} after which of them more vote, by the register of {polling_day:%-d %B %Y}"
        )
    lot = "Each household hears one of the two openings, by lot."
    told = f"you will know within {_points(spoken)} after which of them more people go on to speak"
    return [f"{lot} Once all are tried {told}{vote}."]


def _electors(makeup: Makeup) -> float:
    return max(1.0, makeup.electors / max(1, makeup.households))


def _points(value: float) -> str:
    return f"{value * 100:.1f} points"
