"""How long each kind of data is kept, and the run that lets it go.

Each room hands in its kinds in `AppConfig.ready`. What an append-only table lets go of it lets go of by the leave that
the run writes first, which nobody can take away: so what was forgotten, and by whose rule, can always be shown.

Law: UK GDPR art. 5(1)(e) (no longer than necessary). The law sets no months; these are the program's, and the party's
officer sets others in GROUNDGAME_RETENTION.
"""

import calendar
import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils import timezone

from groundgame.campaign.audit.models import AuditEntry, Forgetting, Look

if TYPE_CHECKING:  # the room below must not import the one above when it runs
    from groundgame.campaign.accounts.models import User

BATCH = 10_000
Key = TypeVar("Key")


@dataclass(frozen=True, slots=True)
class Term:
    """How long one kind of data is kept: `months` unless the settings say otherwise, and why so long.

    `count` says how many rows are older than a moment; `forget` lets them go, in transactions of its own.
    """

    key: str
    title: str
    months: int
    why: str
    count: Callable[[dt.datetime], int]
    forget: Callable[[dt.datetime], object]

    @property
    def kept_months(self) -> int:
        """The months that hold here."""
        return int(settings.GROUNDGAME_RETENTION.get(self.key, self.months))


@dataclass(frozen=True, slots=True)
class Ended:
    """A kind of data whose time is up for some rows."""

    term: Term
    before: dt.datetime
    rows: int


_TERMS: dict[str, Term] = {}


def hand_in_terms(*terms: Term) -> None:
    """Take a room's terms; the same key again takes the place of the first."""
    for term in terms:
        _TERMS[term.key] = term


def all_terms() -> list[Term]:
    """Return every room's terms, in the order in which they were handed in.

    Raises:
        ImproperlyConfigured: if the settings name a kind that no room has.
    """
    if unknown := sorted(set(settings.GROUNDGAME_RETENTION) - set(_TERMS)):
        raise ImproperlyConfigured(
            f"GROUNDGAME_RETENTION names {unknown[0]!r}; the kinds are {', '.join(sorted(_TERMS))}."
        )
    return list(_TERMS.values())


def months_before(day: dt.date, months: int) -> dt.datetime:
    """Return the midnight that begins the same day so many months ago, or the last of a shorter month.

    >>> months_before(dt.date(2026, 8, 31), 6).date()
    datetime.date(2026, 2, 28)
    """
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return timezone.make_aware(dt.datetime.combine(dt.date(year, month + 1, min(day.day, last)), dt.time()))


def ended(today: dt.date | None = None) -> list[Ended]:
    """Return what is older than its term today, each with how many rows; nothing changes."""
    day = today or timezone.localdate()
    befores = [(term, months_before(day, term.kept_months)) for term in all_terms()]
    return [Ended(term, before, term.count(before)) for term, before in befores]


def retain(*, by: "User | None" = None, today: dt.date | None = None) -> list[Ended]:
    """Let go of all that is older than its term; return what it was. `by` is None where the daily run does it.

    Each kind in its own transactions: a run that dies is taken up again by the next.
    """
    over = [each for each in ended(today) if each.rows]
    for each in over:
        Forgetting.objects.create(kind=each.term.key, before=each.before, rows=each.rows, by=by)
        each.term.forget(each.before)
    return over


def forget_in_batches(find: Callable[[], list[Key]], forget: Callable[[list[Key]], object]) -> None:
    """Forget what `find` gives (keys, a batch of them), again and again until it gives none."""
    while keys := find():
        forget(keys)


def _older(
    model: type[AuditEntry] | type[Look],
) -> tuple[Callable[[dt.datetime], int], Callable[[dt.datetime], object]]:
    def count(before: dt.datetime) -> int:
        return model.objects.filter(at__lt=before).count()

    def forget(before: dt.datetime) -> None:
        old = model.objects.filter(at__lt=before).order_by()
        forget_in_batches(
            lambda: list(old.values_list("pk", flat=True)[:BATCH]),
            lambda keys: model.objects.filter(pk__in=keys).delete(),
        )

    return count, forget


OWN = (
    Term(
        "audit",
        "The audit trail",
        72,
        "So long a claim may be brought (Limitation Act 1980 s. 5) and must be answered from it.",
        *_older(AuditEntry),
    ),
    Term(
        "looks",
        "Who was shown whom",
        24,
        "Misuse shows within an election's cycle; after that the list is itself data about electors.",
        *_older(Look),
    ),
)
