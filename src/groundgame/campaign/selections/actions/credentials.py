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
from groundgame.campaign.selections.clock import database_now
from groundgame.campaign.selections.errors import BallotError
from groundgame.campaign.selections.models import Credential, Entry, Selection
from groundgame.campaign.selections.rules.balloting import has_voted, votes_for_something
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


def on_the_roll(selection: Selection) -> QuerySet[Entry]:
    """Return who may vote in a selection, provisionally or not."""
    entries = Entry.objects.filter(selection=selection, standing__in=ON_THE_ROLL)
    return entries.select_related("member", "section", "selection").order_by("pk")


def without_code(selection: Selection, how: str) -> QuerySet[Entry]:
    """Return who on the roll has no code that was delivered, of those whom this way reaches."""
    delivered = Credential.objects.filter(entry=OuterRef("pk"), revoked_at=None).exclude(delivered_at=None)
    voting = [section.pk for section in selection.sections.all() if votes_for_something(section)]
    waiting = on_the_roll(selection).filter(~Exists(delivered), section__in=voting)
    return waiting.exclude(member__email="") if how == Credential.How.EMAIL else waiting.filter(member__email="")


def held_apart(waiting: QuerySet[Entry], most: int) -> list[Entry]:
    """Return so many of those who wait whom nobody else is giving a code, held until the transaction ends.

    They are read once more when they are held: whoever held them until a moment ago may have given them one.
    """
    rows = waiting.select_related(None).only("pk").select_for_update(of=("self",), no_key=True, skip_locked=True)
    keys = [entry.pk for entry in rows[:most]]
    return list(waiting.filter(pk__in=keys))


def _hold(entries: Iterable[Entry]) -> None:
    """Hold these places on the roll, so that two who give one voter a code do so one after the other."""
    keys = [entry.pk for entry in entries]
    list(Entry.objects.filter(pk__in=keys).order_by("pk").only("pk").select_for_update(no_key=True))


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
        some = waiting[start : start + _AT_ONCE]
        issued = make_codes(some, how)
        record_issued(selection, how, len(issued), by)
        yield from issued


@transaction.atomic
def make_codes(entries: list[Entry], how: str) -> list[Issued]:
    """Make a code for each of these entries, all at one moment; each revokes the one before."""
    _hold(entries)
    now, codes = database_now(), [make_code() for _ in entries]
    Credential.objects.filter(entry__in=entries, revoked_at=None).update(revoked_at=now)
    made = Credential.objects.bulk_create(
        Credential(entry=entry, code_hash=code_hash(code), how=how, issued_at=now)
        for entry, code in zip(entries, codes, strict=True)
    )
    return [Issued(*each) for each in zip(entries, codes, made, strict=True)]


def record_issued(selection: Selection, how: str, codes: int, by: User) -> None:
    """Keep in the audit trail that so many codes were given out."""
    record(by=by, action="selection.issue_codes", subject=selection, area=selection.area, how=how, codes=codes)


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
    _hold([entry])
    boxes.join()
    boxes.hold_voter(entry.pk)
    if entry.standing not in ON_THE_ROLL:
        raise BallotError("They are not on the roll: there is nothing to vote with.")
    if not votes_for_something(entry.section):
        raise BallotError(f"No post is elected by {entry.section}: there is nothing to vote on.")
    if has_voted(entry):
        raise BallotError("They have voted. A new code would let them do nothing.")
    (made,) = make_codes([entry], how)
    record_issued(entry.selection, how, 1, by)
    return made
