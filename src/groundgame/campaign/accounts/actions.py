"""Give and take back roles."""

from datetime import datetime
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from groundgame.campaign.accounts import rules
from groundgame.campaign.accounts.cover import check_cover
from groundgame.campaign.accounts.models import Grant, User
from groundgame.campaign.audit import actions as audit


@transaction.atomic
def grant_role(*, by: User | None, user: User, role: str, area: str, expires_at: datetime | None = None) -> Grant:
    """Give a person a role for an area. `by` is None only where the machine sets itself up.

    One that holds is prolonged, or ended sooner, and is this giver's from now on. One that ran out stays as it was.

    Raises:
        PermissionDenied: if the giver's own role does not cover the area, or one person may not hold both roles.
    """
    if by is not None:
        User.objects.select_for_update().get(pk=user.pk)  # two roles given at once would not see one another
        rules.check_may_grant(by, role, area)
        rules.check_may_grant_to(by, user, role)
    now = timezone.now()
    held: dict[str, Any] = {"user": user, "role": role, "area": area, "revoked_at": None}
    Grant.objects.filter(**held, expires_at__lte=now).update(revoked_at=F("expires_at"))
    given = {"granted_by": by, "granted_at": now, "expires_at": expires_at}
    grant, _ = Grant.objects.update_or_create(**held, defaults=given)
    until = expires_at.isoformat() if expires_at else None
    audit.record(by=by, action="accounts.grant", subject=grant, area=area, user=user.pk, role=role, until=until)
    return grant


@transaction.atomic
def revoke_role(*, by: User, grant: Grant, alone: bool = False) -> None:
    """Take a role back; `alone` says that whoever does it knows that one person alone can act for the area then.

    Raises:
        PermissionDenied: if the person's own role does not cover the area, or nobody could act for it then.
        AloneError: if one person alone could, and `alone` does not say that this is known.
    """
    if grant.role in rules.MANAGERS:  # two directors who take each other's role at one moment see what the other did
        list(Grant.objects.active().filter(role__in=rules.MANAGERS).order_by("pk").select_for_update())
    rules.check_may_grant(by, grant.role, grant.area)
    check_cover(grant, alone=alone)
    grant.revoked_at = timezone.now()
    grant.save(update_fields=["revoked_at"])
    audit.record(by=by, action="accounts.revoke", subject=grant, area=grant.area, user=grant.user_id, role=grant.role)


@transaction.atomic
def invite(*, by: User, email: str, name: str, role: str, area: str, expires_at: datetime | None = None) -> Grant:
    """Give a role to the person with this address, making them an account if they have none.

    Somebody new has no password: they set one through "forgotten password", which proves the address theirs. Who has
    never signed in is called by the name given now. Whoever
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
    elif name.strip() and user.last_login is None:  # nobody else has seen to it yet
        user.name = name.strip()
        user.save(update_fields=["name"])
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
