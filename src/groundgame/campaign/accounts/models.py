"""People who sign in, and what they have been given to do, where, and until when."""

from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.base_user import BaseUserManager
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import Q
from django.utils import timezone


class UserManager(BaseUserManager["User"]):
    """Make people by e-mail address, which is what they sign in with."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Make a person; without a password they cannot sign in by one."""
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Make a person who may use Django's own commands on every model."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


class User(AbstractUser):
    """A person who signs in with an e-mail address."""

    username = None  # type: ignore[assignment]  # the e-mail address is the login
    first_name = None  # type: ignore[assignment]  # one name, as people write it
    last_name = None  # type: ignore[assignment]  # likewise
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]
    objects: ClassVar[UserManager] = UserManager()  # type: ignore[assignment]  # it makes people by address

    def __str__(self) -> str:
        return self.name or self.email

    def get_full_name(self) -> str:
        """Return the name as the person writes it."""
        return self.name

    def get_short_name(self) -> str:
        """Return the first word of the name."""
        return self.name.split(" ")[0]

    @property
    def initials(self) -> str:
        """The first letters of the first and the last word of the name, where there is no room for it."""
        words = (self.name or self.email).split()
        return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()


class Role(models.TextChoices):
    """What a person may be given to do."""

    DIRECTOR = "director", "Director"
    ORGANISER = "organiser", "Organiser"
    VOLUNTEER = "volunteer", "Volunteer"
    AGENT = "agent", "Agent"
    DATA_OFFICER = "data_officer", "Data officer"
    RETURNING_OFFICER = "returning_officer", "Returning officer"


class GrantQuerySet(models.QuerySet["Grant"]):
    """Grants, by whether they hold now."""

    def active(self) -> "GrantQuerySet":
        """Return the grants that hold now: neither taken back nor run out."""
        now = timezone.now()
        return self.filter(Q(expires_at=None) | Q(expires_at__gt=now), revoked_at=None)


class Grant(models.Model):
    """A role given to a person for an area (a GSS code) and all below it, until a date or until taken back."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="grants")
    role = models.CharField(max_length=20, choices=Role.choices)
    area = models.CharField(max_length=9)
    granted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    granted_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = GrantQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "role", "area"], condition=Q(revoked_at=None), name="grant_once_at_a_time"
            )
        ]


class Remembered(models.Model):
    """What all workers must know of for a while: how often somebody has tried, a code that was used, who joined.

    `key` may hold a network's address; a row is gone soon after its end (`accounts.shared`).
    """

    key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    until = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.key
