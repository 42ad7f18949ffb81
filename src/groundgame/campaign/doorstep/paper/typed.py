"""What somebody types from a sheet: the numbers of lines, then codes, then perhaps a note.

"12 L 2" is line 12, L, promise 2. "12-15 0" is nobody in at any of those. "12 L 2 'bins" keeps a note.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from groundgame.campaign.canvass.models import ContactEvent
from groundgame.campaign.doorstep.paper.codes import NOT_IN, Codebook

MOST_LETTERS, MOST_LINES = 300, 400
_NOTE = re.compile(r"['\"\u2018\u2019;](?P<note>.*)$", re.DOTALL)
_LINES = re.compile(r"^(\d{1,4})(?:-(\d{1,4}))?$")


class TypedError(ValueError):
    """Something typed that says nothing that can be kept; its text says why."""


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed: the numbers of the lines, what came of the knock, the answers, the note."""

    lines: tuple[int, ...]
    outcome: str
    answers: Mapping[str, str] = field(default_factory=dict)
    note: str = ""


def read_typed(text: str, codes: Codebook, last: int) -> Typed:
    """Return what was typed, on a sheet of lines 1 to `last`.

    The first word is always a line. Further numbers are lines only if joined to others by a hyphen or a comma, since
    the promise is a figure too.

    Raises:
        TypedError: with what does not fit, and what would.
    """
    if len(text) > MOST_LETTERS:
        raise TypedError(f"That has {len(text)} letters, and {MOST_LETTERS} fit. Shorten the note.")
    noted = _NOTE.search(text)
    note = noted["note"].strip() if noted else ""
    words = (text[: noted.start()] if noted else text).upper().replace(", ", ",").split()
    if not words:
        raise TypedError("Type the number of a line first, as in \u201c12 L 2\u201d.")
    lines = _lines(words[0], last)
    if len(words) == 1 and not note:
        raise TypedError(f"Line {words[0]} has no code yet. {NOT_IN} is \u201cnot in\u201d.")
    return _meant(lines, words[1:], note, codes)


def _lines(word: str, last: int) -> tuple[int, ...]:
    numbers: list[int] = []
    for part in word.split(","):
        found = _LINES.match(part)
        if not found:
            raise TypedError(
                f"\u201c{word}\u201d is no line: begin with a number, as in \u201c12 L 2\u201d or \u201c12-15 0\u201d."
            )
        first, end = int(found[1]), int(found[2] or found[1])
        if end < first or end - first > MOST_LINES:
            raise TypedError(f"\u201c{part}\u201d goes backwards or too far: give the lower line first.")
        numbers += range(first, end + 1)
    outside = [number for number in numbers if not 1 <= number <= last]
    if outside:
        raise TypedError(f"This sheet has no line {outside[0]}: it has lines 1 to {last}.")
    return tuple(dict.fromkeys(numbers))


def _meant(lines: tuple[int, ...], words: list[str], note: str, codes: Codebook) -> Typed:
    outcome, answers = "", dict[str, str]()
    for word in words:
        code = codes.by_typed.get(word)
        if code is None:
            raise TypedError(f"\u201c{word}\u201d is no code of this sheet. Its foot lists them all.")
        if code.answer is None:
            if outcome:
                raise TypedError(f"\u201c{word}\u201d is the second thing that came of one knock. Choose one.")
            outcome = code.outcome
        elif code.answer[0] in answers:
            raise TypedError(f"\u201c{word}\u201d is a second answer to one question. Choose one.")
        else:
            answers[code.answer[0]] = code.answer[1]
    if outcome == ContactEvent.Outcome.NOT_IN and answers:
        raise TypedError("Nobody was in, and yet there is an answer. Leave one of them out.")
    return Typed(lines, outcome or ContactEvent.Outcome.CONVERSATION, answers, note)
