"""What an elector told us, in words: contact by contact, and by the newest answer to each question."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from groundgame.campaign.accounts.models import User
from groundgame.campaign.canvass import rules
from groundgame.campaign.canvass.codes import VOTING_INTENTION, intention_labels
from groundgame.campaign.canvass.models import Answer, AnswerOption, ContactEvent, NewestAnswer
from groundgame.campaign.canvass.outcomes import REACHED, Outcome
from groundgame.campaign.canvass.reports import ISSUE
from groundgame.campaign.canvass.spoken import was_spoken_to
from groundgame.campaign.register.models import Elector

CHANNELS = {"phone": "by telephone", "door": "at the door", "paper": "at the door, on paper"}


@dataclass(frozen=True, slots=True)
class Told:
    """One contact as it is shown: what was answered, what became of it, and whether the reader may put it right."""

    event: ContactEvent
    how: str
    answers: tuple[tuple[str, str], ...]
    put_right: bool
    corrects: bool
    withdrawn: bool
    may_correct: bool


@dataclass(frozen=True, slots=True)
class Figures:
    """How often an elector was tried and spoken to, and when last reached."""

    attempts: int
    conversations: int
    last_contact_at: dt.datetime | None


@dataclass(frozen=True, slots=True)
class Newest:
    """The newest answer to a question: when it was given, how, and who asked."""

    question: str
    answer: str
    at: dt.datetime
    how: str
    by: User


class Words:
    """Reads questions and answers as the party's codes and the scripts word them."""

    def __init__(self, answers: Iterable[tuple[str, str]]) -> None:
        said = set(answers)
        options = AnswerOption.objects.filter(value__in={value for _, value in said}).order_by("id")
        worded = options.values_list("question__key", "value", "label")
        self._labels = {(key, value): label for key, value, label in worded}
        coded = intention_labels(value for key, value in said if key == VOTING_INTENTION)
        self._labels |= {(VOTING_INTENTION, value): label for value, label in coded.items()}

    def of(self, key: str, value: str) -> tuple[str, str]:
        """Return a question and its answer in words."""
        if key.startswith(ISSUE):
            return "Issue raised", key.removeprefix(ISSUE).replace("-", " ").capitalize()
        return key.replace("_", " ").capitalize(), self._labels.get((key, value), value)


def told_by(elector: Elector, reader: User) -> list[Told]:
    """Return an elector's contacts, the newest first, each with what became of it."""
    contacts = ContactEvent.objects.filter(elector=elector).select_related("user", "session")
    events = list(contacts.prefetch_related("answers").order_by("-happened_at", "-received_at"))
    words = Words((one.question_key, one.value) for event in events for one in event.answers.all())
    last = _standing(events)
    return [_told(event, last, words, reader) for event in events]


def _standing(events: Sequence[ContactEvent]) -> dict[object, ContactEvent]:
    """Return, by the first event of each contact, the one that says what holds of it."""
    standing: dict[object, ContactEvent] = {}
    for event in sorted(events, key=lambda one: (one.corrects_id is not None, one.received_at, one.pk)):
        standing[event.corrects_id or event.pk] = event
    return standing


def _told(event: ContactEvent, last: dict[object, ContactEvent], words: Words, reader: User) -> Told:
    stands = last[event.corrects_id or event.pk]
    answers: Iterable[Answer] = event.answers.all()
    return Told(
        event=event,
        how=CHANNELS.get(event.channel, event.channel),
        answers=tuple(words.of(one.question_key, one.value) for one in answers),
        put_right=stands != event,
        corrects=event.corrects_id is not None,
        withdrawn=stands.outcome == Outcome.WITHDRAWN,
        may_correct=stands == event and rules.may_correct(reader, event.corrects or event),
    )


def figures_of(contacts: Iterable[Told]) -> Figures:
    """Return how many contacts hold, and when we last reached the elector: of an elector who was forgotten too."""
    events = [one.event for one in contacts if not one.put_right and not one.withdrawn]
    return Figures(
        attempts=len(events),
        conversations=sum(was_spoken_to(event.outcome, event.answers.all()) for event in events),
        last_contact_at=max((event.happened_at for event in events if event.outcome in REACHED), default=None),
    )


def newest_of(elector: Elector) -> list[Newest]:
    """Return an elector's newest answer to every question."""
    known = NewestAnswer.objects.filter(elector=elector).select_related("event__user").order_by("-happened_at")
    answers = list(known)
    words = Words((one.question_key, one.value) for one in answers)
    return [
        Newest(
            *words.of(one.question_key, one.value),
            one.happened_at,
            CHANNELS.get(one.event.channel, one.event.channel),
            one.event.user,
        )
        for one in answers
    ]


def intentions_of(contacts: Iterable[Told]) -> list[tuple[Told, str]]:
    """Return each voting intention that an elector ever gave, the newest first, with its contact."""
    asked = VOTING_INTENTION.replace("_", " ").capitalize()
    return [
        (one, answer) for one in contacts if not one.put_right for question, answer in one.answers if question == asked
    ]
