"""The words of the letter that brings a code to vote with."""

from django.utils import timezone
from django.utils.formats import date_format

from groundgame.campaign.selections.letters.words import Words
from groundgame.campaign.selections.models import Entry

KEEP_IT = (
    "Keep it to yourself: whoever has it can vote in your place. If it is lost, ask the returning officer for a new "
    "one; the old one is then no longer good."
)
RECEIPT = (
    "When you have voted you are shown a receipt. It shows that your paper is in the box, not what the paper says. "
    "Keep it: when voting has closed, all receipts are published, and yours must be among them."
)


def voting_words(entry: Entry, code: str) -> Words:
    """Return what a voter is told: the code, until when it is good, and how to check afterwards."""
    selection = entry.selection
    until = selection.voting_closes_at
    closes = f" until {date_format(timezone.localtime(until), 'l j F Y, H:i')}" if until else ""
    provisional = entry.standing == Entry.Standing.PROVISIONAL
    appeal = "Your appeal is open: your paper is kept sealed and apart, and is counted if the appeal succeeds."
    return [
        f"Your code to vote: {selection.name}",
        f"You may vote once{closes}, as {entry.section}. Your code is:",
        code,
        *([appeal] if provisional else []),
        KEEP_IT,
        RECEIPT,
    ]
