"""Make a selection, and set its posts, sections and candidates up."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from groundgame.campaign.accounts.models import User
from groundgame.campaign.audit.actions import record
from groundgame.campaign.selections import rules
from groundgame.campaign.selections.models import Candidate, GuaranteedPlaces, Post, Section, Selection

DATES = (
    "nominations_open_at",
    "nominations_close_at",
    "freeze_at",
    "appeals_until",
    "voting_opens_at",
    "voting_closes_at",
)
SETTABLE = ("name", *DATES, "tie_seed")


@transaction.atomic
def make_selection(*, by: User, area: str, **fields: Any) -> Selection:
    """Make a selection of an area, in draft.

    Raises:
        PermissionDenied: if the person is not returning officer of all of it.
    """
    rules.check_may_run_in(by, area)
    made = Selection.objects.create(area=area, created_by=by, **fields)
    record(by=by, action="selection.make", subject=made, area=area, name=made.name)
    return made


@transaction.atomic
def change_selection(*, selection: Selection, by: User, **fields: Any) -> None:
    """Change the name, the dates or the seed of lots, and keep in the audit trail what they were.

    Raises:
        PermissionDenied: once voting has closed; for the freeze date, once the electorate is frozen.
    """
    held = _held(selection.pk)
    rules.check_may_set_dates(by, held)
    changed = {name: value for name, value in fields.items() if name in SETTABLE and getattr(held, name) != value}
    if "freeze_at" in changed:
        rules.check_may_add_candidates(by, held)
    rules.check_voting_keeps_its_word(held, changed)
    before = {name: str(getattr(held, name) or "") for name in changed}
    for name, value in changed.items():
        setattr(held, name, value)
        setattr(selection, name, value)
    held.save(update_fields=list(changed))
    after = {name: str(value or "") for name, value in changed.items()}
    record(by=by, action="selection.change", subject=held, area=held.area, before=before, after=after)


@transaction.atomic
def save_post(*, post: Post, by: User, guaranteed: Mapping[str, int], sections: Iterable[Section] = ()) -> Post:
    """Add a post or change one, with its guaranteed places and the sections that vote for it (none: all)."""
    rules.check_may_set_up(by, _held(post.selection_id))
    post.save()
    post.sections.set(sections)
    post.guaranteed.all().delete()
    GuaranteedPlaces.objects.bulk_create(
        GuaranteedPlaces(post=post, group=group, at_least=places) for group, places in sorted(guaranteed.items())
    )
    how = {"rule": post.rule, "seats": post.seats, "options": post.options, "guaranteed": dict(guaranteed)}
    _record("post.save", post, post.selection, by, **how)
    return post


@transaction.atomic
def save_section(*, section: Section, by: User, organisations: Iterable[Any] = ()) -> Section:
    """Add a section of the electorate or change one."""
    rules.check_may_set_up(by, _held(section.selection_id))
    section.save()
    section.organisations.set(organisations)
    _record("section.save", section, section.selection, by, weight=str(section.weight), who=section.who)
    return section


@transaction.atomic
def remove(*, part: Post | Section, by: User) -> None:
    """Remove a post or a section from a selection in draft."""
    rules.check_may_set_up(by, _held(part.selection_id))
    if isinstance(part, Post):
        rules.check_may_remove_post(part)
    _record(f"{part._meta.model_name}.remove", part, part.selection, by)  # noqa: SLF001 (Django's public _meta)
    part.delete()


@transaction.atomic
def save_candidate(*, candidate: Candidate, by: User) -> Candidate:
    """Add a candidate or change one; the first of a post stands first on the paper until they are ordered anew."""
    selection = _held(candidate.post.selection_id)
    rules.check_may_add_candidates(by, selection)
    if candidate.pk is None:
        candidate.position = candidate.post.candidates.count() + 1
    candidate.save()
    _record("candidate.save", candidate, selection, by, groups=candidate.groups)
    return candidate


@transaction.atomic
def withdraw_candidate(*, candidate: Candidate, by: User) -> None:
    """Withdraw a candidate, who stays on record; papers that name them pass to the next name."""
    selection = _held(candidate.post.selection_id)
    rules.check_may_withdraw_candidates(by, selection)
    candidate.refresh_from_db(fields=["withdrawn_at"])
    if candidate.withdrawn_at is None:
        candidate.withdrawn_at = timezone.now()
        candidate.save(update_fields=["withdrawn_at"])
        _record("candidate.withdraw", candidate, selection, by)


def _held(pk: int) -> Selection:
    """Return the selection as it stands now, held for ourselves: one in hand may have moved on."""
    return Selection.objects.select_for_update().get(pk=pk)


def _record(action: str, part: Post | Section | Candidate, selection: Selection, by: User, **details: Any) -> None:
    record(by=by, action=action, subject=part, area=selection.area, selection=selection.pk, name=part.name, **details)
