"""What a person may do, by the grants they hold now.

Rules come in pairs: `check_may_x` raises with a sentence, `may_x` answers.
"""

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied
from django.utils import timezone

from groundgame.campaign.accounts.models import Role, User
from groundgame.campaign.accounts.statements import rows
from groundgame.electoral.places import atlas

MANAGERS = (Role.DIRECTOR, Role.ORGANISER)
FIELD_STAFF = (Role.DIRECTOR, Role.ORGANISER, Role.AGENT)
_ROLES_SQL = """
SELECT DISTINCT role FROM accounts_grant
WHERE user_id = %(user)s AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > %(now)s)
"""
DIRECTORS_TO_NAME = (Role.DIRECTOR, Role.RETURNING_OFFICER, Role.DATA_OFFICER)


def wards_of(user: User, roles: Iterable[str] = tuple(Role)) -> frozenset[str]:
    """Return the codes of the wards that the person's grants in these roles cover now."""
    areas = user.grants.active().filter(role__in=list(roles)).values_list("area", flat=True)
    return frozenset[str]().union(*(atlas().wards_within(area) for area in areas))


def roles_of(user: User) -> frozenset[str]:
    """Return the roles that the person holds now, anywhere; every page asks for them."""
    return frozenset(role for (role,) in rows(_ROLES_SQL, {"user": user.pk, "now": timezone.now()}))


def may_work_in(user: User, wards: Iterable[str], roles: Iterable[str] = FIELD_STAFF) -> bool:
    """Tell whether the person's grants in these roles cover every one of the wards."""
    wanted = frozenset(wards)
    return bool(wanted) and wanted <= wards_of(user, roles)


def check_may_work_in(user: User, wards: Iterable[str], roles: Iterable[str] = FIELD_STAFF) -> None:
    """Refuse a person whose grants do not cover every one of the wards."""
    wanted = frozenset(wards)
    if not may_work_in(user, wanted, roles):
        names = ", ".join(sorted({atlas().area(code).name for code in wanted - wards_of(user, roles)})[:3])
        raise PermissionDenied(
            f"Your role does not cover {names or 'any ward'}. Ask the organiser or the director for it."
        )


def may_read_results(user: User) -> bool:
    """Tell whether the person holds any role: election results are public, the site is for the party's people."""
    return bool(roles_of(user))


def check_may_read_results(user: User) -> None:
    """Refuse a person who has been given no role yet."""
    if not may_read_results(user):
        raise PermissionDenied("You have no role yet. Ask the organiser who invited you to give you one.")


def may_grant(user: User, role: str, area: str) -> bool:
    """Tell whether the person may give this role for this area: a manager of all of it, never above their own.

    Returning officers are a director's to name, since whoever runs a selection answers to nobody who campaigns in it;
    so are data officers, who look over the shoulders of organisers (UK GDPR art. 38(3)).
    """
    givers = (Role.DIRECTOR,) if role in DIRECTORS_TO_NAME else MANAGERS
    return may_work_in(user, atlas().wards_within(area), givers)


def check_may_grant(user: User, role: str, area: str) -> None:
    """Refuse a person who does not manage the whole of the area, or would give more than they hold."""
    if not may_grant(user, role, area):
        raise PermissionDenied(
            f"You cannot make somebody {Role(role).label.lower()} of {atlas().area(area).name}: "
            "your own role does not cover all of it. Ask the director."
        )


def roles_to_give(user: User) -> frozenset[str]:
    """Return the roles that the person may give somewhere."""
    areas = user.grants.active().filter(role__in=MANAGERS).values_list("area", flat=True)
    return frozenset(role for role in Role for area in areas if may_grant(user, role, area))


def may_grant_to(user: User, taker: User, role: str) -> bool:
    """Tell whether the person may give somebody this role beside those that they hold."""
    return not refusal_to_grant_to(user, taker, role)


def check_may_grant_to(user: User, taker: User, role: str) -> None:
    """Refuse to let one person both manage a campaign and run the party's own elections, or name themselves."""
    if why := refusal_to_grant_to(user, taker, role):
        raise PermissionDenied(why)


def refusal_to_grant_to(user: User, taker: User, role: str) -> str:
    """Return why somebody may not be given this role beside those that they hold; nothing where they may."""
    held = roles_of(taker)
    if role == Role.RETURNING_OFFICER and taker == user:
        return "Nobody makes themselves returning officer. Ask another director to name one."
    if role == Role.RETURNING_OFFICER and held & set(MANAGERS):
        return (
            f"{taker} is a director or an organiser, and so cannot run the party's own elections: name somebody else, "
            "or take that role back first."
        )
    if role in MANAGERS and Role.RETURNING_OFFICER in held:
        label = Role(role).label.lower()
        return f"{taker} is a returning officer, and so cannot be {label} too: take that role back first."
    return ""
