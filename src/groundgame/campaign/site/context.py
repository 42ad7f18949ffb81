"""What every template may use."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from groundgame.campaign.accounts import rules
from groundgame.campaign.accounts.models import Role
from groundgame.campaign.selections.rules import hears_appeals, scrutinises


def site(request: HttpRequest) -> dict[str, Any]:
    """Return the demo flag and, for people signed in, the roles that decide what the navigation offers."""
    user = getattr(request, "user", None)
    known = user if user is not None and user.is_authenticated else None
    roles = rules.roles_of(known) if known else frozenset()
    return {
        "demo": settings.DEMO,
        "roles": roles,
        "runs_field": bool(roles & {Role.DIRECTOR, Role.ORGANISER}),
        "runs_selections": Role.RETURNING_OFFICER in roles,
        "hears_appeals": known is not None and hears_appeals(known),
        "scrutinises": known is not None and scrutinises(known),
        "works_field": bool(roles & set(rules.FIELD_STAFF)),
        "sees_electors": bool(roles & {*rules.FIELD_STAFF, Role.DATA_OFFICER}),
        "oversees_data": bool(roles & {Role.DIRECTOR, Role.DATA_OFFICER}),
        "reads_results": bool(roles - {Role.VOLUNTEER}),
    }
