"""Judge one member's facts by a section's rules."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Protocol

from groundgame.campaign.selections.eligibility.facts import Facts


class Rule(Protocol):
    """One rule of who may vote. Its fields are its parameters."""

    kind: ClassVar[str]
    title: ClassVar[str]

    def sentence(self, freeze_date: dt.date) -> str:
        """Return the rule as a member reads it."""
        ...

    def concerns(self, facts: Facts, freeze_date: dt.date) -> bool:
        """Tell whether the member is one of those of whom the rule speaks: nobody else is judged, or written to."""
        ...

    def reason(self, facts: Facts, freeze_date: dt.date) -> str | None:
        """Return why the member fails the rule, with the fact and its date, or None."""
        ...


@dataclass(frozen=True, slots=True)
class Reason:
    """Why somebody may not vote: the rule's kind, and a sentence about the fact."""

    kind: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the rules say of one member: included where no reason stands against it."""

    reasons: tuple[Reason, ...]

    @property
    def included(self) -> bool:
        """Tell whether the member may vote."""
        return not self.reasons


def judge(facts: Facts, rules: Sequence[Rule], freeze_date: dt.date) -> Judgement | None:
    """Return every reason against a member, or None for somebody whom the section does not concern at all.

    All the reasons, so that an appeal can answer them all.
    """
    if not all(rule.concerns(facts, freeze_date) for rule in rules):
        return None
    found = ((rule.kind, rule.reason(facts, freeze_date)) for rule in rules)
    return Judgement(tuple(Reason(kind, sentence) for kind, sentence in found if sentence))
