"""Who runs a selection: the returning officer of its area, and nobody by any other role."""

from django.core.exceptions import PermissionDenied

from groundgame.campaign.accounts.models import Role, User
from groundgame.campaign.accounts.rules import may_work_in, wards_of
from groundgame.campaign.selections.models import Selection
from groundgame.electoral.places import atlas

RUNNERS = (Role.RETURNING_OFFICER,)


def may_make_selections(user: User) -> bool:
    """Tell whether the person is returning officer of any place."""
    return bool(wards_of(user, RUNNERS))


def check_may_make_selections(user: User) -> None:
    """Refuse a person who is returning officer of no place."""
    if not may_make_selections(user):
        raise PermissionDenied("Only a returning officer makes a selection. Ask the director to name one.")


def may_run_in(user: User, area: str) -> bool:
    """Tell whether the person is returning officer of the whole area."""
    return may_work_in(user, atlas().wards_within(area), RUNNERS)


def may_run(user: User, selection: Selection) -> bool:
    """Tell whether the person is returning officer of the whole of the selection's area."""
    return may_run_in(user, selection.area)


def check_may_run_in(user: User, area: str) -> None:
    """Refuse a person who is not returning officer of the whole area."""
    if not may_run_in(user, area):
        raise PermissionDenied(
            f"Only a returning officer of {atlas().area(area).name} runs a selection there. "
            "Ask the director who that is."
        )


def check_may_run(user: User, selection: Selection) -> None:
    """Refuse a person who is not returning officer of the selection's area."""
    check_may_run_in(user, selection.area)


def selections_run_by(user: User) -> list[Selection]:
    """Return the selections that the person runs, the newest first."""
    covered = wards_of(user, RUNNERS)
    return [each for each in Selection.objects.all() if covered and atlas().wards_within(each.area) <= covered]
