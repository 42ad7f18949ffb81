"""Read the facts of everybody whom a section may concern, and judge them by its rules."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from groundgame.campaign.people.models import Affiliation, Member
from groundgame.campaign.selections.eligibility import Delegate, Facts, Reason, Rule, Tie, judge, section_rules
from groundgame.campaign.selections.models import Section, Selection

CHUNK = 10_000
FIELDS = (
    "number",
    "kind",
    "joined_on",
    "paid_until",
    "suspended_from",
    "suspended_until",
    "left_on",
    "born_on",
    "ward",
    "local_party__name",
)
TIE_FIELDS = (
    "organisation__name",
    "organisation__kind",
    "role",
    "since",
    "until",
    "office",
    "card_votes",
    "organisation__affiliated_since",
    "organisation__affiliated_until",
)
NO_CARDS = (Reason("card_votes", "No card votes were recorded for the delegation on the freeze date."),)
NOT_RECORDED = (Reason("not_recorded", "Not in the records when the electorate was fixed."),)


@dataclass(frozen=True, slots=True)
class Judged:
    """What a section's rules say of one member, with the facts that they were applied to."""

    member: int
    local_party: int | None
    facts: Facts
    reasons: tuple[Reason, ...]
    card_votes: int


def freeze_date(selection: Selection) -> dt.date:
    """Return the day whose facts decide, by the clock of settings.TIME_ZONE."""
    return timezone.localdate(selection.freeze_at)


def rules_of(section: Section) -> tuple[Rule, ...]:
    """Return a section's rules.

    Raises:
        RuleError: if those kept for it cannot be used.
    """
    named = section.organisations.values_list("name", flat=True)
    return section_rules(section.who, section.eligibility, office=section.office, organisations=list(named))


def judged(section: Section, members: "QuerySet[Member] | None" = None) -> Iterator[Judged]:
    """Judge everybody whom the section concerns, in the order of their numbers."""
    rules, day = rules_of(section), freeze_date(section.selection)
    asked = _asked(section) if members is None else members
    ties = _ties(asked) if _by_tie(section) else {}
    counts_cards = section.card_votes
    rows = asked.order_by("number").values_list("pk", "local_party_id", *FIELDS)
    for member, local_party, *known in rows.iterator(chunk_size=CHUNK):
        facts = _facts(known, ties.get(member, ()))
        judgement = judge(facts, rules, day)
        if judgement is not None:
            votes = rules[0].card_votes(facts, day) if counts_cards and isinstance(rules[0], Delegate) else 1
            yield Judged(member, local_party, facts, judgement.reasons or NO_CARDS[votes:], votes or 1)


def _asked(section: Section) -> "QuerySet[Member]":
    """Return those of whom the section can speak at all, so that the rest are not read."""
    kinds = {Section.Who.MEMBERS: Member.Kind.MEMBER, Section.Who.SUPPORTERS: Member.Kind.SUPPORTER}
    if section.who in kinds:
        return Member.objects.filter(kind=kinds[Section.Who(section.who)])
    return Member.objects.filter(pk__in=Affiliation.objects.filter(role=_role(section)).values("member"))


def _by_tie(section: Section) -> bool:
    return section.who not in (Section.Who.MEMBERS, Section.Who.SUPPORTERS)


def _role(section: Section) -> str:
    return {
        Section.Who.AFFILIATES: Affiliation.Role.MEMBER,
        Section.Who.REPRESENTATIVES: Affiliation.Role.REPRESENTATIVE,
        Section.Who.DELEGATES: Affiliation.Role.DELEGATE,
    }[Section.Who(section.who)].value


def _ties(members: "QuerySet[Member]") -> dict[int, tuple[Tie, ...]]:
    found: defaultdict[int, tuple[Tie, ...]] = defaultdict(tuple)
    rows = Affiliation.objects.filter(member__in=members.order_by()).order_by("member", "since", "organisation__name")
    for member, *known in rows.values_list("member", *TIE_FIELDS).iterator(chunk_size=CHUNK):
        found[member] += (_tie(*known),)
    return dict(found)


def _tie(
    organisation: str,
    kind: str,
    role: str,
    since: dt.date,
    until: dt.date | None,
    office: str,
    card_votes: int,
    affiliated_since: dt.date | None,
    affiliated_until: dt.date | None,
) -> Tie:
    """Return a tie, which holds no longer than its organisation is affiliated."""
    first = max(filter(None, (since, affiliated_since)))
    last = min(filter(None, (until, affiliated_until)), default=None)
    return Tie(organisation, kind, role, first, last, office, card_votes)


def _facts(known: Sequence[Any], ties: tuple[Tie, ...]) -> Facts:
    named = {name.partition("__")[0]: value for name, value in zip(FIELDS, known, strict=True)}
    return Facts(**named | {"local_party": named["local_party"] or "", "ties": ties})


def outside(section: Section, member: Member) -> Judged:
    """Return why somebody is outside a section: what it asks of everybody, and the records do not show of them."""
    day = freeze_date(section.selection)
    (row,) = Member.objects.filter(pk=member.pk).values_list(*FIELDS)
    facts = _facts(row, _ties(Member.objects.filter(pk=member.pk)).get(member.pk, ()))
    asked = [rule for rule in rules_of(section) if not rule.concerns(facts, day)]
    reasons = tuple(Reason(rule.kind, f"The records did not show this: {rule.sentence(day)}") for rule in asked)
    return Judged(member.pk, member.local_party_id, facts, reasons or NOT_RECORDED, 1)
