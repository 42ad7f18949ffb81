"""Who may count, and who may see a count."""

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied

from groundgame.campaign.accounts.models import User
from groundgame.campaign.selections.models import BoxAccount, Post, Result, Scrutineer, Scrutiny, Selection
from groundgame.campaign.selections.rules.moving import needed_before
from groundgame.campaign.selections.rules.running import check_may_run, may_run
from groundgame.campaign.selections.states import State

PUBLIC: tuple[State, ...] = (State.DECLARED, State.CLOSED)


def _opened(selection: Selection) -> bool:
    accounts = BoxAccount.objects.filter(form__post__selection=selection)
    return accounts.exists() and not accounts.filter(opened=None).exists()


def may_count(user: User, selection: Selection) -> bool:
    """Tell whether the person may count now: the returning officer, once the papers are open and until declared."""
    return may_run(user, selection) and selection.state == State.COUNTING and _opened(selection)


def check_may_count(user: User, selection: Selection) -> None:
    """Refuse a count by anybody else, before the papers are open, or after the result is declared."""
    check_may_run(user, selection)
    if selection.state in PUBLIC:
        raise PermissionDenied("The result is declared. Counting again is for everybody: see the published papers.")
    if not may_count(user, selection):
        raise PermissionDenied("There is nothing to count yet: the scrutineers open the papers after voting closes.")


def may_see_count(user: User | AnonymousUser, selection: Selection) -> bool:
    """Tell whether somebody may see figures: everybody once declared; before, who counts and who watches."""
    if selection.state in PUBLIC:
        return Result.objects.filter(post__selection=selection).exists()
    if not isinstance(user, User):
        return False
    return may_run(user, selection) or Scrutineer.objects.filter(selection=selection, user=user).exists()


def check_may_see_count(user: User | AnonymousUser, selection: Selection) -> None:
    """Refuse to show figures before the declaration to anybody but the returning officer and the scrutineers."""
    if not may_see_count(user, selection):
        raise PermissionDenied("The result is not declared yet. This page shows it to everybody when it is.")


def uncounted(selection: Selection) -> list[Post]:
    """Return the posts that have not been counted."""
    return [post for post in selection.posts.all() if not post.results.exists()]


@needed_before("declare")
def every_post_is_counted(selection: Selection) -> str | None:
    """Ask for a count of every post before the result of any is declared."""
    names = ", ".join(post.name for post in uncounted(selection))
    return f"Not counted yet: {names}." if names else None


def progress_of_opening(selection: Selection) -> dict[str, int]:
    """Return how many scrutineers have opened their parts, how many are needed, and how many posts are counted."""
    scrutiny = Scrutiny.objects.filter(selection=selection).first()
    return {
        "opened_by": selection.scrutineers.exclude(opened_at=None).count(),
        "needed": 0 if scrutiny is None or scrutiny.paper_only else scrutiny.threshold,
        "scrutineers": selection.scrutineers.count(),
        "is_open": _opened(selection),
        "counted": selection.posts.exclude(results=None).distinct().count(),
        "posts": selection.posts.count(),
    }
