"""A door as a plain form shows it, and what comes back of it: the same as the app asks, without script."""

import datetime as dt
import uuid
from dataclasses import dataclass

from django.http import QueryDict
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from groundgame.campaign.accounts.models import User
from groundgame.campaign.canvass.models import ContactEvent, Script
from groundgame.campaign.canvass.reports import ISSUE, MOST_NOTE, POSTER, RAISED, DoorReport
from groundgame.campaign.doorstep.asked import Person, people_at, shown_to
from groundgame.campaign.doorstep.models import Outing, WalkDoor
from groundgame.campaign.doorstep.sync.walk import issues_of, questions_of

Outcome = ContactEvent.Outcome
OFFERED = (
    Outcome.NOT_IN,
    Outcome.CONVERSATION,
    Outcome.REFUSED,
    Outcome.LANGUAGE,
    Outcome.MOVED,
    Outcome.DECEASED,
    Outcome.DO_NOT_KNOCK,
    Outcome.DO_NOT_CONTACT,
)
LATER = ((2, "In two hours"), (24, "Tomorrow at this time"), (48, "In two days"), (168, "In a week"))
LATEST = dt.timedelta(days=8)


@dataclass(frozen=True, slots=True)
class Asking:
    """One person's form: its own id, what to say to them, and what they said last, in the script's words."""

    person: Person
    event: uuid.UUID
    opening: str
    closing: str
    said: str


def asking(person: Person, script: Script, caller: str, opening: str) -> Asking:
    """Return the form of a person, as somebody opens it; `opening` is what is said first at the door."""
    labels = {
        option.value: option.label
        for question in questions_of(script)
        if question.key == "voting_intention"
        for option in question.options
    }

    def spoken(text: str) -> str:
        return text.replace("{caller}", caller).replace("{elector}", person.name)

    said = labels.get(person.voting_intention, person.voting_intention)
    return Asking(person, uuid.uuid4(), spoken(opening), spoken(script.closing), said)


def hours_later() -> list[tuple[str, str]]:
    """Return when to call back; the hours themselves, so that a form which is sent twice says the same."""
    now = timezone.now().replace(microsecond=0)
    return [((now + dt.timedelta(hours=hours)).isoformat(), label) for hours, label in LATER]


def reports_from(sent: QueryDict, *, user: User, outing: Outing, door: WalkDoor) -> list[DoorReport]:
    """Read the form; each person of a door where nobody was in has an id that follows from the form's."""
    try:
        event = uuid.UUID(sent.get("event", ""))
    except ValueError:
        return []
    if "nobody" in sent:
        people = [person.elector for person in people_at([door.address_id]).get(door.address_id, ())]
        here = sorted(shown_to(user, people, outing.given_at))
        home = door.address_id
        return [DoorReport(uuid.uuid5(event, str(one)), one, Outcome.NOT_IN, household=home) for one in here]
    elector, outcome = sent.get("elector", ""), sent.get("outcome", "")
    shown = elector.isdecimal() and shown_to(user, [int(elector)], outing.given_at)
    if not shown or outcome not in Outcome.values:
        return []
    later = _later(sent.get("later", "")) if outcome == Outcome.CONVERSATION else None
    outcome = Outcome.CALL_BACK if later else outcome
    answers = _answers(sent, outing.walk.session.script)
    home = door.address_id
    return [DoorReport(event, int(elector), outcome, answers, note=_note(sent), call_back_at=later, household=home)]


def _answers(sent: QueryDict, script: Script) -> dict[str, str]:
    asked = (question.key for question in questions_of(script))
    answers = {key: said for key in asked if (said := sent.get(f"answer-{key}", ""))}
    raised = set(sent.getlist("issue"))
    answers |= {f"{ISSUE}{issue.value}": RAISED for issue in issues_of(script) if issue.value in raised}
    return answers | dict([POSTER] if "poster" in sent else [])


def _note(sent: QueryDict) -> str:
    return sent.get("note", "").replace("\0", "").strip()[:MOST_NOTE]


def _later(text: str) -> dt.datetime | None:
    """Return the hour that was chosen, or None where none was, or none that the form offers."""
    try:
        when = parse_datetime(text)
    except ValueError:
        return None
    if when is None or when.tzinfo is None or abs(when - timezone.now()) > LATEST:
        return None
    return when
