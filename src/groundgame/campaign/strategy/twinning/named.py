"""How a plan's work is called and told: as the name of a session, and in a sentence."""

from groundgame.campaign.strategy.models import PlannedWork
from groundgame.campaign.strategy.times import sessions_told, when_told
from groundgame.electoral.places import atlas

CHANNELS = {"door": "Doors", "phone": "Telephone", "leaflet": "Leaflets"}
AUDIENCES = {"supporter": "supporters", "undecided": "the undecided", "rival": "rivals\u2019 supporters"}
MOST_LETTERS = 100


def session_name(work: PlannedWork) -> str:
    """Return the name under which volunteers find the session."""
    name = f"{atlas().area(work.ward).name}, {CHANNELS[work.channel].lower()}, {when_told(work.week, work.time)}"
    if work.is_twinning:
        name += f", with {atlas().area(work.branch).name}"
    return name[:MOST_LETTERS]


def who_goes(work: PlannedWork) -> str:
    """Return in words who works there, and for how long they are on the way."""
    people = f"{work.volunteers} volunteer{'s' if work.volunteers != 1 else ''}"
    if not work.branch:
        return f"No branch has hours left: {people} are wanted"
    if not work.is_twinning:
        return f"{people} of your own" if work.branch == work.borough else people
    way = f", {work.minutes_on_the_way} minutes on the way there and back" if work.minutes_on_the_way else ""
    return f"{people} of {atlas().area(work.branch).name}{way}"


def what_for(work: PlannedWork) -> str:
    """Return in words how much and when, how many are expected to be spoken to, and of which kind."""
    spoken = "conversations at the door" if work.channel == "door" else "conversations by telephone"
    what = f"about {work.contacts:,} {spoken} with {AUDIENCES[work.audience]}"
    return f"{sessions_told(work.evenings, work.time)}: {what}"


def in_brief(work: PlannedWork) -> str:
    """Return who goes and what for, in a line of a telephone."""
    return f"{who_goes(work)}; {sessions_told(work.evenings, work.time)}, about {work.contacts:,} conversations"
