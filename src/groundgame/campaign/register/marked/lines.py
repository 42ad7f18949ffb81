"""A line of numbers as people type it from a marked register: `12 15-19 33/1 40p`."""

import re
from dataclasses import dataclass

MOST_NUMBERS = 500
UNDO = ("u", "undo")
_TOKEN = re.compile(
    r"(?P<first>[0-9]{1,6})(?:/(?P<first_suffix>[0-9]{1,4}))?"
    r"(?:-(?P<last>[0-9]{1,6})(?:/(?P<last_suffix>[0-9]{1,4}))?)?(?P<post>p)?",
    re.IGNORECASE,
)

Number = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Span:
    """A number, or a run from the first to the last, each with its suffix (0 is none); `by_post` holds for all."""

    first: Number
    last: Number
    by_post: bool

    @property
    def single(self) -> bool:
        """Whether it is one number."""
        return self.first == self.last


def parse_line(text: str) -> tuple[list[Span], list[str]]:
    """Return the spans of a line, and what in it cannot be read.

    Spaces, commas and semicolons part them. `15-19` is everyone from 15 to 19 with the suffixes between; `33/1-3` is
    33/1 to 33/3; a `p` after a number or a run says by post.

    >>> parse_line("12 15-19p, x")
    ([Span(first=(12, 0), last=(12, 0), by_post=False), Span(first=(15, 0), last=(19, 0), by_post=True)], ['x'])
    """
    spans, unread = [], []
    for token in re.split(r"[\s,;]+", _tidy(text)):
        span = _span(token) if token else None
        if span is not None:
            spans.append(span)
        elif token:
            unread.append(token)
    return spans, unread


def _tidy(text: str) -> str:
    text = re.sub(r"\s*[-\u2010-\u2015]\s*", "-", text)
    return re.sub(r"(?<=[0-9])\s+[pP](?=[\s,;]|$)", "p", text)


def _span(token: str) -> Span | None:
    found = _TOKEN.fullmatch(token)
    if found is None:
        return None
    first = (int(found["first"]), int(found["first_suffix"] or 0))
    last = first
    if found["last"] is not None:
        last = (int(found["last"]), int(found["last_suffix"] or 0))
        if last < first and first[1] and found["last_suffix"] is None:
            last = (first[0], last[0])
    runs_on = first <= last and last[0] - first[0] < MOST_NUMBERS
    return Span(first, last, found["post"] is not None) if runs_on and first[0] else None


def why_unread(token: str) -> str:
    """Return what is wrong with a token that has the form of numbers and still names none; "" where it has not.

    >>> why_unread("40-20"), why_unread("x")
    ('runs backwards: write 20-40', '')
    """
    found = _TOKEN.fullmatch(token)
    if found is None:
        return ""
    first, last = int(found["first"]), int(found["last"] or found["first"])
    if not first:
        return "is no elector number: they begin with 1"
    if last - first >= MOST_NUMBERS:
        return f"is a run of {last - first + 1:,} numbers: {MOST_NUMBERS} are the most at once"
    return f"runs backwards: write {found['last']}-{found['first']}"


def run_of(first: int, last: int) -> str:
    """Return a run of whole numbers as it is typed, one alone as itself.

    >>> run_of(67, 500), run_of(67, 67)
    ('67-500', '67')
    """
    return str(first) if first == last else f"{first}-{last}"


def written(number: Number) -> str:
    """Return a number as it is printed.

    >>> written((124, 0)), written((124, 1))
    ('124', '124/1')
    """
    return f"{number[0]}/{number[1]}" if number[1] else str(number[0])
