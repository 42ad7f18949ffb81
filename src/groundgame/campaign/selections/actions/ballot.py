"""Take a vote: the mark and the papers together or neither, and nothing that ties them afterwards."""

import hmac
from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q

from groundgame.campaign.accounts.models import User
from groundgame.campaign.audit.actions import record
from groundgame.campaign.selections import rules
from groundgame.campaign.selections.actions import boxes
from groundgame.campaign.selections.errors import BallotError
from groundgame.campaign.selections.models import (
    BallotForm,
    BoxPaper,
    Credential,
    Entry,
    How,
    InboxPaper,
    Mark,
    NewMark,
    ProvisionalPaper,
)
from groundgame.campaign.selections.rules.balloting import check_may_vote, check_polls_open, has_voted, polls
from groundgame.campaign.selections.sealing import SealError, check_shape, code_hash, receipt_of


@dataclass(frozen=True, slots=True)
class Accepted:
    """The receipts of a vote, by the form; `provisional` papers count if the appeal succeeds."""

    receipts: tuple[tuple[BallotForm, str], ...]
    provisional: bool


def credential_of(code: str) -> Credential:
    """Return the credential that a code stands for.

    Raises:
        BallotError: if it is none, or a later one has taken its place.
    """
    digest = code_hash(code)
    found = Credential.objects.select_related("entry__section", "entry__selection").filter(code_hash=digest).first()
    if found is None or not hmac.compare_digest(found.code_hash, digest):
        raise BallotError("This code is not known. Check it against your letter or e-mail, sign by sign.")
    if found.revoked_at is not None:
        raise BallotError("A newer code was sent to you, and this one is no longer good. Use the newer one.")
    return found


def forms_of(entry: Entry) -> list[BallotForm]:
    """Return the forms that an entry has papers of, in their order."""
    own = Q(section=None) | Q(section=entry.section_id)
    voted_for = Q(post__sections=None) | Q(post__sections=entry.section_id)  # naming none, it is voted for by all
    forms = BallotForm.objects.filter(own, voted_for, post__selection=entry.selection_id)
    return list(forms.select_related("post", "section"))


def cast(*, code: str, envelopes: Mapping[int, bytes]) -> Accepted:
    """Take the sealed papers of a voter, by the keys of their forms; the same ones again get the same answer.

    Raises:
        BallotError: if the code is not good, it is too early or too late, or they have voted.
        SealError: if a paper is missing, or is none of this ballot.
    """
    entry = credential_of(code).entry
    receipts = _checked(forms_of(entry), envelopes)
    with transaction.atomic():
        boxes.join()
        boxes.hold_voter(entry.pk)
        entry.refresh_from_db(fields=["standing"])
        how = _taken_before(entry, receipts)
        if not how:
            check_polls_open(polls(entry.selection_id))
            credential_of(code)  # it may have been replaced while we waited
            check_may_vote(entry)
            how = _take(entry, [(form, receipt, envelopes[form.pk]) for form, receipt in receipts])
    boxes.sweep_if_due(entry.section_id)
    return Accepted(tuple(receipts), provisional=how == How.PROVISIONAL)


def _taken_before(entry: Entry, receipts: list[tuple[BallotForm, str]]) -> str:
    """Return how the entry has voted if these very papers were taken then: an answer was lost on its way.

    Raises:
        BallotError: if they were taken from somebody else.
    """
    known = _known([receipt for _, receipt in receipts])
    how = has_voted(entry)
    if known and not how:
        raise BallotError("This sealed paper lies in the box already. Load the page again, and mark a new one.")
    return how if known == len(receipts) else ""


def _checked(forms: list[BallotForm], envelopes: Mapping[int, bytes]) -> list[tuple[BallotForm, str]]:
    """Return the receipts of papers that are one of each form, as far as can be seen from outside."""
    if set(envelopes) != {form.pk for form in forms}:
        raise SealError(
            "There must be one paper for each post: a blank one where you choose nobody. Nothing was taken."
        )
    if any(not form.paper_form.keys for form in forms):
        raise BallotError("This ballot is on paper alone. Send in the paper that came with your letter.")
    for form in forms:
        check_shape(envelopes[form.pk], form.paper_form)
    return [(form, receipt_of(envelopes[form.pk])) for form in forms]


def _known(receipts: list[str]) -> int:
    """Return how many of these papers have been taken already."""
    return sum(kind.objects.filter(pk__in=receipts).count() for kind in (InboxPaper, BoxPaper, ProvisionalPaper))


def _take(entry: Entry, papers: list[tuple[BallotForm, str, bytes]]) -> str:
    """Write the mark and the papers, in the order of their receipts, and return how the entry has voted."""
    papers = sorted(papers, key=lambda paper: paper[1])
    card_votes = entry.card_votes if entry.section.card_votes else 1
    rows = [
        {"receipt": receipt, "form": form, "envelope": envelope, "card_votes": card_votes}
        for form, receipt, envelope in papers
    ]
    if entry.standing == Entry.Standing.PROVISIONAL:
        mark(entry, How.PROVISIONAL)
        ProvisionalPaper.objects.bulk_create(ProvisionalPaper(entry=entry, **row) for row in rows)
        return How.PROVISIONAL
    mark(entry, How.ONLINE)
    InboxPaper.objects.bulk_create(InboxPaper(group=entry.section_id, **row) for row in rows)
    return How.ONLINE


def mark(entry: Entry, how: str) -> None:
    """Write that the entry has voted, where the sweep finds it."""
    NewMark.objects.bulk_create([NewMark(entry=entry, how=how, group=entry.section_id)])


def mark_paper_vote(*, entry: Entry, by: User) -> None:
    """Write that an entry's vote has come in on paper, so that it cannot vote online as well.

    Raises:
        PermissionDenied: if the person does not run the selection.
        BallotError: if they may not vote, or have voted online: their paper is then set aside unopened.
    """
    rules.check_may_run(by, entry.selection)
    if entry.section.card_votes:
        raise BallotError("A delegate's paper counts for a delegation, and is taken online alone: give a new code.")
    with transaction.atomic():
        boxes.join()
        boxes.hold_voter(entry.pk)
        entry.refresh_from_db(fields=["standing"])
        check_polls_open(polls(entry.selection_id))
        if entry.standing != Entry.Standing.INCLUDED:
            raise BallotError(
                "They are not on the roll: keep their paper sealed and apart until the appeal is decided."
            )
        if has_voted(entry) in {How.ONLINE, How.PROVISIONAL}:
            raise BallotError("They have voted online, and that vote counts. Set the paper aside unopened.")
        check_may_vote(entry)
        mark(entry, How.PAPER)
        record(by=by, action="selection.paper_vote", subject=entry, area=entry.selection.area)
    boxes.sweep_if_due(entry.section_id)


@transaction.atomic
def unmark_paper_vote(*, entry: Entry, by: User) -> None:
    """Take back a mark that was set by mistake: no paper of this voter has come in. They may then vote online.

    Raises:
        PermissionDenied: if the person does not run the selection.
        BallotError: if voting is not open, or the entry has no paper vote.
    """
    rules.check_may_run(by, entry.selection)
    boxes.join()
    boxes.hold_voter(entry.pk)
    check_polls_open(polls(entry.selection_id))
    if has_voted(entry) != How.PAPER:
        raise BallotError("They are not marked as having voted on paper: there is nothing to take back.")
    for kind in (NewMark, Mark):
        kind.objects.filter(pk=entry.pk, how=How.PAPER).delete()
    record(by=by, action="selection.unmark_paper_vote", subject=entry, area=entry.selection.area)
