"""Give and take back roles."""

from datetime import datetime

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from groundgame.campaign.accounts import rules
from groundgame.campaign.accounts.models import Grant, User
from groundgame.campaign.audit import actions as audit


@transaction.atomic
def grant_role(*, by: User | None, user: User, role: str, area: str, expires_at: datetime | None = None) -> Grant:
    """Give a person a role for an area. `by` is None only where the machine sets itself up.

    Raises:
        PermissionDenied: if the giver's own role does not cover the area, or one person may not hold both roles.
    """
    if by is not None:
        User.objects.select_for_update().get(pk=user.pk)  # two roles given at once would not see one another
        rules.check_may_grant(by, role, area)
        rules.check_may_grant_to(by, user, role)
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

    Somebody new has no password: they set one through "forgotten password", which proves the address theirs. Whoever
    came to an account of this address without proving it, by a phone bank's link, is shut out of it first.

    Raises:
        PermissionDenied: if the giver's own role does not cover the area, or one person may not hold both roles.
    """
    rules.check_may_grant(by, role, area)
    address = email.strip().lower()
    user = User.objects.filter(email=address).first()
    if user is None:
        user = User.objects.create_user(address, name=name.strip() or address.split("@", 1)[0])
        audit.record(by=by, action="accounts.invite", subject=user, area=area)
    _shut_out_unproved(user)
    return grant_role(by=by, user=user, role=role, area=area, expires_at=expires_at)


def _shut_out_unproved(user: User) -> None:
    """End every session of an account whose address nobody has proved theirs, before it is given a role.

    Passwords come by a letter or from the command line alone, so whoever has one has proved the address. A new unusable
    one ends the sessions; a second factor or a further address may have been left there for later.
    """
    if user.has_usable_password():
        return
    user.set_unusable_password()
    user.save(update_fields=["password"])
    Authenticator.objects.filter(user=user).delete()
    EmailAddress.objects.filter(user=user).exclude(email=user.email).delete()


@transaction.atomic
def add_person(*, email: str, name: str, role: str, area: str, password: str | None) -> Grant:
    """Give a role from the command line, which is how an installation gets its first director.

    A password is set only for somebody new, or who asked for a new one here.

    Raises:
        ValidationError: if somebody new has no name, or the password is too weak.
    """
    user = User.objects.filter(email=email).first()
    if user is None:
        if not name.strip():
            raise ValidationError(f"{email} is new here: give their name too.")
        user = User.objects.create_user(email, name=name.strip())
    _shut_out_unproved(user)
    if password is not None:
        validate_password(password, user)
        user.set_password(password)
        user.save(update_fields=["password"])
    return grant_role(by=None, user=user, role=role, area=area)
