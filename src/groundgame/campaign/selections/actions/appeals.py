"""Appeal, declare an interest, find, and decide: each written once."""

from django.core.exceptions import ValidationError
from django.db import transaction

from groundgame.campaign.accounts.models import User
from groundgame.campaign.audit.actions import record
from groundgame.campaign.selections import rules
from groundgame.campaign.selections.actions import boxes
from groundgame.campaign.selections.actions.letters import write_outcome
from groundgame.campaign.selections.clock import database_now
from groundgame.campaign.selections.models import Appeal, Decision, Entry, Finding, Interest, PanelMember, Selection


def appeal(*, entry: Entry, grounds: str, by: User | None) -> Appeal:
    """Appeal for a member: by their own link where `by` is None, else entered by the returning officer for them.

    From then on they may vote provisionally.

    Raises:
        PermissionDenied: if it is late, made twice or not needed, or `by` does not run the selection.
        ValidationError: without grounds.
    """
    said = _words(grounds, "Say why you should have a vote: the panel decides on what you write.")
    with transaction.atomic():
        held = _held(entry)
        if by is not None:
            rules.check_may_run(by, held.selection)
        rules.check_may_appeal(held)
        made = Appeal.objects.create(entry=held, grounds=said, entered_by=by, at=database_now())
        _stand(held, Entry.Standing.PROVISIONAL)
        record(by=by, action="appeal.make", subject=made, area=held.selection.area, entry=held.pk)
    return made


@transaction.atomic
def declare_interest(*, appeal: Appeal, why: str, by: User) -> Interest:
    """Stand back from an appeal.

    Raises:
        PermissionDenied: if the person may not hear it anyway, or has given a finding on it.
        ValidationError: without a reason.
    """
    held = _held(appeal.entry)
    rules.check_may_find(by, Appeal.objects.get(pk=appeal.pk))
    said = _words(why, "Say what your interest is.")
    place = _place(by, held.selection)
    made = Interest.objects.create(appeal=appeal, panel_member=place, why=said[:300], at=database_now())
    record(by=by, action="appeal.declare_interest", subject=appeal, area=held.selection.area, why=said)
    return made


@transaction.atomic
def find(*, appeal: Appeal, uphold: bool, reasons: str, by: User) -> Decision | None:
    """Give a finding on an appeal; the one that completes the quorum decides it, and that decision is returned.

    Raises:
        PermissionDenied: if the case is the person's own, is decided, was found on by them, or the count has started.
        ValidationError: without reasons.
    """
    held = _held(appeal.entry)
    fresh = Appeal.objects.get(pk=appeal.pk)
    rules.check_may_find(by, fresh)
    said = _words(reasons, "Give your reasons: the member is sent them.")
    place = _place(by, held.selection)
    Finding.objects.create(appeal=fresh, panel_member=place, uphold=uphold, reasons=said, at=database_now())
    record(by=by, action="appeal.find", subject=fresh, area=held.selection.area, uphold=uphold, reasons=said)
    return _decide(fresh, held, by)


def _decide(appeal: Appeal, entry: Entry, by: User) -> Decision | None:
    """Decide the appeal if so many have found as the quorum asks; an odd number, so that one side has more."""
    findings = list(appeal.findings.all())
    if len(findings) < rules.panel_of(entry.selection).quorum:
        return None
    upheld = 2 * sum(finding.uphold for finding in findings) > len(findings)
    reasons = "\n".join(finding.reasons for finding in findings if finding.uphold is upheld)
    decision = Decision.objects.create(appeal=appeal, upheld=upheld, reasons=reasons, at=database_now())
    _stand(entry, Entry.Standing.INCLUDED if upheld else Entry.Standing.EXCLUDED)
    decision.appeal.entry = entry
    letter = write_outcome(decision)
    known = {"upheld": upheld, "findings": [finding.pk for finding in findings], "letter": letter.number}
    record(by=by, action="appeal.decide", subject=decision, area=entry.selection.area, **known)
    return decision


def _held(entry: Entry) -> Entry:
    """Return the entry for ourselves, with its selection, so that neither changes until we are done.

    The selection's row comes first, as in every other action. The voter is held by the lock that casting a paper
    takes, and the entry's row is not: see `boxes.hold_voter`.
    """
    selection = Selection.objects.select_for_update().get(pk=entry.selection_id)
    boxes.hold_voter(entry.pk)
    held = Entry.objects.select_related("member", "section", "local_party").get(pk=entry.pk)
    held.selection = selection
    return held


def _place(user: User, selection: Selection) -> PanelMember:
    return PanelMember.objects.get(user=user, selection=selection, left_at=None)


def _stand(entry: Entry, standing: str) -> None:
    entry.standing = standing
    entry.save(update_fields=["standing"])


def _words(text: str, otherwise: str) -> str:
    said = "\n".join(" ".join(line.split()) for line in text.strip().splitlines())
    if not said:
        raise ValidationError(otherwise)
    return said
