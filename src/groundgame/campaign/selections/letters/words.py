"""The words of each letter: paragraphs, and lists of reasons within them."""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.formats import date_format

from groundgame.campaign.selections.eligibility import counted, said
from groundgame.campaign.selections.fixing import freeze_date
from groundgame.campaign.selections.models import Decision, Entry, Selection

Words = list[str | list[str]]
"""A paragraph is a text, a list is a list of texts; the first is the letter's heading."""


EXCLUDED = (
    "Who may vote in {selection} was fixed by what was recorded on {day}. By that you do not have a vote in the "
    "section “{section}”, for {reasons}:"
)
RIGHT_OF_APPEAL = (
    "If you think that this is wrong, you may appeal until {deadline}. Say why, and what shows it. {quorum} people who "
    "took no part in this decision will hear your appeal, and will give you their reasons."
)
MEANWHILE = (
    "From the day you appeal you may vote provisionally: your paper is kept apart, sealed, and counts if your appeal "
    "is upheld. If it is dismissed, the paper is destroyed unopened."
)
HEARD = (
    "You appealed against having no vote in the section “{section}” of {selection}. {heard} of the panel heard your "
    "appeal, and it is {verb}. Their reasons:"
)
UPHELD = "You have a vote. If you have voted provisionally already, that paper counts with all others."
DISMISSED = "You do not have a vote. If you voted provisionally, that paper is destroyed unopened."


@dataclass(frozen=True, slots=True)
class Terms:
    """What every letter of a selection says alike, said once."""

    selection: str
    day: str
    deadline: str
    quorum: int


def terms_of(selection: Selection, *, quorum: int) -> Terms:
    """Return what the letters to those shut out of a selection say alike."""
    return Terms(str(selection), said(freeze_date(selection)), deadline(selection), quorum)


def exclusion_words(entry: Entry, terms: Terms) -> Words:
    """Tell somebody that they may not vote, why, until when they may appeal, and what happens then."""
    reasons = "this reason" if len(entry.sentences) == 1 else "these reasons"
    return [
        f"{terms.selection}: you do not have a vote",
        f"Dear {entry.member.name}",
        EXCLUDED.format(selection=terms.selection, day=terms.day, section=entry.section, reasons=reasons),
        list(entry.sentences),
        RIGHT_OF_APPEAL.format(deadline=terms.deadline, quorum=terms.quorum),
        MEANWHILE,
    ]


def outcome_words(decision: Decision) -> Words:
    """Tell somebody how their appeal ended, and what that means for their vote."""
    entry = decision.appeal.entry
    verb = "upheld" if decision.upheld else "dismissed"
    heard = counted(decision.appeal.findings.count(), "member")
    return [
        f"{entry.selection}: your appeal is {verb}",
        f"Dear {entry.member.name}",
        HEARD.format(section=entry.section, selection=entry.selection, heard=heard, verb=verb),
        decision.reasons.splitlines(),
        f"{UPHELD if decision.upheld else DISMISSED} This decision is final.",
    ]


def deadline(selection: Selection) -> str:
    """Return until when one may appeal, in words."""
    if selection.appeals_until is None:
        return "a day that is still to be named"
    return date_format(timezone.localtime(selection.appeals_until), "H:i \\o\\n l j F Y")
