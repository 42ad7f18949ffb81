"""A script's questions as the screen shows them, a few seconds old at most: every screen of an evening has the same."""

import string
from dataclasses import dataclass

from django.core.cache import cache
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from groundgame.campaign.canvass.models import Question, Script

# Keys by question, none of which means anything else on the page (a, d, f, k, l, n, s do): the keyboard's rows.
KEYS = (string.digits[1:] + "0-=", "qwertyuiop", "zxcvbm")
KEPT_SECONDS = 10
OPINIONS = {"voting_intention", "promise"}


@dataclass(frozen=True, slots=True)
class Offered:
    """An answer with the key that chooses it."""

    value: str
    label: str
    key: str


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with its answers, as the screen shows it."""

    key: str
    text: str
    options: tuple[Offered, ...]


def asked_of(script: Script, *, without_opinions: bool) -> SafeString:
    """Return the questions as they stand on the page; of whoever objects to it, no opinion is asked."""
    key = f"questions:{script.pk}:{without_opinions}"
    kept: SafeString | None = cache.get(key)
    if kept is None:
        asked = [_asked(question, keys) for question, keys in zip(script.shown_questions, KEYS, strict=False)]
        shown = [one for one in asked if not (without_opinions and one.key in OPINIONS)]
        kept = render_to_string("phonebank/questions.html", {"questions": shown})
        cache.set(key, kept, KEPT_SECONDS)
    return kept


def _asked(question: Question, keys: str) -> Asked:
    options = question.shown_options
    keyed = [*keys, *[""] * len(options)]
    offered = tuple(Offered(one.value, one.label, key) for one, key in zip(options, keyed, strict=False))
    return Asked(question.key, question.text, offered)
