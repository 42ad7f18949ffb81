"""Give and take back roles."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from groundgame.campaign.accounts import rules
from groundgame.campaign.accounts.models import Grant, User
from groundgame.campaign.audit import actions as audit


@transaction.atomic
def grant_role(*, by: User | None, user: User, role: str, area: str, expires_at: datetime | None = None) -> Grant:
    """Give a person a role for an area. `by` is None only where the machine sets itself up.

    Raises:
        PermissionDenied: if the giver's own role does not cover the area.
    """
    if by is not None:
        rules.check_may_grant(by, role, area)
    grant, made = Grant.objects.get_or_create(
        user=user, role=role, area=area, revoked_at=None, defaults={"granted_by": by, "expires_at": expires_at}
    )
    if not made:
        grant.expires_at = expires_at
        grant.save(update_fields=["expires_at"])
    until = expires_at.isoformat() if expires_at else None
    audit.record(by=by, action="accounts.grant", subject=grant, area=area, user=user.pk, role=role, until=until)
    return grant


@transaction.atomic
def revoke_role(*, by: User, grant: Grant) -> None:
    """Take a role back.

    Raises:
        PermissionDenied: if the person's own role does not cover the area.
    """
    rules.check_may_grant(by, grant.role, grant.area)
    grant.revoked_at = timezone.now()
    grant.save(update_fields=["revoked_at"])
    audit.record(by=by, action="accounts.revoke", subject=grant, area=grant.area, user=grant.user_id, role=grant.role)


@transaction.atomic
def invite(*, by: User, email: str, name: str, role: str, area: str, expires_at: datetime | None = None) -> Grant:
    """Give a role to the person with this address, making them an account if they have none.

    Somebody new has no password: they set one through "forgotten password", which proves the address theirs.

    Raises:
        PermissionDenied: if the giver's own role does not cover the area.
    """
    rules.check_may_grant(by, role, area)
    address = email.strip().lower()
    user = User.objects.filter(email=address).first()
    if user is None:
        user = User.objects.create_user(address, name=name.strip() or address.split("@", 1)[0])
        audit.record(by=by, action="accounts.invite", subject=user, area=area)
    return grant_role(by=by, user=user, role=role, area=area, expires_at=expires_at)
