"""Give out one-time codes, by e-mail or as letters; what is kept is their hashes."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.functions import Now

from groundgame.campaign.accounts.models import User
from groundgame.campaign.audit.actions import record
from groundgame.campaign.selections import rules
from groundgame.campaign.selections.actions import boxes
from groundgame.campaign.selections.errors import BallotError
from groundgame.campaign.selections.models import Credential, Entry, Selection
from groundgame.campaign.selections.rules.balloting import has_voted
from groundgame.campaign.selections.sealing import code_hash, make_code
from groundgame.campaign.selections.states import State

ON_THE_ROLL = (Entry.Standing.INCLUDED, Entry.Standing.PROVISIONAL)
_AT_ONCE = 1000


@dataclass(frozen=True, slots=True)
class Issued:
    """A code that has just been made: it is in this letter and nowhere else."""

    entry: Entry
    code: str
    credential: Credential


def without_code(selection: Selection, how: str) -> QuerySet[Entry]:
    """Return who on the roll has no code that was delivered, of those whom this way reaches."""
    delivered = Credential.objects.filter(entry=OuterRef("pk"), revoked_at=None).exclude(delivered_at=None)
    waiting = Entry.objects.filter(~Exists(delivered), selection=selection, standing__in=ON_THE_ROLL)
    by_email = waiting.exclude(member__email="") if how == Credential.How.EMAIL else waiting.filter(member__email="")
    return by_email.select_related("member", "section").order_by("pk")


def check_may_issue(by: User, selection: Selection) -> None:
    """Refuse codes of a roll that is not fixed yet, or of a ballot that is over.

    Raises:
        PermissionDenied: if the person does not run the selection.
        BallotError: if it is not the time.
    """
    rules.check_may_run(by, selection)
    if selection.state not in {State.FROZEN, State.APPEALS, State.VOTING}:
        raise BallotError("Codes are given out from the freeze of the roll until voting closes, and not now.")


def issue(*, selection: Selection, entries: Iterable[Entry], how: str, by: User) -> Iterator[Issued]:
    """Make codes for these entries, a thousand in a transaction; each revokes the one before.

    Raises:
        PermissionDenied: if the person does not run the selection.
        BallotError: if it is not the time.
    """
    check_may_issue(by, selection)
    waiting = list(entries)
    for start in range(0, len(waiting), _AT_ONCE):
        yield from _issue_some(selection, waiting[start : start + _AT_ONCE], how, by)


@transaction.atomic
def _issue_some(selection: Selection, entries: list[Entry], how: str, by: User) -> list[Issued]:
    Credential.objects.filter(entry__in=entries, revoked_at=None).update(revoked_at=Now())
    codes = [make_code() for _ in entries]
    made = Credential.objects.bulk_create(
        Credential(entry=entry, code_hash=code_hash(code), how=how, issued_at=Now())
        for entry, code in zip(entries, codes, strict=True)
    )
    record(by=by, action="selection.issue_codes", subject=selection, area=selection.area, how=how, codes=len(made))
    return [Issued(*each) for each in zip(entries, codes, made, strict=True)]


def delivered(issued: Iterable[Issued]) -> None:
    """Write that these codes have left the house."""
    Credential.objects.filter(pk__in=[each.credential.pk for each in issued]).update(delivered_at=Now())


@transaction.atomic
def reissue(*, entry: Entry, how: str, by: User) -> Issued:
    """Make a new code for somebody who has lost theirs; the old one is no longer good.

    Raises:
        PermissionDenied: if the person does not run the selection.
        BallotError: if they have voted, are not on the roll, or it is not the time.
    """
    check_may_issue(by, entry.selection)
    boxes.join()
    boxes.hold_voter(entry.pk)
    if entry.standing not in ON_THE_ROLL:
        raise BallotError("They are not on the roll: there is nothing to vote with.")
    if has_voted(entry):
        raise BallotError("They have voted. A new code would let them do nothing.")
    (made,) = _issue_some(entry.selection, [entry], how, by)
    return made
