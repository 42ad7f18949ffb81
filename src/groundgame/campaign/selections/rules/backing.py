"""Who may record who backs whom, until when, and how many nominations a name needs."""

from django.core.exceptions import PermissionDenied
from django.db.models import Count, QuerySet

from groundgame.campaign.accounts.models import User
from groundgame.campaign.selections.models import Backer, Backing, Candidate, Post, Selection
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


def check_may_remove_post(post: Post) -> None:
    """Refuse to take a post out once somebody is on record as backing a candidate for it: that is kept."""
    if Backing.objects.filter(candidate__post=post).exists():
        raise PermissionDenied(
            f"Somebody is on record as backing a candidate for {post.name}: withdraw candidates instead."
        )


def nominations() -> QuerySet[Backing]:
    """Return the nominations that stand."""
    return Backing.objects.filter(what=Backing.What.NOMINATION, withdrawn_on=None)


def nominations_given(selection: Selection) -> dict[int, int]:
    """Return how many nominations stand for each candidate of the selection, by the candidate's key; none is absent."""
    held = nominations().filter(candidate__post__selection=selection)
    return dict(held.order_by().values_list("candidate").annotate(Count("pk")))


def short_of_nominations(selection: Selection) -> list[tuple[Candidate, int]]:
    """Return the candidates who stand with fewer nominations than their post needs, and how many they have."""
    standing = Candidate.objects.filter(post__selection=selection, withdrawn_at=None).select_related("post")
    given = nominations_given(selection)
    return [(each, has) for each in standing if (has := given.get(each.pk, 0)) < each.post.nominations_needed]


@needed_before("freeze")
def everybody_has_the_nominations_needed(selection: Selection) -> str | None:
    """Ask, before nominations end, for the number that a post needs, or for a withdrawal."""
    short = [
        f"{each.name} has {has} of {each.post.nominations_needed} for {each.post}"
        for each, has in short_of_nominations(selection)
    ]
    return f"Some lack nominations: {'; '.join(short)}. Record what is missing, or withdraw them." if short else None
