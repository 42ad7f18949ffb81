"""How long accounts and invitations are kept that nobody uses."""

import datetime as dt

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session as SignedIn
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from groundgame.campaign.accounts.models import Grant, Remembered, User
from groundgame.campaign.audit import actions as audit
from groundgame.campaign.audit.retention import Term

NOBODY = "Somebody who has left"
UNUSABLE = "!"  # how Django marks a password that nobody can sign in by


def _unused_invitations(before: dt.datetime) -> QuerySet[Grant]:
    """Return the roles given to people who never came."""
    given = Grant.objects.active().filter(granted_at__lt=before, user__last_login=None)
    return given.filter(user__password__startswith=UNUSABLE)


def _withdraw(before: dt.datetime) -> None:
    for grant in _unused_invitations(before):
        with transaction.atomic():
            unused = _unused_invitations(before).filter(pk=grant.pk)
            if unused.update(revoked_at=timezone.now()):  # it was not given anew meanwhile
                audit.record(by=None, action="accounts.withdraw_invitation", subject=grant, area=grant.area)


def _link_accounts(before: dt.datetime) -> QuerySet[User]:
    """Return the accounts that came by a session's link, hold nothing, and have not been used since."""
    quiet = User.objects.filter(date_joined__lt=before, password__startswith=UNUSABLE, is_active=True, is_staff=False)
    return quiet.exclude(last_login__gte=before).exclude(grants__in=Grant.objects.active())


def _forget_accounts(before: dt.datetime) -> None:
    """Blank name and address: what they recorded stays, as somebody's who has left."""
    for user in _link_accounts(before):
        with transaction.atomic():
            EmailAddress.objects.filter(user=user).delete()
            Authenticator.objects.filter(user=user).delete()
            audit.record(by=None, action="accounts.forget", subject=user)
            User.objects.filter(pk=user.pk).update(
                name=NOBODY, email=f"left-{user.pk}@accounts.invalid", is_active=False
            )


def _over(before: dt.datetime) -> QuerySet[SignedIn]:
    return SignedIn.objects.filter(expire_date__lt=before)


def _counted(before: dt.datetime) -> QuerySet[Remembered]:
    return Remembered.objects.filter(until__lt=before)


OWN = (
    Term(
        "invitations",
        "Invitations that nobody took up",
        3,
        "An open role that nobody uses is a key under the mat.",
        lambda before: _unused_invitations(before).count(),
        _withdraw,
    ),
    Term(
        "volunteers",
        "Names and addresses of volunteers who came by a link and have not been back",
        24,
        "From one campaign to the next.",
        lambda before: _link_accounts(before).count(),
        _forget_accounts,
    ),
    Term(
        "sign_ins",
        "Sign-ins that have run out",
        1,
        "They let nobody in.",
        lambda before: _over(before).count(),
        lambda before: _over(before).delete(),
    ),
    Term(
        "tries",
        "Tries to sign in that were counted, by network, and which account a page to join made",
        1,
        "They count for an hour at most, and are let go at the next try of anybody; this is for where nobody tries.",
        lambda before: _counted(before).count(),
        lambda before: _counted(before).delete(),
    ),
)
