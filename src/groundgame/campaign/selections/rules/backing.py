"""Who may record who backs whom, until when, and how many nominations a name needs."""

from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q, QuerySet

from groundgame.campaign.accounts.models import User
from groundgame.campaign.selections.models import Backer, Backing, Candidate, Selection
from groundgame.campaign.selections.rules.moving import needed_before
from groundgame.campaign.selections.rules.running import check_may_run, may_run
from groundgame.campaign.selections.states import State


def may_record_backing(user: User, selection: Selection) -> bool:
    """Tell whether the person may write down who backs whom, and who stands on which slate: until the end."""
    return may_run(user, selection) and selection.state != State.CLOSED


def check_may_record_backing(user: User, selection: Selection) -> None:
    """Refuse to record backing in somebody else's selection, or in one that is closed."""
    check_may_run(user, selection)
    if selection.state == State.CLOSED:
        raise PermissionDenied(f"{selection.name} is closed: nothing about who backed whom can be changed any more.")


def takes_nominations(selection: Selection) -> bool:
    """Tell whether names may be put forward now."""
    return selection.state == State.NOMINATIONS


def check_may_nominate(candidate: Candidate, backer: Backer) -> None:
    """Refuse a nomination out of time, of somebody who withdrew, or beyond one for each seat of the post."""
    post = candidate.post
    if not takes_nominations(post.selection):
        raise PermissionDenied(
            f"Nominations are not open: {post.selection.name} is in state {post.selection.get_state_display()}. "
            "An endorsement may still be recorded."
        )
    if candidate.withdrawn_at is not None:
        raise PermissionDenied(f"{candidate.name} has withdrawn from {post.name}, and cannot be nominated.")
    held = nominations().filter(backer=backer, candidate__post=post).exclude(candidate=candidate)
    if len(names := [each.candidate.name for each in held.select_related("candidate")]) >= post.seats:
        raise PermissionDenied(
            f"{backer.name} already nominates {', '.join(sorted(names))} for {post.name}, and may nominate "
            f"{post.seats}. Withdraw one first."
        )


def check_may_withdraw(backing: Backing) -> None:
    """Refuse to withdraw what was withdrawn, or a nomination after nominations have ended."""
    if backing.withdrawn_on is not None:
        raise PermissionDenied(f"{backing.backer.name} withdrew that on {backing.withdrawn_on:%-d %B %Y} already.")
    selection = backing.candidate.post.selection
    if backing.what == Backing.What.NOMINATION and not takes_nominations(selection):
        raise PermissionDenied(f"Nominations of {selection.name} have ended: one that was given stands.")


def nominations() -> QuerySet[Backing]:
    """Return the nominations that stand."""
    return Backing.objects.filter(what=Backing.What.NOMINATION, withdrawn_on=None)


def short_of_nominations(selection: Selection) -> list[Candidate]:
    """Return the candidates who stand with fewer nominations than their post needs; `given` is how many they have."""
    standing = Candidate.objects.filter(post__selection=selection, withdrawn_at=None).select_related("post")
    given = Count("backings", filter=Q(backings__what=Backing.What.NOMINATION, backings__withdrawn_on=None))
    return [each for each in standing.annotate(given=given) if each.given < each.post.nominations_needed]


@needed_before("freeze")
def everybody_has_the_nominations_needed(selection: Selection) -> str | None:
    """Ask, before nominations end, for the number that a post needs, or for a withdrawal."""
    short = short_of_nominations(selection)
    if not short:
        return None
    told = "; ".join(
        f"{each.name} has {each.given} of {each.post.nominations_needed} for {each.post}" for each in short
    )
    return f"Some lack nominations: {told}. Record what is missing, or withdraw them."
