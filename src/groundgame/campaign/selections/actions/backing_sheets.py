"""Take in a sheet of nominations and endorsements: every row of it, or nothing."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from groundgame.campaign.accounts.models import User
from groundgame.campaign.selections import rules
from groundgame.campaign.selections.actions.backing import Named, back, withdraw_backing
from groundgame.campaign.selections.models import Backing, Candidate, Selection
from groundgame.campaign.selections.support.sheets import Row, SheetError, read_sheet


@dataclass(frozen=True, slots=True)
class TakenIn:
    """How many backings a sheet added, how many it withdrew, and how many of its rows were known before."""

    added: int
    withdrawn: int
    known: int


@transaction.atomic
def take_in_backings(*, by: User, selection: Selection, content: bytes) -> TakenIn:
    """Take in a CSV sheet. A row that is there already adds nothing, so that a sheet may be sent again with more.

    Raises:
        PermissionDenied: if the person does not run the selection, or it is closed.
        SheetError: naming every bad line; nothing is added then.
    """
    rules.check_may_record_backing(by, selection)
    rows = read_sheet(content)
    standing = Candidate.objects.filter(post__selection=selection).select_related("post__selection")
    candidates = {(each.post.name.casefold(), each.name.casefold()): each for each in standing}
    known = set(Backing.objects.filter(candidate__post__selection=selection).values_list("pk", flat=True))
    done: list[str] = []
    wrong: list[str] = []
    for row in rows:
        try:
            with transaction.atomic():  # so that the lines after a bad one are looked at too
                done.append(_take_in(row, _candidate(row, candidates), known, by))
        except (PermissionDenied, ValidationError, ValueError) as error:
            said = " ".join(error.messages) if isinstance(error, ValidationError) else str(error)
            wrong.append(f"Line {row.line}: {said}")
    if wrong:
        raise SheetError(wrong)
    return TakenIn(done.count("added"), done.count("withdrawn"), done.count("known"))


def _take_in(row: Row, candidate: Candidate, known: set[int], by: User) -> str:
    """Record a row, and say what that did."""
    if _settled(row, candidate):
        return "known"
    named = Named(row.kind, row.backer, row.member_number)
    backing = back(by=by, candidate=candidate, backer=named, what=row.what, given_on=row.given_on, source=row.source)
    new = backing.pk not in known
    known.add(backing.pk)
    if row.withdrawn_on is not None:
        withdraw_backing(by=by, backing=backing, withdrawn_on=row.withdrawn_on, source=row.withdrawn_source)
        return "withdrawn"
    return "added" if new else "known"


def _settled(row: Row, candidate: Candidate) -> bool:
    """Tell whether a row that says "given then, withdrawn then" is on record as it stands."""
    if row.withdrawn_on is None:
        return False
    days = {"given_on": row.given_on, "withdrawn_on": row.withdrawn_on}
    said = {"what": row.what, "backer__kind": row.kind, "backer__name": row.backer}
    return Backing.objects.filter(candidate=candidate, **said, **days).exists()


def _candidate(row: Row, candidates: dict[tuple[str, str], Candidate]) -> Candidate:
    found = candidates.get((row.post.casefold(), row.candidate.casefold()))
    if found is not None:
        return found
    posts = sorted({each.post.name for each in candidates.values()})
    if row.post.casefold() not in {post.casefold() for post in posts}:
        raise ValueError(f"post is {row.post!r}: write one of {_listed(posts)}.")
    names = sorted(each.name for each in candidates.values() if each.post.name.casefold() == row.post.casefold())
    raise ValueError(f"nobody called {row.candidate!r} stands for {row.post}: write one of {_listed(names)}.")


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names) or "those that the selection has; it has none yet"
