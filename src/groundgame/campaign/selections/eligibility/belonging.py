"""What makes somebody belong to a section: membership, an affiliated organisation, an office, a delegation.

Each speaks of those alone who have such a tie, or lost it within the year before: anybody else is not shut out of the
section but outside it, and is not written to.
"""

import datetime as dt
from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import ClassVar

from groundgame.campaign.selections.eligibility.facts import Facts, Tie
from groundgame.campaign.selections.eligibility.saying import either, said

RECENT = dt.timedelta(days=366)
OFFICES = {
    "mp": "a Member of Parliament",
    "assembly_member": "an Assembly member",
    "mayor": "a mayor",
    "councillor": "a councillor",
}


@dataclass(frozen=True)
class JoinedAs:
    """Joined the party as a member, or as a registered supporter, and has not left."""

    kind: ClassVar[str] = "joined_as"
    title: ClassVar[str] = "Belongs to the party"
    what: str = "member"

    @property
    def named(self) -> str:
        """Return what such a person is called."""
        return "registered supporter" if self.what == "supporter" else "member of the party"

    def sentence(self, freeze_date: dt.date) -> str:
        """Return the rule with its day."""
        return f"A {self.named} on {said(freeze_date)}."

    def concerns(self, facts: Facts, freeze_date: dt.date) -> bool:
        """Tell whether the person joined as such, and did not leave long ago."""
        return facts.kind == self.what and (facts.left_on is None or facts.left_on > freeze_date - RECENT)

    def reason(self, facts: Facts, freeze_date: dt.date) -> str | None:
        """Return the day of leaving."""
        if facts.left_on is None or facts.left_on > freeze_date:
            return None
        return f"Left the party on {said(facts.left_on)}."


@dataclass(frozen=True)
class ByTie(ABC):
    """What the rules of ties share: which ties count, in which organisations (none named is any), and their name."""

    role: ClassVar[str]
    organisations: tuple[str, ...] = ()

    @property
    @abstractmethod
    def named(self) -> str:
        """Return what somebody with such a tie is called, with the article."""

    def counts(self, tie: Tie) -> bool:
        """Tell whether a tie is of the sort that the rule asks for."""
        return tie.role == self.role and (not self.organisations or tie.organisation in self.organisations)

    def ties(self, facts: Facts) -> list[Tie]:
        """Return the member's ties that count, by the day they began."""
        return sorted((tie for tie in facts.ties if self.counts(tie)), key=lambda tie: (tie.since, tie.organisation))

    def concerns(self, facts: Facts, freeze_date: dt.date) -> bool:
        """Tell whether the member has such a tie, or lost it within the year before."""
        return any(tie.until is None or tie.until > freeze_date - RECENT for tie in self.ties(facts))

    def reason(self, facts: Facts, freeze_date: dt.date) -> str | None:
        """Return when the last of the ties began or ended, where none held on the day."""
        held = self.ties(facts)
        if any(tie.holds_on(freeze_date) for tie in held):
            return None
        return _out_of_time(held[-1], self.named, freeze_date) if held else f"No record of being {self.named}."

    def card_votes(self, facts: Facts, freeze_date: dt.date) -> int:
        """Return for how many the member's ties speak on the day."""
        return sum(tie.card_votes for tie in self.ties(facts) if tie.holds_on(freeze_date))


def _out_of_time(tie: Tie, named: str, freeze_date: dt.date) -> str:
    if tie.since > freeze_date:
        return f"Became {named} ({tie.organisation}) on {said(tie.since)}, after the freeze date."
    ended = f" on {said(tie.until)}" if tie.until else ""
    return f"Ceased to be {named} ({tie.organisation}){ended}, by the freeze date."


@dataclass(frozen=True)
class Affiliate(ByTie):
    """Belongs to an affiliated organisation; to one of those named, where any are."""

    kind: ClassVar[str] = "affiliate"
    title: ClassVar[str] = "Belongs to an affiliated organisation"
    role: ClassVar[str] = "member"

    @property
    def named(self) -> str:
        """Return what somebody with such a tie is called."""
        return "a member of an affiliated organisation"

    def counts(self, tie: Tie) -> bool:
        """Tell whether it is belonging to a union or society: a local party's members are the party's own."""
        return super().counts(tie) and tie.kind in ("union", "society")

    def sentence(self, freeze_date: dt.date) -> str:
        """Return the rule with the organisations' names."""
        which = either(self.organisations) or "an affiliated organisation"
        return f"Belongs to {which} on {said(freeze_date)}."


@dataclass(frozen=True)
class Representative(ByTie):
    """Holds a public office: the one named, in one of the bodies named, where any are."""

    kind: ClassVar[str] = "representative"
    title: ClassVar[str] = "Holds an office"
    role: ClassVar[str] = "representative"
    office: str = ""

    @property
    def named(self) -> str:
        """Return the office."""
        return OFFICES.get(self.office, "an elected representative")

    def counts(self, tie: Tie) -> bool:
        """Tell whether it is the office, in one of the bodies."""
        return super().counts(tie) and (not self.office or tie.office == self.office)

    def sentence(self, freeze_date: dt.date) -> str:
        """Return the rule with the office and the bodies' names."""
        where = f" ({either(self.organisations)})" if self.organisations else ""
        return f"Is {self.named}{where} on {said(freeze_date)}."


@dataclass(frozen=True)
class Delegate(ByTie):
    """Named by an organisation as its delegate; by one of those named, where any are."""

    kind: ClassVar[str] = "delegate"
    title: ClassVar[str] = "Is a delegate"
    role: ClassVar[str] = "delegate"

    @property
    def named(self) -> str:
        """Return what somebody with such a tie is called."""
        return "a delegate"

    def sentence(self, freeze_date: dt.date) -> str:
        """Return the rule with the bodies' names."""
        return f"Named as delegate by {either(self.organisations) or 'an organisation'} on {said(freeze_date)}."
