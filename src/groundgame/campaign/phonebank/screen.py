"""What a caller's screen shows of one lease."""

import string
import uuid
from dataclasses import dataclass

from django.core.cache import cache
from django.db.models import F, QuerySet

from groundgame.campaign.accounts.models import User
from groundgame.campaign.canvass.models import Lease, Question, Script
from groundgame.campaign.canvass.outcomes import COULD_NOT_REACH, OBJECTIONS
from groundgame.campaign.phonebank.forms import CALL_BACK
from groundgame.campaign.phonebank.numbers import as_read
from groundgame.campaign.register.ages import sixteen_or_over
from groundgame.campaign.register.models import Elector, Suppression
from groundgame.campaign.register.suppression import BARS_CALLS, callable_number

# Keys by question, none of which means anything else on the page: digits, then the rows of letters without d, k, n, s.
KEYS = (string.digits[1:] + "0", "qwertyuiop", "zxcvbm")
QUESTIONS_SECONDS = 10
OPINIONS = {"voting_intention", "promise"}


@dataclass(frozen=True, slots=True)
class Number:
    """A number to dial: its id, for the link, and for the eye."""

    id: int
    e164: str
    shown: str


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


@dataclass(frozen=True, slots=True)
class Screen:
    """All that a caller sees of an elector, and nothing more: what the call needs."""

    lease: Lease
    event: uuid.UUID
    numbers: tuple[Number, ...]
    household: QuerySet[Elector]
    opening: str
    closing: str
    questions: tuple[Asked, ...]
    keeps_no_opinions: bool
    could_not_reach: tuple[tuple[str, str], ...] = tuple((one.value, one.label) for one in COULD_NOT_REACH)
    objections: tuple[tuple[str, str], ...] = tuple((one.value, one.label) for one in OBJECTIONS)
    call_back: tuple[tuple[int, str], ...] = CALL_BACK


def screen_of(lease: Lease, caller: User) -> Screen:
    """Return the screen of a lease, with an id for the event that will come of it."""
    elector, script = lease.called, lease.session.script
    objects = elector.suppressions.filter(lifted_at=None, kind=Suppression.Kind.NO_PROFILING).exists()
    questions = [one for one in _questions(script) if not (objects and one.key in OPINIONS)]
    return Screen(
        lease=lease,
        event=uuid.uuid4(),
        numbers=_numbers(elector),
        household=household_of(lease),
        opening=_said(script.opening, elector, caller),
        closing=_said(script.closing, elector, caller),
        questions=tuple(questions),
        keeps_no_opinions=objects,
    )


def household_of(lease: Lease) -> QuerySet[Elector]:
    """Return the others who live at the address and have not asked us not to ring."""
    if lease.household is None:
        return Elector.objects.none()
    objecting = Suppression.objects.filter(lifted_at=None, kind__in=BARS_CALLS).values("elector")
    others = Elector.objects.filter(sixteen_or_over(), address=lease.household, left_at=None).exclude(name_key="")
    return others.exclude(pk=lease.called.pk).exclude(pk__in=objecting).order_by("forename", "surname")


def _said(text: str, elector: Elector, caller: User) -> str:
    return text.replace("{elector}", str(elector)).replace("{caller}", caller.get_short_name())


def _numbers(elector: Elector) -> tuple[Number, ...]:
    """Return the numbers to dial, those without TPS first; whether the elector objects was asked with the lease."""
    numbers = elector.telephone_numbers.filter(callable_number()).order_by(F("tps_since").asc(nulls_first=True), "id")
    return tuple(Number(one.pk, one.e164, as_read(one.e164)) for one in numbers)


def _questions(script: Script) -> list[Asked]:
    """Return a script's questions, a few seconds old at most: every screen of an evening shows the same ones."""
    key = f"questions:{script.pk}"
    kept: list[Asked] | None = cache.get(key)
    if kept is None:
        kept = [_asked(question, keys) for question, keys in zip(script.shown_questions, KEYS, strict=False)]
        cache.set(key, kept, QUESTIONS_SECONDS)
    return kept


def _asked(question: Question, keys: str) -> Asked:
    options = question.shown_options
    keyed = [*keys, *[""] * len(options)]
    offered = tuple(Offered(one.value, one.label, key) for one, key in zip(options, keyed, strict=False))
    return Asked(question.key, question.text, offered)
