"""The short codes of a sheet: what is ticked in a box, and typed back after the number of a line."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from groundgame.campaign.canvass.models import ContactEvent, IntentionCode, Script
from groundgame.campaign.canvass.reports import POSTER

Outcome = ContactEvent.Outcome
NOT_IN = "0"
"""One key, beside the numbers of the lines: nobody opening is by far the commonest."""

# Written by hand where a box is not worth its room. Two letters, which no voting intention is likely to have.
BY_HAND = (
    ("RF", Outcome.REFUSED),
    ("CB", Outcome.CALL_BACK),
    ("LG", Outcome.LANGUAGE),
    ("MV", Outcome.MOVED),
    ("DD", Outcome.DECEASED),
    ("DK", Outcome.DO_NOT_KNOCK),
    ("DC", Outcome.DO_NOT_CONTACT),
)
INTENTION, PROMISE = "voting_intention", "promise"
MOST_LETTERS = 4


@dataclass(frozen=True, slots=True)
class Code:
    """What is typed, what it means in words, and what the log keeps: an outcome, or an answer to a question."""

    typed: str
    label: str
    outcome: str = ""
    answer: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """A question's codes; `boxed` tells that each has a box on the sheet."""

    key: str
    text: str
    codes: tuple[Code, ...]


@dataclass(frozen=True)
class Codebook:
    """All codes of a round's sheets."""

    not_in: Code
    questions: tuple[Question, ...]
    by_hand: tuple[Code, ...]

    @cached_property
    def by_typed(self) -> Mapping[str, Code]:
        """Each code by what is typed, in capitals."""
        return {code.typed.upper(): code for code in self}

    def __iter__(self) -> Iterator[Code]:
        """Go through the codes in the order of the sheet."""
        yield self.not_in
        for question in self.questions:
            yield from question.codes
        yield from self.by_hand

    def label_of(self, key: str, value: str) -> str:
        """Return the code of an answer, for what somebody said last time; "" where the script has none."""
        return next((code.typed for code in self if code.answer == (key, value)), "")


def codebook(script: Script) -> Codebook:
    """Return the codes of a script: the party's own letters for voting intentions, figures for the promise.

    What a further question offers is its first letter and a figure. No code is there twice.
    """
    taken = {NOT_IN}
    questions = []
    for question in script.shown_questions:
        options = [(option.value, option.label) for option in question.shown_options]
        typed = _typed(question.key, options, taken)
        taken.update(typed)
        codes = tuple(
            Code(code, label, answer=(question.key, value)) for code, (value, label) in zip(typed, options, strict=True)
        )
        questions.append(Question(question.key, question.text, codes))
    by_hand = [Code(_free([typed], taken), outcome.label, outcome=outcome) for typed, outcome in BY_HAND]
    poster = Code(_free(["PO"], taken), "Will show a poster", answer=POSTER)
    return Codebook(Code(NOT_IN, Outcome.NOT_IN.label, outcome=Outcome.NOT_IN), tuple(questions), (*by_hand, poster))


def _typed(key: str, options: list[tuple[str, str]], taken: set[str]) -> list[str]:
    if key == PROMISE:
        return [str(number) for number in range(1, len(options) + 1)]
    if key != INTENTION:
        return [_free([f"{key[:1].upper()}{number}"], taken) for number in range(1, len(options) + 1)]
    shorts = dict(IntentionCode.objects.filter(retired_at=None).exclude(short="").values_list("value", "short"))
    found: list[str] = []
    for value, label in options:
        wanted = [shorts[value].upper()] if value in shorts else []
        found.append(_free([*wanted, *_abbreviations(label)], taken | set(found)))
    return found


def _abbreviations(label: str) -> Iterable[str]:
    """Return ever longer ways to write a label: the letters of its words, then of its first word."""
    words = [word for word in "".join(each if each.isalnum() else " " for each in label).upper().split() if word]
    yield from ["".join(word[0] for word in words)[:length] for length in range(1, min(len(words), MOST_LETTERS) + 1)]
    joined = "".join(words)
    yield from [joined[:length] for length in range(2, MOST_LETTERS + 1)]


def _free(wanted: Iterable[str], taken: set[str]) -> str:
    """Return the first code that is not taken and is no number, and take it."""
    tried = [code for code in wanted if code]
    for code in [*tried, *(f"{tried[-1][:2] if tried else 'A'}{number}" for number in range(1, 100))]:
        if code not in taken and not code.isdigit():
            taken.add(code)
            return code
    raise ValueError(f"{tried!r}: every code like these is taken.")
