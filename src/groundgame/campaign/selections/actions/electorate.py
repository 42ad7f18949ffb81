"""Set who may vote, fix the electorate, and shut one member out by hand."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from groundgame.campaign.accounts.models import User
from groundgame.campaign.audit.actions import record
from groundgame.campaign.people.models import Member
from groundgame.campaign.selections import rules
from groundgame.campaign.selections.actions.letters import write_letters
from groundgame.campaign.selections.actions.moving import on
from groundgame.campaign.selections.clock import database_now
from groundgame.campaign.selections.eligibility import RuleError
from groundgame.campaign.selections.fixing import Judged, freeze_date, judged, outside, rules_of
from groundgame.campaign.selections.models import Entry, Freeze, Section, Selection
from groundgame.campaign.selections.states import State
from groundgame.campaign.selections.storing import store


@transaction.atomic
def set_eligibility(*, section: Section, kept: Mapping[str, Mapping[str, Any]], by: User) -> None:
    """Set a section's rules of who may vote.

    Raises:
        PermissionDenied: once the electorate is fixed.
        ValidationError: if a rule cannot be used.
    """
    selection = Selection.objects.select_for_update().get(pk=section.selection_id)
    rules.check_may_set_eligibility(by, selection)
    before, section.eligibility = section.eligibility, {kind: dict(parameters) for kind, parameters in kept.items()}
    try:
        rules_of(section)
    except RuleError as error:
        raise ValidationError(str(error)) from error
    section.save(update_fields=["eligibility"])
    known = {"before": before, "after": section.eligibility}
    record(by=by, action="electorate.rules", subject=section, area=selection.area, **known)


@on("freeze")
def fix_with_the_freeze(selection: Selection, *, by: User) -> None:
    """Fix the electorate in the transaction that freezes the selection."""
    _fix(selection, by)


@transaction.atomic
def fix_anew(*, selection: Selection, by: User) -> Freeze:
    """Apply the rules again, to facts as they are recorded by now; whoever was shut out by hand stays so.

    Nothing that stays as it was is touched. For a mistake in the facts that is found before anybody is told.

    Raises:
        PermissionDenied: before the freeze, and once those shut out are told.
    """
    held = Selection.objects.select_for_update().get(pk=selection.pk)
    rules.check_may_fix_anew(by, held)
    return _fix(held, by)


def _fix(selection: Selection, by: User) -> Freeze:
    sections = list(selection.sections.all())
    day = freeze_date(selection)
    changed = store(selection, _everybody(sections), by)
    said = [
        {"section": str(section), "rules": [rule.sentence(day) for rule in rules_of(section)]} for section in sections
    ]
    made = Freeze.objects.create(
        selection=selection, freeze_date=day, rules=said, changed=changed, by=by, at=database_now()
    )
    known = {"changed": changed, "rules": said}
    record(by=by, action="electorate.fix", subject=selection, area=selection.area, **known)
    return made


def _everybody(sections: list[Section]) -> Iterator[tuple[Section, Judged]]:
    return ((section, each) for section in sections for each in judged(section))


@transaction.atomic
def shut_out(*, entry: Entry, why: str, by: User) -> Entry:
    """Shut one member out by hand, with a reason in words, a letter and a right of appeal like anybody's.

    Raises:
        PermissionDenied: past the right of appeal, for somebody shut out already, or who has appealed.
        ValidationError: without a reason.
    """
    selection = Selection.objects.select_for_update().get(pk=entry.selection_id)
    rules.check_may_shut_out(by, selection)
    reason = _said(why)
    held = Entry.objects.select_for_update(of=("self",)).get(pk=entry.pk)
    if held.standing != Entry.Standing.INCLUDED:
        raise PermissionDenied("This member is shut out already.")
    rules.check_nobody_appealed(held)
    held.standing, held.by_hand, held.decided_by = Entry.Standing.EXCLUDED, True, by
    held.reasons = [{"kind": "by_hand", "sentence": reason}]
    held.save(update_fields=["standing", "reasons", "by_hand", "decided_by"])
    _tell(selection, held, by, "electorate.shut_out")
    return held


@transaction.atomic
def enter_outsider(*, section: Section, member: Member, by: User) -> Entry:
    """Enter somebody who is outside a section as shut out of it, so that they are told why and may appeal.

    Raises:
        PermissionDenied: past the right of appeal, or for somebody who is in the section's electorate already.
    """
    selection = Selection.objects.select_for_update().get(pk=section.selection_id)
    rules.check_may_shut_out(by, selection)
    if Entry.objects.filter(section=section, member=member).exists():
        raise PermissionDenied(f"{member} stands in {section} already: find them by their number.")
    fixed = outside(section, member)
    entry = Entry.objects.create(
        selection=selection,
        section=section,
        member=member,
        standing=Entry.Standing.EXCLUDED,
        reasons=[{"kind": reason.kind, "sentence": reason.sentence} for reason in fixed.reasons],
        facts=fixed.facts.as_json(),
        ward=member.ward,
        local_party=member.local_party,
        by_hand=True,
        decided_by=by,
    )
    _tell(selection, entry, by, "electorate.enter_outsider")
    return entry


def _said(why: str) -> str:
    sentence = " ".join(why.split())
    if not sentence:
        raise ValidationError("Say why: the member is written this reason, and may appeal against it.")
    return sentence if sentence[-1] in ".!?" else f"{sentence}."


def _tell(selection: Selection, entry: Entry, by: User, action: str) -> None:
    """Write the member's letter where letters have been written, and the audit trail."""
    if selection.state == State.APPEALS:
        write_letters(selection, [entry])
    record(by=by, action=action, subject=entry, area=selection.area, reasons=entry.sentences)
