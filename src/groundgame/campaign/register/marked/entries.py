"""The lines of a register that numbers name on the day of an election, and what is doubtful about marking them."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from groundgame.campaign.register.ages import latest_attainment_shown
from groundgame.campaign.register.franchise import CONTESTS, attained_by
from groundgame.campaign.register.marked.lines import Number, Span, run_of, written
from groundgame.campaign.register.models import AbsentVoter, MarkedEntry, Register, RegisterEntry

POSTAL = (AbsentVoter.Kind.POSTAL, AbsentVoter.Kind.PROXY_POSTAL)


@dataclass(frozen=True, slots=True)
class Page:
    """What lies open before the typist: one polling district's marked register of one day."""

    borough: str
    polling_district: str
    election_date: dt.date


@dataclass(frozen=True, slots=True)
class Named:
    """An elector whom a line names, how they are said to have voted, and how they stood before (None: not marked)."""

    number: Number
    elector_id: int
    by_post: bool
    before: bool | None
    doubt: str


@dataclass(frozen=True, slots=True)
class Found:
    """Whom a line names, and the numbers and runs that name nobody who could vote that day, each with the reason."""

    named: list[Named]
    unknown: list[tuple[str, str]]


def district_electors(page: Page, register: Register) -> QuerySet[RegisterEntry, int]:
    """Return the ids of the electors whom the register names in the page's polling district."""
    here = RegisterEntry.objects.filter(register=register, polling_district=page.polling_district)
    return here.values_list("elector_id", flat=True)


def marks_of(page: Page, register: Register) -> QuerySet[MarkedEntry]:
    """Return who is marked of the page, typed or from a file."""
    return MarkedEntry.objects.filter(
        elector_id__in=district_electors(page, register), election_date=page.election_date
    )


def find(page: Page, register: Register, spans: Iterable[Span]) -> Found:
    """Return whom the spans name on the register, each elector once: what is said last of them holds."""
    spans = list(spans)
    entries = _entries(page, register, spans)
    named: dict[int, Named] = {}
    unknown: list[tuple[Number, str]] = []
    electors = [entry.elector_id for entry in entries.values()]
    doubts = _Doubts.of(page, register, electors)
    for span in spans:
        for number in _numbers(span, entries):
            entry = entries.get(number)
            why = _why_not(entry, page.election_date)
            if entry is None or why:
                unknown.append((number, why))
            else:
                named[entry.elector_id] = doubts.named(number, entry.elector_id, by_post=span.by_post)
    return Found(list(named.values()), list(_in_runs(unknown)))


def _in_runs(unknown: list[tuple[Number, str]]) -> Iterator[tuple[str, str]]:
    """Yield the numbers with their reasons, those that follow one another for one reason as a run."""
    at = 0
    while at < len(unknown):
        (first, suffix), why = unknown[at]
        most = 1
        while not suffix and unknown[at + most : at + most + 1] == [((first + most, 0), why)]:
            most += 1
        if most > 1:
            yield run_of(first, first + most - 1), _of_many(why)
        else:
            yield written((first, suffix)), why
        at += most


def _of_many(why: str) -> str:
    return why.replace("is ", "are ", 1) if why.startswith("is ") else why.replace("was ", "were ", 1)


def _entries(page: Page, register: Register, spans: list[Span]) -> dict[Number, RegisterEntry]:
    condition = Q(pk__in=[])
    for span in spans:
        condition |= Q(number__range=(span.first[0], span.last[0]))
    here = RegisterEntry.objects.filter(condition, register=register, polling_district=page.polling_district)
    return {(entry.number, entry.suffix): entry for entry in here.select_related("elector")}


def _numbers(span: Span, entries: dict[Number, RegisterEntry]) -> list[Number]:
    """Return the numbers of a span: those on the register, and the whole ones between that are not."""
    if span.single:
        return [span.first]
    within = {number for number in entries if span.first <= number <= span.last}
    if span.first[0] == span.last[0]:
        wanted = {(span.first[0], suffix) for suffix in range(span.first[1], span.last[1] + 1)}
    else:
        wanted = {span.first, span.last} | {(number, 0) for number in range(span.first[0] + 1, span.last[0])}
    return sorted(within | wanted)


def _why_not(entry: RegisterEntry | None, day: dt.date) -> str:
    """Return why an entry names nobody who could vote on the day; a child's is as if it were not there."""
    attains = entry.elector.date_of_attainment if entry else None
    if entry is None or (attains is not None and attains > latest_attainment_shown()):
        return "is not on this register"
    if attains is not None and attains > max(attained_by(contest, day) for contest in CONTESTS):
        return "was too young to vote on that day"
    if entry.until is not None and entry.until <= day:
        return f"was taken off the register on {entry.until:%-d %B %Y}"
    return ""


@dataclass(frozen=True, slots=True)
class _Doubts:
    """What is known of the electors of a line: how they are marked by now, and who is on the postal list of the day."""

    marked: dict[int, bool]
    postal: frozenset[int]
    has_list: bool

    @classmethod
    def of(cls, page: Page, register: Register, electors: list[int]) -> "_Doubts":
        marked = MarkedEntry.objects.filter(elector_id__in=electors, election_date=page.election_date)
        on_list = AbsentVoter.objects.filter(election_date=page.election_date, kind__in=POSTAL)
        postal = on_list.filter(elector_id__in=electors).values_list("elector_id", flat=True)
        has_list = on_list.filter(elector_id__in=district_electors(page, register)).exists()
        return cls(dict(marked.values_list("elector_id", "by_post")), frozenset(postal), has_list)

    def named(self, number: Number, elector: int, *, by_post: bool) -> Named:
        before = self.marked.get(elector)
        return Named(number, elector, by_post, before, self._doubt(elector, before=before, by_post=by_post))

    def _doubt(self, elector: int, *, before: bool | None, by_post: bool) -> str:
        if before is not None and before != by_post:
            return f"was marked before as voting {'by post' if before else 'in person'}"
        if before is None and not by_post and elector in self.postal:
            return "is on the postal voters' list of that day, and was typed as voting in person"
        if before is None and by_post and self.has_list and elector not in self.postal:
            return "is not on the postal voters' list of that day, and was typed as voting by post"
        return ""
