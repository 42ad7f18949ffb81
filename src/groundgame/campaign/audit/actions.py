"""The one way to write to the audit trail."""

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models

from groundgame.campaign.audit.models import AuditEntry


def record(
    *, by: AbstractBaseUser | None, action: str, subject: models.Model | str, area: str = "", **details: Any
) -> AuditEntry:
    """Write one entry, within the caller's transaction, so that a deed and its record stand or fall together."""
    name = subject if isinstance(subject, str) else f"{subject._meta.label}:{subject.pk}"  # noqa: SLF001 (Django's public _meta)
    return AuditEntry.objects.create(by=by, action=action, subject=name, area=area, details=details)
